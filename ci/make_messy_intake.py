"""Build a folder of messy reality, and compare what an audit makes of it with the outcome that each case must have.

`python ci/make_messy_intake.py OUT` writes `OUT/in/` and `OUT/roster.xlsx`, audits them with the `checker` beside this
Python, and prints each case that came out otherwise. Each case has a county of its own.
"""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

import tests.support.sample_sentences as words  # noqa: E402  # the modules of the tests
from tests.support.draft_reports import Draft, Line, draft, grid, word_file  # noqa: E402  # likewise
from tests.support.pdf_files import pdf_file  # noqa: E402  # likewise

YEAR = 2024
HEADINGS = ("单位名称", "别名", "上级", "成立日期", "撤销日期", "更名为", "计入文件")
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Outcome:
    """What an audit must say of a body; a `path` is the end of the one that counts, `note` a part of a note on it.

    `role` is the role of the file at `path`, `finding` a part of a finding across filings.
    """

    body: str
    arrival: str = "filed"
    path: str = ""
    note: str = ""
    finding: str = ""
    role: str = ""


@dataclass(frozen=True)
class Case:
    """A case: rows of the roster, files, the outcomes for bodies, and files that must be unmatched, with their codes."""

    name: str
    rows: Sequence[Sequence[str]]
    files: Files
    outcomes: Sequence[Outcome]
    unmatched: Mapping[str, str] = field(default_factory=dict)
    nobody: Sequence[str] = ()  # names that must not be bodies of the audit


def report(body: str, year: int = YEAR, opening: str = "", figure: int = 3) -> bytes:
    """Write a report with the one table that tells versions and years apart."""
    return word_file(_draft(body, year, opening, figure))


def _draft(body: str, year: int, opening: str, figure: int) -> Draft:
    title = f"{year}年政府信息公开工作年度报告"
    return draft(
        *([body] if body else []),
        title,
        opening or f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
        "一、总体情况",
        f"全年主动公开政府信息{figure}条。",
        "二、主动公开政府信息情况",
        grid(
            "第二十条第（一）项|<|<|<\n信息内容|本年制发件数|本年废止件数|现行有效件数\n"
            f"规章|0|0|0\n行政规范性文件|{figure}|0|{figure}\n"
        ),
    )


def in_parts(body: str, heading: str = "") -> tuple[bytes, bytes]:
    """Write a report as two files: the text, and the table, with a heading above it or not."""
    whole = _draft(body, YEAR, "", 3)
    text = tuple(block for block in whole if isinstance(block, Line))
    table = tuple(block for block in whole if not isinstance(block, Line))
    return word_file(text), word_file((*draft(*([heading] if heading else [])), *table))


