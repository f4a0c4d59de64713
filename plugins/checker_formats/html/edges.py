"""Remove breadcrumbs, dates and links around the text inside the main content of a page."""

import re
from collections.abc import Iterator, Sequence

from checker import fold, number
from checker_formats.html.flow import PageItem, PageLine, PageTable

# folded: no spaces, plain punctuation
_FURNITURE = re.compile(
    r"(?:您?(?:当前|现在|所在)?的?(?:位置|栏目)[是为]?:|首页[>»›/]|(?:信息)?(?:发布|发文|成文|公开|更新|录入|生成)?(?:时间|日期):"
    r"|(?:信息|文章|稿件)?(?:来源|作者|出处|编辑|审核|名称|文号|公开方式|公开范围|有效性):"
    r"|索引号|信息索引|主题分类|发布机构|(?:浏览|阅读|点击|访问)(?:次数|量|数)?:|\[?(?:字体|字号|大中小)|\[?(?:打印|关闭|收藏|返回|分享|下载)(?:本页|文章|窗口|顶部|到|至|:|\]|$)"
    r"|扫一扫|分享|上一[篇条页]|下一[篇条页]|相关(?:链接|文章|阅读|新闻|信息|附件|文档)|责任编辑|\[?纠错"
    r"|(?:主办|承办|协办|维护)(?:单位)?:|版权所有|copyright|©|技术支持|网站(?:标识码|地图|声明)|联系我们|关于我们|政府网站找错"
    r"|.{0,40}(?:icp备|公网安备|政府网站标识码)|.{0,20}无障碍(?:浏览|阅读)|.{0,8}[>»›].{0,20}[>»›])"
)
_LONGEST = 200
_RUNNING = 60  # folded characters: longer lines are running text


def without_furniture(parts: Sequence[PageItem]) -> Iterator[PageItem]:
    """Leave out page furniture before and after the text."""
    text = [place for place, part in enumerate(parts) if _is_text(part)]
    first, last = (text[0], text[-1]) if text else (len(parts), -1)
    ended = False
    for place, part in enumerate(parts):
        if first <= place <= last:
            yield part
        elif _is_furniture(part):
            ended = place > last
        elif isinstance(part, PageLine) or not ended:
            yield part


def _is_furniture(part: PageItem) -> bool:
    """Return whether a line or table is a link or describes the page."""
    if isinstance(part, PageTable):
        return _FURNITURE.match(fold(part.cells[0].text)) is not None
    if not isinstance(part, PageLine):
        return False
    folded = fold(part.text)
    return part.linked or (len(folded) <= _LONGEST and _FURNITURE.match(folded) is not None)


def _is_text(part: PageItem) -> bool:
    if _is_furniture(part) or not isinstance(part, PageLine):
        return isinstance(part, PageTable) and not _is_furniture(part)
    return len(fold(part.text)) > _RUNNING or number(part.text).style in {"一、", "（一）"}
