"""Print how many wrong figures in sentences are found, and how many right ones are called wrong.

`python ci/score_text.py FILE... [--show] [--set quoting|held-out]` takes clean documents, reads the figures of their
tables, writes them into the sentences of `ci/text_wordings.py`, each a paragraph of its own, and judges the document; then
once more for each figure with that figure changed. Tables are filled in at random first (`--seed`), so that no two figures
are the same. The exit code is 1 where a right figure, or a sentence on something else, is called wrong.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from string import Formatter

import text_wordings
from checker import App, Document, Edit, Filing, Finding, Paragraph, edited
from checker.judging.engine import Engine

FAULTS = "text-table"
HEADING = 40  # characters
SECTIONS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
RESULTS = {
    "granted": (), "partly": (),
    "denied": ("state_secret", "forbidden_by_law", "three_safeties", "third_party", "internal", "process", "case_files",
               "administrative_query"),
    "unable": ("not_held", "to_be_made", "still_unclear"),
    "refused": ("petition", "repeated", "publications", "excessive", "reissue"),
    "other": ("not_corrected", "fee_unpaid", "other_outcome"),
}  # fmt: skip
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
PROCEDURES = {"rev": "行政复议", "dir": "未经复议直接起诉", "lat": "复议后起诉"}
OUTCOMES = {"up": "结果维持", "corr": "结果纠正", "oth": "其他结果", "open": "尚未审结"}
Place = tuple[str, str, str]  # table, row, column


def random_tables(filing: Filing, chance: random.Random) -> Mapping[Place, str]:
    """Fill in the tables with figures that add up."""
    values: dict[Place, int] = {}

    def row(name: str, people: int, firms: int) -> None:
        for applicant in APPLICANTS:
            values["applications", name, applicant] = {"自然人": people, "商业企业": firms}.get(applicant, 0)
        values["applications", name, "申请人情况/总计"] = people + firms

    def some(most: int) -> int:
        return chance.randint(2, most)

    leaves = {leaf: (some(30), some(9)) for name, parts in RESULTS.items() for leaf in parts or (name,)}
    total = tuple(map(sum, zip(*leaves.values(), strict=True)))
    carried_in, carried_out = (some(40), some(9)), (some(30), some(9))
    new = [total[at] + carried_out[at] - carried_in[at] for at in (0, 1)]
    for name, both in {
        **leaves,
        "total": total,
        "carried_in": carried_in,
        "carried_out": carried_out,
        "new": new,
    }.items():
        row(name, *both)
    for procedure in PROCEDURES.values():
        outcomes = {outcome: some(25) for outcome in OUTCOMES.values()}
        for outcome, count in {**outcomes, "总计": sum(outcomes.values())}.items():
            values["review", "counts", f"{procedure}/{outcome}"] = count
    for column in ("本年制发件数", "本年废止件数"):
        values["disclosure", "normative_documents", column] = some(30)
    values["disclosure", "normative_documents", "现行有效件数"] = 60 + some(300)
    for name in ("licences", "penalties", "enforcement"):
        values["disclosure", name, "本年处理决定数量"] = some(2000)
    filled = {
        (table, filing.tables[table].spec.row_key(name), filing.tables[table].spec.column_key(column)): str(
            value
        )
        for (table, name, column), value in values.items()
    }
    return filled | {
        ("disclosure", "fees", "本年收费金额（单位：万元）"): f"{chance.randint(100, 99999) / 100:.2f}"
    }


def refilled(filing: Filing, values: Mapping[Place, str]) -> Document:
    """Write figures into the tables."""
    cells = [
        (filing.tables[table].cells[row, column], value) for (table, row, column), value in values.items()
    ]
    changes = {
        c.location: Edit(c.location, 0, c.cell.text, value) for c, value in cells if c.cell.text != value
    }
    return edited(filing.document, changes.values())


def figures(filing: Filing) -> Mapping[str, Decimal]:
    """Name the figures of the tables that sentences quote."""

    def value(table: str, row: str, column: str) -> Decimal:
        found = filing.tables[table]
        parts = found.parts(found.spec.row_key(row), found.spec.column_key(column)) or ()
        return sum((cell.value or Decimal(0) for cell in parts), Decimal(0))

    rows = [*RESULTS, *(leaf for leaves in RESULTS.values() for leaf in leaves), "total"]
    named = {row: value("applications", row, "申请人情况/总计") for row in rows}
    for name, row in {"new": "new", "in": "carried_in", "out": "carried_out"}.items():
        named[name] = value("applications", row, "申请人情况/总计")
    named["pool"] = named["new"] + named["in"]
    named["granted_partly"] = named["granted"] + named["partly"]
    for name, procedure in PROCEDURES.items():
        named[name] = value("review", "counts", f"{procedure}/总计")
        for short, outcome in OUTCOMES.items():
            named[f"{name}_{short}"] = value("review", "counts", f"{procedure}/{outcome}")
    named["suits"] = named["dir"] + named["lat"]
    named["disputes"] = named["suits"] + named["rev"]
    named |= {f"suits_{short}": named[f"dir_{short}"] + named[f"lat_{short}"] for short in OUTCOMES}
    for name, column in {
        "issued": "本年制发件数",
        "repealed": "本年废止件数",
        "force": "现行有效件数",
    }.items():
        named[name] = value("disclosure", "normative_documents", column)
    for row in ("licences", "penalties", "enforcement"):
        named[row] = value("disclosure", row, "本年处理决定数量")
    return named | {"fees": value("disclosure", "fees", "本年收费金额（单位：万元）")}


def together(path: Path, engine: Engine) -> tuple[Sequence[Finding], Sequence[Finding], int]:
    """Write all sentences into one document, with right figures and with wrong ones: what is found, and how many."""
    chance = random.Random(1)  # noqa: S311  # no secret
    filing, known, years = prepared(path, engine, chance)
    sentences = [*wordings(text_wordings.QUOTING), *wordings(text_wordings.HELD_OUT)]
    names = [[name for name in names_of(wording) if name in known] for _section, wording in sentences]
    own = {
        one.problem.actual for one in engine.judge(path.name, filing.document).findings
    }  # its text has older figures
    found_in: list[Sequence[Finding]] = []
    for wrong in (False, True):
        edits = []
        for (section, wording), used in zip(sentences, names, strict=True):
            taken = [*known.values()]
            chosen = {n: written(another(known[n], taken, chance) if wrong else known[n]) for n in used}
            place = beside(section, filing).location
            edits.append(Edit(place, 0, "", wording.format(**years, **chosen), adds="after"))
        report = engine.judge(path.name, edited(filing.document, edits))
        found_in.append(
            [f for f in report.findings if f.problem.code == FAULTS and f.problem.actual not in own]
        )
    return found_in[0], found_in[1], sum(map(len, names))


def beside(section: str, filing: Filing) -> Paragraph:
    """Choose the paragraph of a section after which sentences are put."""
    held = filing.section(section)
    long = (
        [p for p in held.paragraphs(filing.document) if len(p.text) > HEADING]
        if section == SECTIONS[0]
        else []
    )
    return long[-1] if long else held.heading.paragraph


def names_of(wording: str) -> Sequence[str]:
    """List the names in braces of a sentence."""
    return [name for _text, name, _spec, _as in Formatter().parse(wording) if name]


def prepared(
    path: Path, engine: Engine, chance: random.Random
) -> tuple[Filing, Mapping[str, Decimal], Mapping[str, str]]:
    """Read a document, and fill in its tables at random: the filing, its figures, and its years."""
    plain = engine.filing(path.name, path.read_bytes())
    filing = replace(plain, document=refilled(plain, random_tables(plain, chance)))
    year = filing.year or 0
    years = {"year": year, "next_year": year + 1, "last_year": year - 1, "earlier_year": year - 2}
    return filing, figures(filing), {name: f"{value}" for name, value in years.items()}


def found(sentence: str, section: str, filing: Filing, engine: Engine) -> Sequence[Finding]:
    """Write a sentence into a section, and list what is found about it."""
    place = beside(section, filing).location
    changed = edited(filing.document, [Edit(place, 0, "", sentence, adds="after")])
    at = place.block + 1
    report = engine.judge("score.docx", changed)
    return [
        one
        for one in report.findings
        if one.problem.code == FAULTS and one.problem.location and one.problem.location.block == at
    ]


def wordings(text: str) -> Iterator[tuple[str, str]]:
    """Iterate over sentences with their sections."""
    for line in text.strip().splitlines():
        number, bar, sentence = line.rpartition("|")
        yield SECTIONS[int(number) - 1 if bar else 0], sentence


def written(value: Decimal) -> str:
    """Write a figure as a sentence has it."""
    return f"{value:f}"


def another(value: Decimal, known: Sequence[Decimal], chance: random.Random) -> Decimal:
    """Choose a wrong figure near the right one, which is none that the tables have."""
    near = [value + step for step in range(-9, 40) if step and value + step > 0 and value + step not in known]
    return chance.choice(near)


def main(arguments: Sequence[str]) -> int:
    """Score the sentences on each document."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--set", choices=("quoting", "held-out"), default="quoting")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="name each figure that is missed")
    options = parser.parse_args(arguments)
    chance, engine, counts = random.Random(options.seed), App().engine(), Counter[str]()  # noqa: S311  # no secret
    quoting = text_wordings.QUOTING if options.set == "quoting" else text_wordings.HELD_OUT
    for path in options.files:
        filing, known, years = prepared(path, engine, chance)
        for section, wording in wordings(quoting):
            names = [name for name in names_of(wording) if name in known]
            right = {**years, **{name: written(known[name]) for name in names}}
            false = found(wording.format(**right), section, filing, engine)
            counts["figures"] += len(names)
            counts["false"] += len(false)
            for one in false:
                print("FALSE", one.rule.id, one.problem.actual, one.problem.message, wording, sep=" | ")
            for name in names:
                wrong = {**right, name: written(another(known[name], [*known.values()], chance))}
                seen = found(wording.format(**wrong), section, filing, engine)
                certain = any(not one.problem.doubtful for one in seen)
                counts["found" if certain else "for review" if seen else "missed"] += 1
                if options.show and not certain:
                    print("REVIEW" if seen else "MISSED", name, wording.format(**wrong), sep=" | ")
        for section, sentence in wordings(text_wordings.OTHER):
            others = found(sentence.format(**years), section, filing, engine)
            counts["other sentences"] += 1
            counts["other, for review"] += bool(others) and all(one.problem.doubtful for one in others)
            counts["false"] += sum(not one.problem.doubtful for one in others)
            for one in others:
                print("OTHER", one.rule.id, one.problem.actual, one.problem.message, sentence, sep=" | ")
    print(*(f"{count:6}  {name}" for name, count in counts.items()), sep="\n")
    return 1 if counts["false"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
