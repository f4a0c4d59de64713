"""Generate an audit: bodies, two years of reports as DOCX and PDF, a roster, and planted faults.

`python ci/make_audit.py OUT [--bodies N] [--seed S]` writes `OUT/2023/`, `OUT/2024/`, `OUT/roster.csv` and
`OUT/planted.json`, which lists the faults; everything else conforms, although some of it is hard to match: reports
titled by a government's office, a report in two formats, meaningless file names, attachments, unmatched files. Equal
arguments write equal bytes. `ci/score_audit.py` compares an audit with what was planted. Needs the extra `test`.
"""

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "examples")]

import make as forms  # noqa: E402  # the script of the examples lays the prescribed tables out

import tests.support.sample_sentences as words  # noqa: E402  # the modules of the tests
from tests.support.draft_reports import Draft, Grid, changed, draft, figure, lines, text, word_file  # noqa: E402  # after sys.path
from tests.support.pdf_files import pdf_file, scan  # noqa: E402  # likewise

YEAR = 2024
KINDS = (
    "filing-missing",
    "filing-late",
    "filing-duplicate",
    "similar-sibling",
    "similar-last-year",
    "carry-over",
    "stock-flow",
    "sum-mismatch",
    "title-year",
    "section-title",
    "placeholder",
    "unreadable",
    "scanned",
)
_TOWNS = 7
_EVERY = 100  # bodies for each fault of a kind
_PRINTED = 3  # of ten bodies, whose reports are PDF
_OFFICES = tuple(filter(None, words.TOPICS))
_APPLICANTS = ("自然人", *forms.ORGANISATIONS, "总计")


@dataclass(frozen=True)
class Organisation:
    """A body of the audit; `office` is its field of work, empty for governments."""

    name: str
    kind: str
    county: str
    parent: str = ""
    office: str = ""
    alias: str = ""

    @property
    def deadline(self) -> tuple[int, int]:
        """Return the month and the day of its legal deadline."""
        return (1, 31) if self.kind == "部门" else (3, 31)


@dataclass(frozen=True)
class Planted:
    """A planted fault: its kind, its body, the other body if there is one, and the file.

    For files of no body, the kind is the code of the unmatched file.
    """

    kind: str
    body: str = ""
    other: str = ""
    path: str = ""


# --- bodies and figures ----------------------------------------------------------------------------------------


def organisations(count: int, chance: Random) -> Iterator[Organisation]:
    """Invent counties, each with its government, departments and towns, until there are so many bodies."""
    used: set[str] = set()
    made = 0
    while made < count:
        county = _unused(chance, used) + "县"
        government = f"{county}人民政府"
        towns = [f"{county}{_unused(chance, used)}镇" for _turn in range(_TOWNS)]
        parts = [
            Organisation(government, "县级政府", county),
            *(Organisation(f"{county}{one}局", "部门", county, government, one) for one in _OFFICES),
            *(Organisation(f"{town}人民政府", "乡镇", county, government, alias=town) for town in towns),
        ]
        yield from parts[: count - made]
        made += len(parts)


def _unused(chance: Random, used: set[str]) -> str:
    while (name := words.county(chance)) in used:
        continue
    used.add(name)
    return name


def figures(chance: Random, before: forms.Example | None = None) -> forms.Example:
    """Make the figures of a report, such that they follow from those of the year before."""
    carried_in = before.carried_out if before else _each(chance, 3)
    in_force = before.normative[2] if before else chance.randrange(20, 40)
    issued, repealed = chance.randrange(6), chance.randrange(4)
    rows = chance.sample([leaf for leaves in forms.RESULT_ROWS.values() for leaf in leaves], 6)
    results = {row: (chance.randrange(4), *_each(chance, 2)[1:]) for row in rows}
    carried_out = _each(chance, 2)
    # new applications = done + carried out - carried in, which must not be negative
    sums = zip(carried_in, forms.added(results.values()), carried_out, strict=True)
    lacking = tuple(max(0, was - done - stays) for was, done, stays in sums)
    results[rows[0]] = forms.added((results[rows[0]], lacking))
    return forms.Example(
        "",
        datetime(YEAR + 1, 1, 20, tzinfo=UTC),
        (issued, repealed, in_force + issued - repealed),
        permits=chance.randrange(100, 160),
        penalties=chance.randrange(40, 70),
        coercions=chance.randrange(20, 35),
        charges=Decimal(chance.randrange(3000, 5000)) / 100,
        carried_in=carried_in,
        results=results,
        carried_out=carried_out,
        reviews=(chance.randrange(2), 0, 0, chance.randrange(2)),
    )


def _each(chance: Random, below: int) -> forms.Figures:
    """Draw a figure for natural persons and for each kind of organisation."""
    return tuple(chance.randrange(below) for _applicant in range(1 + len(forms.ORGANISATIONS)))


# --- reports ---------------------------------------------------------------------------------------------------

Narrative = dict[str, str]