def archive(files: Files) -> bytes:
    """Pack files into a ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        for name, content in files.items():
            opened.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def nested(archives: str, name: str, content: bytes) -> Files:
    """Pack a file into archives in one another, called by these letters, the outermost first."""
    files = {name: content}
    for letter in reversed(archives):
        files = {f"{letter}.zip": archive(files)}
    return files


def encrypted(content: bytes) -> bytes:
    """Mark the members of an archive as encrypted."""
    marked = bytearray(content)
    for mark, at in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        place = marked.find(mark)
        while place >= 0:
            marked[place + at] |= 1
            place = marked.find(mark, place + 4)
    return bytes(marked)


def unread(name: str, path: Callable[[str], str], content: bytes) -> Callable[[str], Case]:
    """Make a case of a body whose only file cannot be read."""

    def made(county: str) -> Case:
        body = f"{county}水务局"
        file = path(body)
        return Case(name, [(body,)], {file: content}, [Outcome(body, "unread", file, role="unread")])

    return made


def _parts_of(name: str, heading: str) -> Callable[[str], Case]:
    """Make a case of a body that filed its text and its table apart."""

    def made(county: str) -> Case:
        body = f"{county}水务局"
        text, table = in_parts(body, heading)
        files = {f"{body}/年报.docx": text, f"{body}/附表.docx": table}
        counts = Outcome(body, path="附表.docx", role="counts", note="judged as one")
        return Case(name, [(body,)], files, [counts])

    return made


def _more_parts(county: str) -> Case:
    body = f"{county}水务局"
    text, table = in_parts(body)
    more = word_file(draft("五、存在的主要问题及改进情况", "存在问题三项，均已改进。"))
    files = {f"{body}/正文.docx": text, f"{body}/附件1.docx": table, f"{body}/附件2.docx": more}
    counts = Outcome(body, path="附件2.docx", role="counts", note="judged as one")
    return Case("a text, a table and a section in three files", [(body,)], files, [counts])


def _several(*reports: tuple[str, int]) -> bytes:
    """Put reports, of these bodies and for these years, behind one another in one Word file."""
    rest = draft("五、存在的主要问题及改进情况", "存在问题三项，均已改进。", "六、其他需要报告的事项", "无。")
    return word_file(tuple(block for body, year in reports for block in (*_draft(body, year, "", 3), *rest)))


def filed(name: str, files: Callable[[str], Files], counts: str, **more: str) -> Callable[[str], Case]:
    """Make a case of a body that filed; `counts` is the end of the path that counts."""

    def made(county: str) -> Case:
        body = f"{county}水务局"
        return Case(name, [(body,)], files(body), [Outcome(body, "filed", counts, **more)])

    return made


# --- intake ----------------------------------------------------------------------------------------------------


def _intake() -> Sequence[Callable[[str], Case]]:
    report_of = report
    return (
        unread("a .rar archive", lambda body: f"{body}.rar", b"Rar!\x1a\x07\x00"),
        unread("a .7z archive", lambda body: f"{body}/年报.7z", b"7z\xbc\xaf\x27\x1c"),
        unread("a photo in its folder", lambda body: f"{body}/IMG_2041.jpg", b"\xff\xd8\xff"),
        unread("a screenshot with its name", lambda body: f"{body}年报截图.PNG", b"\x89PNG"),
        unread("an unknown suffix", lambda body: f"{body}年报.xyz", b"?"),
        unread("a workbook", lambda body: f"{body}年报.xlsx", b"PK"),
        unread("no suffix", lambda body: f"{body}/年报", b"?"),
        unread("an empty file", lambda body: f"{body}.docx", b""),
        unread("an empty file of a kind that is not read", lambda body: f"{body}.rar", b""),
        unread("an encrypted Word file", lambda body: f"{body}.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        unread("a damaged PDF", lambda body: f"{body}.pdf", b"%PDF-1.4\n1 0 obj"),
        unread("a damaged archive", lambda body: f"{body}.zip", b"PK\3\4 and no more"),
        unread("an empty archive", lambda body: f"{body}.zip", archive({})),
        unread("a web page without text", lambda body: f"{body}.html", b"<html></html>"),
        lambda county: Case(
            "an encrypted archive",
            [(f"{county}水务局",)],
            {"报送.zip": encrypted(archive({f"{county}水务局.docx": report_of(f"{county}水务局")}))},
            [Outcome(f"{county}水务局", "unread", f"报送.zip!/{county}水务局.docx", role="unread")],
        ),
        filed("an archive in an archive", lambda body: nested("ab", f"{body}.docx", report_of(body)), ".docx"),
        filed("three archives in one another", lambda body: nested("abc", "1.docx", report_of(body)), "c.zip!/1.docx"),
        unread(
            "four archives in one another",
            lambda body: f"a.zip!/b.zip!/c.zip!/{body}.zip",
            b"",
        ),
        filed("a folder that ends in “!”", lambda body: {"速报!/1.docx": report_of(body)}, "速报!/1.docx"),
        filed("a folder in an archive that ends in “!”",
              lambda body: nested("a", "速报!/1.docx", report_of(body)), "速报!/1.docx"),
        filed("a photo beside the report",
              lambda body: {f"{body}/1.docx": report_of(body), f"{body}/现场.jpg": b"\xff\xd8"}, "1.docx"),
        _parts_of("a table in a file of its own", ""),
        _parts_of("a table in a file of its own, with its heading", "二、主动公开政府信息情况"),
        _more_parts,
        lambda county: Case(
            "the reports of two bodies in one file",
            [(f"{county}水务局",), (f"{county}财政局",)],
            {
                f"{county}.docx": _several((f"{county}水务局", YEAR), (f"{county}财政局", YEAR))
            },
            [
                Outcome(f"{county}水务局", path=f"{county}.docx", role="counts", finding="2 reports"),
                Outcome(f"{county}财政局", path=f"{county}.docx#2", role="counts", finding="2 reports"),
            ],
        ),
        lambda county: Case(
            "the reports for two years in one file",
            [(f"{county}水务局",)],
            {
                f"{county}.docx": _several((f"{county}水务局", YEAR - 1), (f"{county}水务局", YEAR))
            },
            [
                Outcome(f"{county}水务局", path=f"{county}.docx#2", role="counts", finding="2 reports"),
                Outcome(f"{county}水务局", path=f"{county}.docx", role="before"),
            ],
        ),
        lambda county: Case(
            "a notice beside a text without tables",
            [(f"{county}水务局",)],
            {
                f"{county}水务局/年报.docx": in_parts(f"{county}水务局")[0],
                f"{county}水务局/通知.docx": word_file(draft("关于召开会议的通知", "请于3月1日到会。")),
            },
            [Outcome(f"{county}水务局", path="年报.docx", role="counts")],
            {f"{county}水务局/通知.docx": "other-kind"},
        ),
        lambda county: Case(
            "a text without tables beside the whole report",
            [(f"{county}水务局",)],
            {
                f"{county}水务局/年报（初稿）.docx": in_parts(f"{county}水务局")[0],
                f"{county}水务局/年报.docx": report_of(f"{county}水务局"),
            },
            [Outcome(f"{county}水务局", path="局/年报.docx", role="counts")],
        ),
        lambda county: Case(
            "only files that systems leave behind",
            [(f"{county}水务局",)],
            {f"{county}水务局/{name}": b"x" for name in ("Thumbs.db", ".DS_Store", "~$年报.docx", "desktop.ini")},
            [Outcome(f"{county}水务局", "missing")],
        ),
        lambda county: Case(
            "a photo that names nobody",
            [(f"{county}水务局",)],
            {"合影.jpg": b"\xff\xd8"},
            [Outcome(f"{county}水务局", "missing")],
        ),
        filed(
            "the body named only in the opening",
            lambda body: {"1.docx": report_of("", opening=f"根据有关规定，{body}编制本报告。")},
            "1.docx",
            note="first paragraphs",
        ),
        filed("two signs that changed places",
              lambda body: {"1.docx": report_of(body[:-3] + "务水局")}, "1.docx", note="misspelling"),
        filed("a sign twice", lambda body: {"1.docx": report_of(body[:-1] + "局局")}, "1.docx", note="misspelling"),
        lambda county: Case(
            "another sign in a long name",
            [(f"{county}住房和城乡建设局",)],
            {"1.docx": report_of(f"{county}住房和城乡建没局")},
            [Outcome(f"{county}住房和城乡建设局", note="misspelling")],
        ),
        lambda county: Case(
            "another sign in a short name is another body",
            [(f"{county}财政局",)],
            {"1.docx": report_of(f"{county}民政局")},
            [Outcome(f"{county}财政局", "missing")],
            {"1.docx": "unmatched"},
        ),
        lambda county: Case(
            "another number is another body",
            [(f"{county}人民政府第一办事处",)],
            {"1.docx": report_of(f"{county}人民政府第三办事处")},
            [Outcome(f"{county}人民政府第一办事处", "missing")],
            {"1.docx": "unmatched"},
        ),
        lambda county: Case(
            "a misspelt title of a body that filed",
            [(f"{county}水务局",)],
            {"1.docx": report_of(f"{county}水务局"), "2.docx": report_of(f"{county}务水局")},
            [Outcome(f"{county}水务局", path="1.docx")],
            {"2.docx": "unmatched"},
        ),
        lambda county: Case(
            "a report of the wrong year",
            [(f"{county}水务局",)],
            {"1.docx": report_of(f"{county}水务局", YEAR - 3)},
            [Outcome(f"{county}水务局", "missing", finding="1.docx")],
            {"1.docx": "other-year"},
        ),
        lambda county: Case(
            "an archive that names two bodies",
            [(f"{county}水务局",), (f"{county}财政局",)],
            {f"{county}水务局、{county}财政局.rar": b"Rar!"},
            [],
            {f"{county}水务局、{county}财政局.rar": "unread"},
        ),
    )  # fmt: skip


# --- rosters ---------------------------------------------------------------------------------------------------


def _rosters() -> Sequence[Callable[[str], Case]]:
    return (
        lambda county: Case(
            "folder and name together",
            [(f"{county}交通运输局",), (f"{county}农业农村局",)],
            {f"{county}/交通运输局.docx": report("")},
            [Outcome(f"{county}交通运输局"), Outcome(f"{county}农业农村局", "missing")],
        ),
        lambda county: Case(
            "a short name in the folder of the superior",
            [(f"{county}人民政府",), (f"{county}司法局", "司法局", f"{county}人民政府")],
            {f"{county}/司法局.docx": report("司法局")},
            [Outcome(f"{county}司法局"), Outcome(f"{county}人民政府", "missing")],
        ),
        lambda county: Case(
            "a short name of several bodies and no folder",
            [
                (f"{county}东城审计局", "审计局", f"{county}东城区"),
                (f"{county}西城审计局", "审计局", f"{county}西城区"),
            ],
            {"1.docx": report("审计局")},
            [],
            {"1.docx": "contested"},
        ),
        lambda county: Case(
            "one name below two superiors",
            [("统计局", "", f"{county}东城区"), ("统计局", "", f"{county}西城区")],
            {f"{county}东城区/统计局.docx": report("统计局")},
            [
                Outcome(f"{county}东城区统计局", path=".docx"),
                Outcome(f"{county}西城区统计局", "missing"),
            ],
            nobody=("统计局",),
        ),
        lambda county: Case(
            "one name below two superiors, in full",
            [("体育局", "", f"{county}东城区"), ("体育局", "", f"{county}西城区")],
            {"1.docx": report(f"{county}西城区体育局")},
            [Outcome(f"{county}西城区体育局"), Outcome(f"{county}东城区体育局", "missing")],
        ),
        lambda county: Case(
            "totals and notes",
            [(f"{county}水务局",), ("合计：1家",), ("注：以上单位按名称排列",)],
            {"1.docx": report(f"{county}水务局")},
            [Outcome(f"{county}水务局")],
            nobody=("合计：1家", "注：以上单位按名称排列"),
        ),
        lambda county: Case(
            "a renamed body, under its former name",
            [(f"{county}扶贫办", "", "", "", "2024-06-30", f"{county}乡村振兴局"), (f"{county}乡村振兴局",)],
            {"1.docx": report(f"{county}扶贫办")},
            [Outcome(f"{county}乡村振兴局", note="former name")],
            nobody=(f"{county}扶贫办",),
        ),
        lambda county: Case(
            "last year's figures of a renamed body",
            [(f"{county}旅游局", "", "", "", "2024-06-30", f"{county}文旅局"), (f"{county}文旅局",)],
            {"0.docx": report(f"{county}旅游局", YEAR - 1), "1.docx": report(f"{county}文旅局")},
            [Outcome(f"{county}文旅局", path="0.docx", role="before")],
        ),
        lambda county: Case(
            "a body that was dissolved",
            [(f"{county}物价局", "", "", "", "2020-12-31"), (f"{county}水务局",)],
            {"1.docx": report(f"{county}水务局")},
            [Outcome(f"{county}水务局")],
            nobody=(f"{county}物价局",),
        ),
        lambda county: Case(
            "a body that is founded later",
            [(f"{county}数据局", "", "", "2025-03-01"), (f"{county}水务局",)],
            {"1.docx": report(f"{county}水务局")},
            [Outcome(f"{county}水务局")],
            nobody=(f"{county}数据局",),
        ),
    )


# --- versions --------------------------------------------------------------------------------------------------


def _versions() -> Sequence[Callable[[str], Case]]:
    def two(name: str, old: str, new: str, why: str) -> Callable[[str], Case]:
        def files(body: str) -> Files:
            return {f"{body}{old}.docx": report(body, figure=3), f"{body}{new}.docx": report(body, figure=5)}

        def made(county: str) -> Case:
            body = f"{county}水务局"
            outcomes = [
                Outcome(body, path=f"{body}{new}.docx", role="counts"),
                Outcome(body, path=f"{body}{old}.docx", role="further", note=why),
            ]
            return Case(name, [(body,)], files(body), outcomes)

        return made

    return (
        two("the day in the name", "2025-01-20", "2025-01-28", "later"),
        two("the day before the words", "终稿20250110", "20250115", "later"),
        two("withdrawn", "终稿（作废）", "初稿", "withdrawn"),
        two("revised", "年报", "年报（修改后）", "later version"),
        two("v2 after v1", "年报v1", "年报V2", "later version"),
        two("v10 after v9", "年报v9", "年报v10", "later version"),
        two("final after draft", "年报初稿", "年报", "later version"),
        two("the very last after the last", "年报终稿", "年报最终稿", "later version"),
        two("in folders", "/作废/年报", "/年报", "withdrawn"),
        lambda county: Case(
            "two versions and nothing that tells which counts",
            [(f"{county}水务局",)],
            {f"{county}水务局/{at}.docx": report(f"{county}水务局", figure=at) for at in (1, 2)},
            [Outcome(f"{county}水务局", note="a person must choose")],
        ),
        lambda county: Case(
            "two versions and a person's choice",
            [(f"{county}水务局", "", "", "", "", "", "二/1.docx")],
            {
                f"{county}水务局/{at}/1.docx": report(f"{county}水务局", figure=figure)
                for figure, at in enumerate("一二", 3)
            },
            [
                Outcome(f"{county}水务局", path="二/1.docx", role="counts"),
                Outcome(f"{county}水务局", path="一/1.docx", role="further", note="the roster says"),
            ],
        ),
        lambda county: Case(
            "one report in two formats",
            [(f"{county}水务局",)],
            {
                f"{county}水务局.docx": report(f"{county}水务局"),
                f"{county}水务局.pdf": pdf_file(_draft(f"{county}水务局", YEAR, "", 3)),
            },
            [Outcome(f"{county}水务局", path=".docx", role="counts")],
        ),
    )


def cases() -> Sequence[tuple[str, Case]]:
    """Make all cases, each with the name of its own folder."""
    chance, used = Random(5), set[str]()  # noqa: S311  # reproducible
    made = []
    for at, make in enumerate((*_intake(), *_rosters(), *_versions())):
        while (county := words.county(chance)) in used:
            continue
        used.add(county)
        made.append((f"{at:02}", make(f"{county}县")))
    return made


def write(out: Path) -> None:
    """Write all cases: the files in folders, and a roster of several sheets with titles, totals and notes."""
    book = openpyxl.Workbook(write_only=True)
    sheets = [book.create_sheet(title) for title in ("名册一", "名册二", "说明")]
    for sheet in sheets[:2]:
        sheet.append([f"{YEAR}年度报送单位名册"])
        sheet.append(["填表单位：政务公开办"])
        sheet.append([])
        sheet.append(HEADINGS)
    sheets[2].append(["本名册由各单位自行核对"])
    for at, (folder, case) in enumerate(cases()):
        for row in case.rows:
            sheets[at % 2].append(row)
        for name, content in case.files.items():
            path = out / "in" / folder / name
            if "a.zip!/" in name:  # more archives in one another than are opened
                deep = nested("abc", Path(name).name, archive({}))
                path, content = out / "in" / folder / "a.zip", deep["a.zip"]  # noqa: PLW2901  # likewise
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    book.save(out / "roster.xlsx")


def audit(out: Path, workers: int = 2) -> None:
    """Audit the folder, and write the tables as JSON lines."""
    command = [Path(sys.executable).with_name("checker"), "--lang", "en", "audit", "in"]
    command += [
        "--roster",
        "roster.xlsx",
        "--year",
        YEAR,
        "--store",
        "audit.db",
        "--out",
        "out",
        "--report",
        "jsonl",
    ]
    done = subprocess.run(
        [*map(str, command), "--workers", str(workers)], cwd=out, check=False, capture_output=True, text=True
    )
    if not (out / "out" / "bodies.jsonl").exists():
        raise RuntimeError(done.stderr)


def misses(out: Path) -> list[str]:
    """Compare the tables with the outcomes that the cases must have, and describe what is otherwise."""
    bodies = {row["body"]: row for row in _rows(out, "bodies")}
    reports, unmatched, findings = (_rows(out, name) for name in ("reports", "strays", "findings"))
    wrong = []
    for folder, case in cases():
        here = f"in/{folder}/"
        for expected in case.outcomes:
            found = bodies.get(expected.body)
            if found is None or found["arrival"] != expected.arrival:
                got = found and found["arrival"]
                wrong.append(f"{folder} {case.name}: {expected.body} is {got}, not {expected.arrival}")
                continue
            mine = [row for row in reports if row["body"] == expected.body]
            named = [
                row for row in mine if row["path"].startswith(here) and row["path"].endswith(expected.path)
            ]
            if expected.role:
                named = [row for row in named if row["role"] == expected.role]
            if expected.arrival != "missing" and not named:
                wrong.append(f"{folder} {case.name}: {expected.path} is not {expected.role} but {mine}")
            if expected.note and not any(expected.note in (row["note"] or "") for row in named):
                wrong.append(f"{folder} {case.name}: no note says “{expected.note}” but {mine}")
            about = [
                row["message"] + (row["advice"] or "") for row in findings if row["body"] == expected.body
            ]
            if expected.finding and not any(expected.finding in text for text in about):
                wrong.append(f"{folder} {case.name}: no finding says “{expected.finding}” but {about}")
        lost = {
            row["path"].removeprefix(here): row["code"] for row in unmatched if row["path"].startswith(here)
        }
        if lost != case.unmatched:
            wrong.append(f"{folder} {case.name}: unmatched are {lost}, not {case.unmatched}")
        wrong += [f"{folder} {case.name}: “{name}” is a body" for name in case.nobody if name in bodies]
    return wrong


def _rows(out: Path, table: str) -> list[dict[str, str]]:
    lines = (out / "out" / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def main() -> int:
    """Write, audit and compare."""
    out = Path(sys.argv[1])
    write(out)
    audit(out)
    wrong = misses(out)
    print("\n".join([f"{len(cases())} cases, {len(wrong)} otherwise than they must be", *wrong]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
