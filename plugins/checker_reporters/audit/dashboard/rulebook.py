"""The rules of an audit, each with a number by which the page knows it."""

from dataclasses import dataclass, field

from checker import Provision, RulePack, clean
from checker_reporters.audit.dashboard.chunks import Json
from checker_reporters.wording import WHOLE

Key = tuple[str, ...]


@dataclass(frozen=True)
class Rulebook:
    """Number rules: those of the pack in its order, then those of other editions as they are met."""

    entries: dict[Key, int] = field(default_factory=dict)
    across: set[int] = field(default_factory=set)

    def number(self, rule: Provision, *, across: bool = False) -> int:
        """Return the number of a rule; `across` tells that it looks at several filings."""
        number = self.entries.setdefault(_key(rule), len(self.entries))
        if across:
            self.across.add(number)
        return number

    def json(self) -> Json:
        """List the rules: id, severity, category, clause, requirement, whether it looks across filings."""
        return [
            [*(clean(part, WHOLE) for part in key), number in self.across]
            for key, number in self.entries.items()
        ]


def rulebook(pack: RulePack) -> Rulebook:
    """Number the rules of a pack."""
    book = Rulebook()
    for rule in pack.rules:
        book.number(rule)
    for across in pack.audit:
        book.number(across, across=True)
    return book


def _key(rule: Provision) -> Key:
    return (rule.id, rule.severity, rule.category, rule.clause, rule.requirement)
