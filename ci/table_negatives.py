"""Pages without tables that look like some: charts, frames, columns, forms, lists, as HTML and as Word files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from table_cases import labels, prose, words


@dataclass(frozen=True, slots=True)
class Negative:
    """A page that holds no table: its name, and its content as HTML."""

    name: str
    html: str


def negatives(seed: str) -> Iterator[Negative]:
    """Iterate over pages without tables, each kind in English and in Chinese."""
    random = Random(seed)  # noqa: S311  # the same pages in every run
    for tongue in ("en", "zh"):
        for name, maker in _MAKERS.items():
            yield Negative(
                name, f"<p>{prose(tongue, random)}</p>{maker(random, tongue)}<p>{prose(tongue, random)}</p>"
            )


def companion(name: str, random: Random) -> str:
    """Return a chart, a frame or a form as HTML, to stand beside a table."""
    return _MAKERS[name](random, "en") if name else ""


def _chart(random: Random, _tongue: str) -> str:
    heights = [random.randint(20, 150) for _bar in range(6)]
    lines = "".join(
        f'<line x1="40" y1="{y}" x2="480" y2="{y}" stroke="#bbb"/><text x="5" y="{y + 4}">{180 - y}</text>'
        for y in range(20, 181, 40)
    )
    bars = "".join(
        f'<rect x="{60 + 70 * place}" y="{180 - height}" width="40" height="{height}" fill="#36c"/>'
        f'<text x="{60 + 70 * place}" y="{176 - height}">{height}</text><text x="{60 + 70 * place}" y="196">'
        f"{2019 + place}</text>"
        for place, height in enumerate(heights)
    )
    return _svg(lines + bars, 210)


def _grid_chart(random: Random, _tongue: str) -> str:
    level = "".join(f'<line x1="40" y1="{y}" x2="480" y2="{y}" stroke="#999"/>' for y in range(20, 181, 32))
    upright = "".join(f'<line x1="{x}" y1="20" x2="{x}" y2="180" stroke="#999"/>' for x in range(40, 481, 55))
    ticks = "".join(f'<text x="8" y="{y + 4}">{y}</text>' for y in range(20, 181, 32))
    ticks += "".join(f'<text x="{x - 8}" y="196">{x // 55}</text>' for x in range(40, 481, 55))
    points = " ".join(f"{x},{random.randint(30, 170)}" for x in range(40, 481, 55))
    return _svg(f'{level}{upright}{ticks}<polyline points="{points}" fill="none" stroke="red"/>', 210)


def _side_bars(random: Random, tongue: str) -> str:
    rows = "".join(
        f'<text x="5" y="{24 + 28 * place}">{label}</text>'
        f'<rect x="170" y="{10 + 28 * place}" width="{width}" height="18" fill="#8b4"/>'
        f'<text x="{176 + width}" y="{24 + 28 * place}">{width}%</text>'
        for place, label in enumerate(labels(tongue, random, 6))
        for width in [random.randint(20, 250)]
    )
    return _svg(rows, 190)


def _pie(random: Random, tongue: str) -> str:
    legend = "".join(
        f'<rect x="260" y="{22 + 24 * place}" width="12" height="12" fill="#{3 * place}8{9 - place}"/>'
        f'<text x="280" y="{32 + 24 * place}">{label} {random.randint(1, 60)}%</text>'
        for place, label in enumerate(labels(tongue, random, 4))
    )
    return _svg(
        f'<circle cx="110" cy="90" r="80" fill="#58c"/><path d="M110 90 L190 90 A80 80 0 0 1 110 170 Z" fill="#fa4"/>'
        f"{legend}",
        190,
    )


def _svg(inner: str, height: int) -> str:
    return f'<svg width="500" height="{height}" font-size="11">{inner}</svg>'


def _frame(random: Random, tongue: str) -> str:
    return (
        f'<div style="border:1px solid #000;padding:8px"><b>{words(tongue, random, 2)}</b><p>'
        f"{prose(tongue, random, 5)}</p></div>"
    )


def _nested_frames(random: Random, tongue: str) -> str:
    inner = "".join(
        f'<div style="border:1px solid #555;margin:6px;padding:6px">{prose(tongue, random)}</div>'
        for _part in range(3)
    )
    return f'<div style="border:2px solid #000">{inner}</div>'


def _tinted(random: Random, tongue: str) -> str:
    return "".join(
        f'<div style="background:#e8eef8;margin:8px 0;padding:6px">{prose(tongue, random, 2)}</div>'
        for _part in range(4)
    )


def _columns(random: Random, tongue: str) -> str:
    return (
        f'<div style="column-count:2;column-gap:24px">'
        f"{''.join(f'<p>{prose(tongue, random, 6)}</p>' for _part in range(3))}</div>"
    )


def _three_columns(random: Random, tongue: str) -> str:
    return (
        f'<div style="column-count:3;column-gap:18px;column-rule:1px solid #999">'
        f"{''.join(f'<p>{prose(tongue, random, 5)}</p>' for _part in range(4))}</div>"
    )


def _form(random: Random, tongue: str) -> str:
    mark = "：" if tongue == "zh" else ":"
    return "".join(
        f'<div style="margin:10px 0">{label}{mark} '
        '<span style="display:inline-block;width:260px;border-bottom:1px solid #000">&nbsp;</span></div>'
        for label in labels(tongue, random, 6)
    )


def _filled_form(random: Random, tongue: str) -> str:
    mark = "：" if tongue == "zh" else ":"
    fields = "".join(
        f"<div>{label}{mark}</div><div style='border-bottom:1px solid #000'>{random.randint(1, 9999)}</div>"
        for label in labels(tongue, random, 8)
    )
    return f'<div style="display:grid;grid-template-columns:120px 120px 120px 120px;gap:8px">{fields}</div>'


def _ticks(random: Random, tongue: str) -> str:
    return "".join(
        "<p>" + " &emsp;&emsp; ".join(f"□ {words(tongue, random, 1)}" for _box in range(3)) + "</p>"
        for _line in range(4)
    )


def _ruled_text(random: Random, tongue: str) -> str:
    return "".join(
        f"<hr><h3>{place}. {words(tongue, random, 3)}</h3><p>{prose(tongue, random, 2)}</p>"
        for place in range(1, 5)
    )


def _list(random: Random, tongue: str) -> str:
    return (
        f"<ul>{''.join(f'<li>{words(tongue, random, 8)}</li>' for _item in range(6))}</ul><ol>"
        f"{''.join(f'<li>{words(tongue, random, 6)}</li>' for _item in range(5))}</ol>"
    )


def _contents(random: Random, tongue: str) -> str:
    page, lines = 1, ""
    for place in range(1, 9):
        page += random.randint(0, 6)
        lines += (
            f'<div style="display:flex"><span style="flex:1">{place}.1&emsp;{words(tongue, random, 3)}</span>'
        )
        lines += f"<span>{page}</span></div>"
    return lines


def _address(random: Random, tongue: str) -> str:
    left = "<br>".join(words(tongue, random, 2) for _line in range(4))
    right = f"Ref. {random.randint(100, 999)}/2026<br>{words(tongue, random, 2)}<br>"
    right += f"Tel. 020 7946 0{random.randint(100, 999)}"
    return (
        f'<div style="display:flex;justify-content:space-between"><div>{left}</div><div>{right}</div></div>'
    )


def _signatures(_random: Random, tongue: str) -> str:
    heads = ("编制", "审核", "批准") if tongue == "zh" else ("Prepared by", "Reviewed by", "Approved by")
    parts = "".join(
        f"<div><div style='border-top:1px solid #000;width:120px;margin-top:40px'>{head}</div>2026-03-0{place}</div>"
        for place, head in enumerate(heads, 1)
    )
    return f'<div style="display:flex;justify-content:space-between">{parts}</div>'


def _terms(random: Random, tongue: str) -> str:
    return "".join(
        f'<div style="display:flex"><b style="width:110px">{label}</b><span style="flex:1">'
        f"{prose(tongue, random, 2)}</span></div>"
        for label in labels(tongue, random, 4)
    )


def _listing(random: Random, _tongue: str) -> str:
    lines = "\n".join(
        f"{'    ' * (place % 3)}value_{place} = read(row, {place})  # {words('en', random, 2)}"
        for place in range(9)
    )
    return f'<pre style="background:#f3f3f3;padding:6px">{lines}</pre>'


def _cards(random: Random, tongue: str) -> str:
    cards = "".join(
        f'<div style="border:1px solid #888;border-radius:6px;padding:8px;flex:1"><b>{random.randint(10, 999)}</b><br>'
        f"{label}</div>"
        for label in labels(tongue, random, 3)
    )
    return f'<div style="display:flex;gap:14px">{cards}</div>'


def _steps(random: Random, tongue: str) -> str:
    boxes = "".join(
        f'<rect x="{10 + 165 * place}" y="20" width="120" height="50" fill="none" stroke="black"/>'
        f'<text x="{18 + 165 * place}" y="48">{label}</text>'
        + (
            f'<line x1="{130 + 165 * place}" y1="45" x2="{175 + 165 * place}" y2="45" stroke="black"/>'
            if place < 2
            else ""
        )
        for place, label in enumerate(labels(tongue, random, 3))
    )
    return _svg(boxes, 90)


_MAKERS: dict[str, Callable[[Random, str], str]] = {
    "chart": _chart, "grid-chart": _grid_chart, "side-bars": _side_bars, "pie": _pie, "frame": _frame,
    "nested-frames": _nested_frames, "tinted": _tinted, "columns": _columns, "three-columns": _three_columns,
    "form": _form, "filled-form": _filled_form, "ticks": _ticks, "ruled-text": _ruled_text, "list": _list,
    "contents": _contents, "address": _address, "signatures": _signatures, "terms": _terms, "listing": _listing,
    "cards": _cards, "steps": _steps,
}  # fmt: skip
