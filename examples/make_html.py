"""Write the conforming example as the web page on which its body would publish it, beside this script.

Wording and figures are those of make.py; around them stands what government sites put there.
"""

from collections.abc import Iterator
from html import escape

from make import (
    EXAMPLES,
    HEADING,
    HERE,
    Example,
    Grid,
    applications_grid,
    disclosure_grid,
    disputes_grid,
    merged_areas,
)

NAME = "qingping-2024"
SITE = "青屏县人民政府"
PAGE = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}_{site}</title>
<meta name="SiteName" content="{site}">
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{published}">
<meta name="ContentSource" content="县水务局">
<style>
body {{ margin: 0; font: 16px/1.9 sans-serif; }} .wrap {{ width: 960px; margin: auto; }}
h1 {{ text-align: center; }} #UCAP-CONTENT p {{ text-indent: 2em; }}
table {{ border-collapse: collapse; width: 100%; }} td {{ border: 1px solid; text-align: center; }}
</style>
</head>
<body>
<div class="header"><div class="wrap"><a href="/">{site}</a>
<form action="/search"><input name="q" placeholder="请输入关键字"><button>搜索</button></form></div></div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/zwfw/">政务服务</a></li>
<li><a href="/hdjl/">互动交流</a></li><li><a href="/zjqp/">走进青屏</a></li></ul>
<div class="wrap">
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt;
<a href="/zwgk/nb/">政府信息公开年报</a></div>
<div class="article">
<h1>{heading}</h1>
<div class="pages-date">发布时间：{published}&emsp;来源：县水务局&emsp;浏览次数：<span id="hits">128</span>
<span class="font">字体：【<a href="#big">大</a> <a href="#middle">中</a> <a href="#small">小</a>】</span></div>
<div class="pages_content" id="UCAP-CONTENT">
{content}
</div>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<div class="print"><a href="javascript:print()">【打印本页】</a> <a href="javascript:close()">【关闭窗口】</a></div>
<p>上一篇：<a href="t20250113.html">青屏县林业局2024年政府信息公开工作年度报告</a></p>
<p>下一篇：没有了</p>
</div>
</div>
<div class="footer"><div class="wrap"><p><a href="/wzdt/">网站地图</a> | <a href="/lxwm/">联系我们</a></p>
<p>主办单位：青屏县人民政府办公室　承办单位：青屏县政务服务和大数据局</p>
<p>政府网站标识码：4200000000　鄂ICP备00000000号　鄂公网安备00000000000000号</p></div></div>
<script>document.getElementById("hits").textContent = "129";</script>
</body>
</html>
"""


def table(grid: Grid) -> Iterator[str]:
    """Write a table with merged cells."""
    rows: list[list[str]] = [[] for _row in grid]
    for top, left, bottom, right in merged_areas(grid):
        spans = {"rowspan": bottom - top + 1, "colspan": right - left + 1}
        marks = "".join(f' {name}="{count}"' for name, count in spans.items() if count > 1)
        rows[top].append(f"<td{marks}><p>{escape(str(grid[top][left]))}</p></td>")
    yield "<table><tbody>"
    yield from (f"<tr>{''.join(row)}</tr>" for row in rows)
    yield "</tbody></table>"


def content(example: Example, text: str) -> Iterator[str]:
    """Write paragraphs, headings and tables in their order."""
    grids = {"二、": disclosure_grid, "三、": applications_grid, "四、": disputes_grid}
    for line in text.format_map(example.quotable()).splitlines():
        words = escape(line, quote=False)
        yield f"<p><strong>{words}</strong></p>" if HEADING.match(line) else f"<p>&emsp;&emsp;{words}</p>"
        if line[:2] in grids:
            yield from table(grids[line[:2]](example))


def main() -> None:
    """Write the page."""
    example = next(example for example in EXAMPLES if example.name == NAME)
    title, text = (HERE / "text" / f"{NAME}.txt").read_text(encoding="utf-8").split("\n\n")
    page = PAGE.format(
        title=title.replace("\n", ""),
        heading=title.replace("\n", "<br>"),
        site=SITE,
        published=f"{example.written:%Y-%m-%d}",
        content="\n".join(content(example, text)),
    )
    path = HERE / f"{NAME}.html"
    path.write_text(page, encoding="utf-8")
    print(path.name)


if __name__ == "__main__":
    main()
