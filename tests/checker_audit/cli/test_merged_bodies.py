"""Bodies that were merged or renamed carry their figures over: this year's report is compared with those of before."""

from dataclasses import replace
from pathlib import Path
from random import Random

from tests.support.draft_reports import word_file
from tests.support.rounds import Round
from tests.support.scripts import script

ROSTER = """name,dissolved,successor
青屏县水利局,2024-03-01,青屏县水务局
青屏县渔业局,2024-03-01,青屏县水务局
青屏县水务局,,
青屏县农业局,2024-03-01,青屏县农牧局
青屏县畜牧局,2024-03-01,青屏县农牧局
青屏县农牧局,,
青屏县房产局,2024-03-01,青屏县住建局
青屏县住建局,,
"""
ACROSS = {"applications-across-years", "disclosure-across-years"}


def test_figures_of_those_that_merged_are_added_up_and_those_of_a_renamed_body_carried_over(
    tmp_path: Path,
) -> None:
    maker = script("ci/make_audit.py")

    def file(body: str, year: int, figures: object) -> None:
        path = tmp_path / "in" / str(year) / f"{body}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(word_file(maker.report(body, year, figures, maker.narrative("", Random(body)))))  # noqa: S311  # reproducible

    before = [maker.figures(Random(seed)) for seed in range(1, 6)]  # noqa: S311  # likewise
    for body, figures in zip(("水利", "渔业", "农业", "畜牧", "房产"), before, strict=True):
        file(f"青屏县{body}局", 2023, figures)
    one, other = before[:2]
    both = replace(
        one,
        carried_out=tuple(map(sum, zip(one.carried_out, other.carried_out, strict=True))),
        normative=(*one.normative[:2], one.normative[2] + other.normative[2]),
    )
    file("青屏县水务局", 2024, maker.figures(Random(9), both))  # noqa: S311  # likewise
    file("青屏县农牧局", 2024, maker.figures(Random(9), before[2]))  # noqa: S311  # goes on from one of the two
    file("青屏县房产局", 2024, maker.figures(Random(9), before[4]))  # noqa: S311  # under its former name
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")

    audited = Round(tmp_path)
    audited.audit()
    found = {(row["body"], row["rule"]) for row in audited.table("findings") if row["rule"] in ACROSS}
    assert found == {("青屏县农牧局", rule) for rule in ACROSS}
    judged = {
        row["body"]: row["outcome"]
        for row in audited.table("assessments")
        if row["rule"] == "applications-across-years" and row["role"] == "across"
    }
    assert judged == {"青屏县水务局": "pass", "青屏县农牧局": "fail", "青屏县住建局": "pass"}
    # the roster has no deadlines, but the rules know them
    assert {row["deadline"] for row in audited.table("bodies")} == {"2025-01-31"}
    (_head, run) = audited.run("runs").stdout.splitlines()
    number, period, begun, finished = run.split()
    assert (number, period) == ("1", "2024")
    assert begun < finished, "reading and comparing took more than a second"
    assert list(tmp_path.glob("*.db-run*")) == []
