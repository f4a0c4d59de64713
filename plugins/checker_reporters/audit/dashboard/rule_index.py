"""The rules of an audit, numbered for the page."""

from dataclasses import dataclass, field

from checker import Provision, RulePack, clean
from checker_reporters.audit.dashboard.chunks import Json
from checker_reporters.wording import UNCUT

Key = tuple[str, ...]


@dataclass(frozen=True)
class RuleIndex:
    """Number rules: those of the pack in its order, then those of other editions in the order of their first use."""

    entries: dict[Key, int] = field(default_factory=dict)
    across: set[int] = field(default_factory=set)

    def number(self, rule: Provision, *, across: bool = False) -> int:
        """Return the number of a rule; `across` if it compares several filings."""
        number = self.entries.setdefault(_key(rule), len(self.entries))
        if across:
            self.across.add(number)
        return number

    def json(self) -> Json:
        """List the rules: id, severity, category, clause, requirement, whether it compares filings."""
        return [
            [*(clean(part, UNCUT) for part in key), number in self.across]
            for key, number in self.entries.items()
        ]


def rule_index(pack: RulePack) -> RuleIndex:
    """Number the rules of a pack."""
    index = RuleIndex()
    for rule in pack.rules:
        index.number(rule)
    for across in pack.audit:
        index.number(across, across=True)
    return index


def _key(rule: Provision) -> Key:
    return (rule.id, rule.severity, rule.category, rule.clause, rule.requirement)