def narrative(office: str, chance: Random) -> Narrative:
    """Write the narrative of a report."""
    kinds = {
        "disclosure": (words.DISCLOSURE, 6),
        "handling": (words.HANDLING, 2),
        "management": (words.MANAGEMENT, 3),
        "platform": (words.PLATFORM, 3),
        "supervision": (words.SUPERVISION, 3),
        "problems": (words.PROBLEMS, 3),
        "measures": (words.MEASURES, 3),
    }
    return {
        kind: words.compose(narrative, count, office, chance) for kind, (narrative, count) in kinds.items()
    }


def report(name: str, year: int, figures: forms.Example, narrative: Narrative) -> Draft:
    """Write a report that conforms to the form of 2021."""
    quoted = figures.quotable()
    return draft(
        name,
        f"{year}年政府信息公开工作年度报告",
        f"根据《中华人民共和国政府信息公开条例》和国办公开办函〔2021〕30号规定的格式，{name}编制本报告。"
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。如有疑问，请与{name}联系"
        f"（地址：人民路{quoted[forms.IN_FORCE]}号；邮编：442799；电话：0719-5550126）。",
        "一、总体情况",
        f"（一）主动公开情况。{year}年主动公开政府信息{quoted['行政许可'] + quoted['行政处罚']}条。"
        + narrative["disclosure"],
        f"（二）依申请公开情况。全年新收政府信息公开申请{quoted[forms.NEW]}件，上年结转{quoted[forms.CARRIED_IN]}件，"
        f"结转下年度继续办理{quoted[forms.CARRIED_OUT]}件。{narrative['handling']}",
        f"（三）政府信息管理情况。{narrative['management']}",
        f"（四）政府信息公开平台建设情况。{narrative['platform']}",
        f"（五）监督保障情况。{narrative['supervision']}",
        "二、主动公开政府信息情况",
        marked(forms.disclosure_grid(figures)),
        "三、收到和处理政府信息公开申请情况",
        marked(forms.applications_grid(figures)),
        "四、政府信息公开行政复议、行政诉讼情况",
        marked(forms.disputes_grid(figures)),
        "五、存在的主要问题及改进情况",
        f"（一）存在的主要问题。{narrative['problems']}",
        f"（二）改进情况。{narrative['measures']}",
        "六、其他需要报告的事项",
        f"依据《政府信息公开信息处理费管理办法》，{year}年度收取信息处理费0元。",
    )


def marked(values: forms.Grid) -> Grid:
    """Write the examples' way of merging cells in marks."""
    rows = [["<" if value is None else str(value) for value in row] for row in values]
    for top, left, bottom, right in forms.merged_areas(values):
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    rows[row][column] = "<" if column > left else "^"
    return tuple(map(tuple, rows))


# --- faults ----------------------------------------------------------------------------------------------------


