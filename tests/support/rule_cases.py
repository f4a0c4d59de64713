"""Cases: a change of the clean report that a rule must bear, or one that it must find."""

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
    """A document that proves a rule: the changes that make it, and what must be found in it.

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


def bears(rule: str, name: str, *changes: Change) -> Case:
    """Say that a rule bears these changes: nothing is found."""
    return Case(rule, name, changes)


def shows(
    rule: str,
    name: str,
    code: str,
    place: str,
    *changes: Change,
    expected: str | None = None,
    actual: str | None = None,
    also: tuple[Finds, ...] = (),
) -> Case:
    """Say that a rule finds one thing, and which other rules follow."""
    return Case(rule, name, changes, (Finds(rule, code, place, expected, actual), *also))


def beside(case: Case, year: int, *changes: Change) -> Case:
    """Put the report of the year before, changed, beside that of a case."""
    carried_out = "四、结转下年度继续办理"
    agreeing = (figure(carried_out, place, said) for place, said in ((1, "1"), (5, "0"), (7, "1")))
    return replace(case, previous=(text(str(year), str(year - 1)), *agreeing, *changes))
