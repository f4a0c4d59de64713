"""The rules of an audit, numbered for the page."""

from dataclasses import dataclass, field

from checker import LANGUAGES, Message, Provision, RulePack, clean
from checker_reporters.audit.dashboard.chunks import Json
from checker_reporters.wording import UNCUT

Key = tuple[str, ...]


@dataclass(frozen=True)
class RuleIndex:
    """Number rules: those of the pack in its order, then those of other editions in the order of their first use."""

    entries: dict[Key, int] = field(default_factory=dict)
    across: set[int] = field(default_factory=set)
    names: dict[int, Message] = field(default_factory=dict)

    def number(self, rule: Provision, *, across: bool = False) -> int:
        """Return the number of a rule; `across` if it compares several filings."""
        number = self.entries.setdefault(_key(rule), len(self.entries))
        if rule.name is not None:
            self.names.setdefault(number, rule.name)
        if across:
            self.across.add(number)
        return number

    def json(self) -> Json:
        """List the rules: id, severity, category, clause, requirement, whether it compares filings, name."""
        return [
            [*(clean(part, UNCUT) for part in key), number in self.across, self._name(number)]
            for key, number in self.entries.items()
        ]

    def _name(self, number: int) -> Json:
        """Return the name of a rule by language."""
        name = self.names.get(number)
        return None if name is None else {language: name.render(language) for language in LANGUAGES}


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
