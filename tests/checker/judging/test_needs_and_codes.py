"""Each distinct check runs once; rules share out what it saw; the engine answers what was not read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import pytest

from checker.documents.document import Document, Location, Note
from checker.errors import OutOfTime, ReadError
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.forms.table_specs import Band, Label, TableSpec
from checker.judging import needs
from checker.judging.checks import Check, Need, NotApplicable, NotAssessed, Observation, Problem
from checker.judging.engine import Engine, judge
from checker.judging.reports import Assessment, Outcome
from checker.judging.rules import Category, Rule, Severity
from checker.messages import Message
from checker.periods import calendar_year
from checker.testing import Rows, document, sections
from checker_languages.en import ENGLISH

FORM = Form(("Report",), sections("Summary", "Contact"), language=ENGLISH)
TEXT = ("Report 2024", "1. Summary", "We met.", "2. Contact", "Write to us.")
LOST = Note("no-text-layer", Message("page 2 is a picture"), lost=True)
PICTURE = Note("picture", Message("a large picture stands here"), lost=True)


def rule(check: Check, name: str = "rule", *codes: str) -> Rule:
    return Rule(name, Severity.ERROR, Category.FORM, "1", "Must be.", check, codes, "acme")


def filing(*notes: Note, text: Sequence[str] = TEXT) -> Filing:
    return Filing(document(*text, notes=notes), FORM, calendar_year(2024))


def assessed(read: Filing, *rules: Rule) -> list[Assessment]:
    return list(judge(read, rules)[1])


@dataclass(frozen=True)
class Yields(Check):
    """Nothing must be true: the check yields what it is given, and counts its runs."""

    name: ClassVar[str] = "yields"
    codes: ClassVar[tuple[str, ...]] = ("one", "two", "three")
    runs: ClassVar[list[Filing]] = []

    seen: tuple[Any, ...] = ()
    stated: tuple[Need, ...] = ()

    def needs(self) -> Sequence[Need]:
        return self.stated

    def run(self, filing: Filing) -> Iterator[Observation]:
        self.runs.append(filing)
        for each in self.seen:
            if isinstance(each, BaseException):
                raise each
            yield each


def problem(code: str) -> Problem:
    return Problem(code, Message(f"{code} is wrong"))


ONE, TWO, THREE = map(problem, Yields.codes)
WHY = Message("nobody knows")


# --- rules own codes ---


def test_each_problem_goes_to_the_rule_that_takes_its_code() -> None:
    check = Yields((ONE, TWO, TWO))
    findings, assessments = judge(filing(), [rule(check, "a", "one", "three"), rule(check, "b", "two")])
    assert [(f.rule.id, f.problem.code) for f in findings] == [("a", "one"), ("b", "two"), ("b", "two")]
    assert [a.outcome for a in assessments] == [Outcome.FAIL, Outcome.FAIL]


def test_problem_that_no_rule_takes_is_not_enforced() -> None:
    findings, (ended,) = judge(filing(), [rule(Yields((ONE,)), "b", "two")])
    assert (findings, ended.outcome) == ((), Outcome.PASS)


def test_rules_of_equal_checks_share_one_run() -> None:
    Yields.runs.clear()
    rules = [rule(Yields((ONE,)), "a", "one"), rule(Yields((ONE,)), "b", "two"), rule(Yields((TWO,)), "c")]
    judge(filing(), rules)
    assert len(Yields.runs) == 2


@pytest.mark.parametrize("reason", [NotAssessed(WHY, codes=("two",)), NotApplicable(WHY, ("two",))])
def test_reason_reaches_the_rules_whose_codes_it_names(reason: NotAssessed | NotApplicable) -> None:
    check = Yields((reason,))
    ended = assessed(filing(), *(rule(check, code, code) for code in Yields.codes))
    assert [a.outcome is Outcome.PASS for a in ended] == [True, False, True]
    assert ended[1].reason == WHY


def test_reason_without_codes_reaches_every_rule_of_the_check() -> None:
    check = Yields((NotAssessed(WHY),))
    ended = assessed(filing(), *(rule(check, code, code) for code in Yields.codes), rule(Yields(), "other"))
    assert [a.outcome for a in ended] == [Outcome.NOT_ASSESSED] * 3 + [Outcome.PASS]


def test_rule_that_takes_the_cause_has_the_problem_alone() -> None:
    doubtful = replace(ONE, doubtful=True)
    check = Yields((doubtful, NotAssessed(WHY, cause="one")))
    ended = assessed(filing(), rule(check, "a", "one", "two"), rule(check, "b", "three"))
    assert [a.outcome for a in ended] == [Outcome.REVIEW, Outcome.NOT_ASSESSED]


# --- what checks need ---


def test_check_that_states_no_need_does_not_pass_an_unread_document() -> None:
    for note in (LOST, PICTURE):
        (ended,) = assessed(filing(note), rule(Yields()))
        assert ended == Assessment(ended.rule, Outcome.NOT_ASSESSED, note.message, unread=True)
    (ended,) = assessed(filing(), rule(Yields()))
    assert ended.outcome is Outcome.PASS


def test_finding_over_partly_unread_text_fails_and_says_that_the_rest_is_unread() -> None:
    (ended,) = assessed(filing(LOST), rule(Yields((ONE,))))
    assert (ended.outcome, ended.unread) == (Outcome.FAIL, True)


def test_picture_hides_no_running_text() -> None:
    (ended,) = assessed(filing(PICTURE), rule(Yields(stated=(needs.WholeText(),))))
    assert ended.outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("need", "text", "reason"),
    [
        (needs.Section("Contact"), TEXT[:3], "section “Contact” is missing"),
        (needs.Section("Contact"), TEXT[:4], "section “Contact” is empty"),
        (needs.Title(), TEXT[1:], "the document has no title"),
        (needs.Opening(), TEXT, "the document has no opening paragraph"),
    ],
)
def test_engine_answers_for_what_is_not_there_without_running_the_check(
    need: Need, text: Sequence[str], reason: str
) -> None:
    Yields.runs.clear()
    for notes, unread in (((), False), ((LOST,), True)):
        (ended,) = assessed(filing(*notes, text=text), rule(Yields((ONE,), (need,))))
        assert (ended.outcome, ended.unread) == (Outcome.NOT_ASSESSED, unread)
        assert str(ended.reason) == (str(LOST.message) if unread else reason)
    assert Yields.runs == []


def test_what_was_not_found_is_no_problem_where_its_section_was_not_read_whole() -> None:
    sought = rule(Yields((ONE,), (needs.Section("Summary", absence=True),)))
    found = rule(Yields((), (needs.Section("Summary", absence=True),)))
    (missed,) = assessed(filing(LOST), sought)
    assert (missed.outcome, missed.unread) == (Outcome.NOT_ASSESSED, True)
    assert [assessed(filing(LOST), found)[0].outcome, assessed(filing(), sought)[0].outcome] == [
        Outcome.PASS,
        Outcome.FAIL,
    ]


def test_need_of_some_codes_concerns_their_rules_alone() -> None:
    check = Yields((), (needs.WholeText(codes=("one",)),))
    ended = assessed(filing(LOST), rule(check, "a", "one"), rule(check, "b", "two"))
    assert [a.outcome for a in ended] == [Outcome.NOT_ASSESSED, Outcome.PASS]


GRID = TableSpec(
    "t", "Summary", (Band((Label("n", "Number"),), (Label("a", "Asked"), Label("b", "Given"))),), "Counts"
)


def tabled(rows: Rows, *notes: Note) -> Filing:
    form = Form(FORM.title, FORM.sections, (GRID,), language=ENGLISH)
    return Filing(
        document("Report 2024", "1. Summary", rows, "2. Contact", "Us.", notes=notes),
        form,
        calendar_year(2024),
    )


FULL = [["", "Number"], ["Asked", "1"], ["Given", "2"]]
BLANK = [["", "Number"], ["Asked", ""], ["Given", ""]]
CUT = FULL[:2]
BELOW = Note("picture", Message("the rest is a picture"), block=2, lost=True)


@pytest.mark.parametrize(
    ("read", "need", "reason"),
    [
        (tabled(FULL), needs.Table("t"), None),
        (tabled(BLANK), needs.Table("t"), "table “Counts” is not filled in"),
        (tabled(BLANK), needs.Table("t", filled=False), None),
        (tabled([["Weather", "Rain"]]), needs.Table("t"), "table “Counts” is missing"),
        (tabled(CUT), needs.Table("t"), None),
        (tabled(CUT, BELOW), needs.Table("t"), "the rest is a picture"),
        (tabled(CUT, BELOW), needs.Table("t", every_line=False), None),
    ],
)
def test_table_must_be_there_and_filled_in_and_read_whole(
    read: Filing, need: Need, reason: str | None
) -> None:
    (ended,) = assessed(read, rule(Yields((), (need,))))
    assert ended.outcome is (Outcome.NOT_ASSESSED if reason else Outcome.PASS)
    assert str(ended.reason) == str(reason)
    assert ended.unread == (reason == str(BELOW.message))


# --- a check that misbehaves ---


@pytest.mark.parametrize(
    ("seen", "fault"),
    [
        ("a string", "yielded str, not Problem, NotAssessed or NotApplicable"),
        (None, "yielded NoneType, not Problem, NotAssessed or NotApplicable"),
        (replace(ONE, location="page 3"), "yielded a Problem with a wrong type: location: str"),  # type: ignore[arg-type]  # meant to be wrong
        (replace(ONE, cells=(Location("x"),)), "yielded a Problem with a wrong type: cells.block: str"),  # type: ignore[arg-type]  # likewise
        (replace(ONE, message="text"), "yielded a Problem with a wrong type: message: str"),  # type: ignore[arg-type]  # likewise
        (replace(ONE, cells=(Location(99),)), "yielded a cell outside the document"),
        (problem("four"), "yielded the code “four”, which is not one of its codes"),
        (Problem("one", Message("{gap}")), "yielded a message that cannot be written: KeyError('gap')"),
        (SystemExit(0), "failed: SystemExit: 0"),
        (MemoryError(), "failed: MemoryError: "),
    ],
)
def test_check_that_misbehaves_is_named_and_neither_passes_nor_stops_the_others(
    seen: object, fault: str
) -> None:
    findings, (ill, well) = judge(filing(), [rule(Yields((ONE, seen)), "ill"), rule(Yields(), "well")])
    assert [f.problem for f in findings] == [ONE]
    assert (ill.outcome, ill.unread, well.outcome) == (Outcome.FAIL, True, Outcome.PASS)
    (ended,) = assessed(filing(), rule(Yields((NotAssessed(WHY), seen)), "ill"))
    assert (ended.outcome, ended.unread) == (Outcome.NOT_ASSESSED, True)
    assert str(ended.reason) == f"check yields of plugin acme (rule ill) {fault}"


def test_interruption_and_the_time_limit_pass_through_a_check() -> None:
    for stop in (KeyboardInterrupt(), OutOfTime()):
        with pytest.raises(type(stop)):
            judge(filing(), [rule(Yields((stop,)))])


@dataclass(frozen=True)
class Talks(Check):
    """Nothing must be true."""

    name: ClassVar[str] = "talks"

    def run(self, filing: Filing) -> Iterator[Observation]:  # noqa: ARG002  # it looks at nothing
        print("running")  # noqa: T201  # what the test is about
        yield NotAssessed(WHY)


def test_prints_of_a_check_stay_out_of_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    judge(filing(), [rule(Talks())])
    assert capsys.readouterr() == ("", "running\n")


class Reads:
    """A reader that does what a test wants."""

    name, suffixes = "reads", (".x",)

    def __init__(self, result: object) -> None:
        self.result = result

    def read(self, content: bytes, progress: object = None) -> Document:  # noqa: ARG002  # reads nothing
        print("reading")  # noqa: T201  # what the test is about
        if isinstance(self.result, BaseException):
            raise self.result
        return self.result  # type: ignore[return-value]  # meant to be wrong


@pytest.mark.parametrize(
    ("result", "fault"),
    [("text", "returned str, not a Document"), (SystemExit(3), "failed: SystemExit: 3")],
)
def test_reader_that_misbehaves_is_named(
    result: object, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = Engine(lambda _suffix: Reads(result), (), owners={"reads": "acme"})
    with pytest.raises(ReadError, match=f"^reader reads of plugin acme {fault}$"):
        engine.read("a.x", b"")
    assert capsys.readouterr() == ("", "reading\n")


# --- places ---


def test_finding_without_location_has_a_place_in_words() -> None:
    places = {code: filing().describe(None, "", code) for code in ("title-missing", "contact-missing")}
    assert [place.render("en") for place in places.values()] == ["before the text", "whole document"]
    assert [place.render("zh") for place in places.values()] == ["正文之前", "全文"]
