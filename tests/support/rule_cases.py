"""Cases of rules: a changed report, and the findings that it must have."""

from dataclasses import dataclass, replace

from tests.support.draft_reports import Change, figure, text


@dataclass(frozen=True)
class Finds:
    """A finding that a document must show: rule, code, words of its place, and what it quotes."""

    rule: str
    code: str
    place: str = ""
    expected: str | None = None
    actual: str | None = None


@dataclass(frozen=True)
class Case:
    """A document that tests a rule: the changes that make it, and what must be found in it.

    `previous` are the changes that make the report of the year before, where the rule compares with it.
    """

    rule: str
    name: str
    changes: tuple[Change, ...]
    finds: tuple[Finds, ...] = ()
    previous: tuple[Change, ...] = ()

    @property
    def stem(self) -> str:
        return f"{self.rule}-{'fail' if self.finds else 'pass'}-{self.name}"


def passing(rule: str, name: str, *changes: Change) -> Case:
    """Build a case in which nothing is found."""
    return Case(rule, name, changes)


def failing(
    rule: str,
    name: str,
    code: str,
    place: str,
    *changes: Change,
    expected: str | None = None,
    actual: str | None = None,
    also: tuple[Finds, ...] = (),
) -> Case:
    """Build a case in which the rule has one finding; `also` are findings of other rules that follow from it."""
    return Case(rule, name, changes, (Finds(rule, code, place, expected, actual), *also))


def with_previous(case: Case, year: int, *changes: Change) -> Case:
    """Give a case a report of the year before, with these changes."""
    carried_out = "四、结转下年度继续办理"
    agreeing = (figure(carried_out, place, digits) for place, digits in ((1, "1"), (5, "0"), (7, "1")))
    return replace(case, previous=(text(str(year), str(year - 1)), *agreeing, *changes))