def plant(everyone: Sequence[Organisation], chance: Random) -> Iterator[Planted]:
    """Choose whose reports get which fault: one of each kind for every so many bodies, while there are departments."""
    able = [body.name for body in everyone if body.office]
    chosen = iter(chance.sample(able, len(able)))
    for kind in KINDS * max(1, len(everyone) // _EVERY):
        body, other = next(chosen, ""), next(chosen, "") if kind == "similar-sibling" else ""
        if body:
            yield Planted(kind, body, other)


def wrong_figures(kind: str, now: forms.Example) -> forms.Example:
    """Make figures that do not follow from those of the year before."""
    if kind == "carry-over":
        return replace(now, carried_in=(now.carried_in[0] + 1, *now.carried_in[1:]))
    if kind == "stock-flow":
        return replace(now, normative=(*now.normative[:2], now.normative[2] + 3))
    return now


def wrong_words(kind: str, report: Draft, figures: forms.Example) -> Draft:
    """Put a fault into a report of the year."""
    match kind:
        case "sum-mismatch":
            total = sum(figures.applications()[forms.TOTAL])
            return changed(report, figure(forms.TOTAL, len(_APPLICANTS), str(total + 1)))
        case "title-year":
            return changed(report, lines(f"{YEAR}年政府", f"{YEAR - 1}年政府信息公开工作年度报告"))
        case "section-title":
            return changed(report, lines("五、", "五、存在的主要问题及改进措施"))
        case "placeholder":
            return changed(report, text("地址：人民路", "地址：县城XX路"))
    return report


# --- the audit -------------------------------------------------------------------------------------------------

# paths of the reports of a body in the folder of a year, in turns; the last is meaningless
_PLACES: Sequence[Callable[[Organisation, int, int], str]] = (
    lambda body, year, _at: f"{body.county}/{body.name}/{year}年政府信息公开工作年度报告",
    lambda body, year, _at: f"{body.county}/{body.name}{year}年年报",
    lambda body, _year, _at: f"{body.county}/{body.name}",
    lambda body, year, _at: f"{body.county}/{body.alias or body.name}/年报（{year}）终稿",
    lambda _body, _year, at: f"收件/{at:05}",
)


@dataclass(frozen=True)
class Maker:
    """Write the files of an audit; the text of a body depends only on the seed and on its name."""

    out: Path
    seed: int

    def body(self, at: int, body: Organisation, fault: Planted, copied: Organisation | None) -> Planted:
        """Write the reports of a body, and return its fault with the file."""
        old, new, narrative_before, narrative = self._written(body)
        if copied is not None:
            narrative = self._written(copied)[-1] | {
                "handling": narrative["handling"],
                "platform": narrative["platform"],
            }
        if fault.kind == "similar-last-year":
            narrative = narrative_before | {"problems": narrative["problems"]}
        new = wrong_figures(fault.kind, new)
        lost = fault.kind in {"unreadable", "scanned"}
        place = _PLACES[at % (len(_PLACES) - lost)]  # the path of an unreadable file names its body
        printed = at % 10 < _PRINTED
        self._put(
            place(body, YEAR - 1, at),
            YEAR - 1,
            _content(report(body.name, YEAR - 1, old, narrative_before), printed),
        )
        if fault.kind == "filing-missing":
            return fault
        hard = not fault.kind and body.parent == ""  # titled by a government's office
        draft = wrong_words(fault.kind, report(body.name + "办公室" * hard, YEAR, new, narrative), new)
        suffix, content = _content(draft, printed)
        if fault.kind == "unreadable":
            content = content[: len(content) // 3]
        if fault.kind == "scanned":
            suffix, content = "pdf", scan()
        path = self._put(place(body, YEAR, at), YEAR, (suffix, content))
        if fault.kind == "filing-duplicate":
            self._put(f"补报/{body.name}", YEAR, (suffix, content))
        if not fault.kind and at % 9 == 0:  # the same report in both formats
            self._put(f"{body.county}/另附/{body.name}", YEAR, _content(draft, not printed))
        return replace(fault, path=path)

    def unmatched(self, county: str) -> Iterator[Planted]:
        """Write files that are no body's filing."""
        own = Random(f"{self.seed} {county}")  # noqa: S311  # reproducible
        values = figures(own)
        museum = report(f"{county}档案馆", YEAR, values, narrative("", own))
        older = report(f"{county}人民政府", YEAR - 3, values, narrative("", own))
        notice = draft(
            "关于召开年度例会的通知", "各单位：", "请于下周一上午九时到三楼会议室参加例会，会期半天。"
        )
        for kind, place, document in (
            ("unmatched", f"{county}/{county}档案馆", museum),
            ("other-year", f"{county}/往年/{county}人民政府", older),
            ("other-kind", f"{county}/{county}人民政府/附件：会议通知", notice),
        ):
            yield Planted(kind, path=self._put(place, YEAR, _content(document, printed=False)))

    def _written(self, body: Organisation) -> tuple[forms.Example, forms.Example, Narrative, Narrative]:
        own = Random(f"{self.seed} {body.name}")  # noqa: S311  # reproducible
        before = figures(own)
        return before, figures(own, before), narrative(body.office, own), narrative(body.office, own)

    def _put(self, place: str, year: int, file: tuple[str, bytes]) -> str:
        suffix, content = file
        path = self.out / str(year) / f"{place}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path.relative_to(self.out).as_posix()


def _content(report: Draft, printed: bool) -> tuple[str, bytes]:
    return ("pdf", pdf_file(report)) if printed else ("docx", word_file(report))


def write(out: Path, bodies: int, seed: int) -> list[Planted]:
    """Write the audit and return what was planted."""
    chance = Random(seed)  # noqa: S311  # reproducible
    everyone = {body.name: body for body in organisations(bodies, chance)}
    faults = {fault.body: fault for fault in plant(tuple(everyone.values()), chance)}
    maker = Maker(out, seed)
    planted, rows = [], []
    for at, body in enumerate(everyone.values()):
        fault = faults.get(body.name, Planted("", body.name))
        done = maker.body(at, body, fault, everyone.get(fault.other))
        planted += [done] if done.kind else []
        rows.append(_row(body, fault.kind))
    for county in dict.fromkeys(body.county for body in everyone.values()):
        planted += maker.unmatched(county)
    with (out / "roster.csv").open("w", encoding="utf-8-sig", newline="") as file:
        roster = csv.DictWriter(file, list(rows[0]))
        roster.writeheader()
        roster.writerows(rows)
    listed = json.dumps([vars(one) for one in planted], ensure_ascii=False, indent=1)
    (out / "planted.json").write_text(listed + "\n", encoding="utf-8")
    return planted


def _row(body: Organisation, kind: str) -> dict[str, str]:
    due = date(YEAR + 1, *body.deadline)
    filed = due + timedelta(days=5 if kind == "filing-late" else -len(body.name))
    return {
        "单位名称": body.name,
        "别名": body.alias,
        "类别": body.kind,
        "上级": body.parent,
        "截止日期": due.isoformat() if body.parent else "",  # of a government, the pack knows it
        "报送时间": "" if kind == "filing-missing" else filed.strftime("%Y/%m/%d"),
        "联系电话": "0719-5550126",
    }


def main() -> None:
    """Write the audit that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write an audit to try, with planted faults.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--bodies", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    planted = write(options.out, options.bodies, options.seed)
    print(f"{options.bodies} bodies, {len(planted)} planted faults and unmatched files in {options.out}")


if __name__ == "__main__":
    main()
