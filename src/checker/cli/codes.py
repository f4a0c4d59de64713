"""The codes of findings, and the rules, codes and checks that some words are about."""

from collections.abc import Callable, Iterator, Sequence

from checker.cli.checks import entries
from checker.cli.setup import Setup, terminal_columns
from checker.judging.rules import AuditRule, Rule, RulePack
from checker.lazy_dataclasses import dataclass
from checker.messages import LANGUAGES, Messages
from checker.packs.manuals import AnyCheck, Manual, read_manual
from checker.terminal import wrap

_ = Messages(__package__)

AnyRule = Rule | AuditRule

_MOST = 20  # matches of one kind


@dataclass(frozen=True, slots=True)
class _Code:
    """A code, the check that yields it, and what it means; the check's first sentence where that is not said."""

    name: str
    kind: AnyCheck
    manual: Manual

    def meaning(self, language: str) -> str:
        return self.manual.translated(self.manual.codes[self.name] or self.manual.summary, language)

    def texts(self, language: str) -> str:
        """Return the words by which the code is found: what it means, and what must be true."""
        return f"{self.meaning(language)} {self.manual.translated(self.manual.summary, language)}"


def _kinds(setup: Setup) -> Iterator[AnyCheck]:
    yield from setup.host.checks.values()
    yield from setup.host.audit_checks.values()


def _codes(setup: Setup) -> Iterator[_Code]:
    for kind in _kinds(setup):
        manual = read_manual(kind)
        yield from (_Code(name, kind, manual) for name in manual.codes)


def code_lines(setup: Setup) -> Iterator[str]:
    """Iterate over the lines that list every code with what it means."""
    meanings: dict[str, str] = {}
    for code in sorted(_codes(setup), key=lambda code: code.name):
        meanings.setdefault(code.name, code.meaning(setup.effective_language))
    return entries(meanings.items())


def code_explained(setup: Setup, name: str, packs: Sequence[RulePack]) -> Iterator[str]:
    """Explain a code: what it means, which check yields it, which rules take it."""
    for code in (code for code in _codes(setup) if code.name == name):
        yield name
        yield ""
        yield from wrap(code.meaning(setup.effective_language), terminal_columns())
        yield ""
        yield setup.render(_("from the check {check}: checker checks {check}", check=code.kind.name))
        yield ""
        yield from rules_with(setup, packs, lambda rule, code=code: _takes(rule, code))  # type: ignore[misc]  # bound now


def _takes(rule: AnyRule, code: _Code) -> bool:
    return type(rule.check) is code.kind and (isinstance(rule, AuditRule) or code.name in rule.codes)


def rules_with(setup: Setup, packs: Sequence[RulePack], wanted: Callable[[AnyRule], bool]) -> Iterator[str]:
    """List the rules that are wanted, each from the last pack that has it."""
    rules: list[AnyRule] = [rule for pack in packs for rule in pack.rules]
    rules += [rule for pack in packs for rule in pack.audit]
    found = {rule.id: rule for rule in rules if wanted(rule)}
    if found:
        yield setup.render(_("rules"))
        yield from entries(
            (rule.id, rule.requirement if rule.name is None else setup.render(rule.name))
            for rule in found.values()
        )


def matching(setup: Setup, words: str, packs: Sequence[RulePack]) -> Iterator[str]:
    """List the rules, codes and checks in whose names and texts all of the words occur.

    One word with “-” is an id, and is not looked for in texts.
    """
    if "-" in words and " " not in words:
        return
    parts = words.lower().split()

    def says(*texts: str) -> bool:
        return all(any(part in text.lower() for text in texts) for part in parts)

    codes = [code for code in _codes(setup) if says(code.name, *map(code.texts, LANGUAGES))]
    checks = {
        name: manual.translated(manual.summary, setup.effective_language)
        for name, manual in ((kind.name, read_manual(kind)) for kind in _kinds(setup))
        if says(name, *(manual.translated(manual.summary, language) for language in LANGUAGES))
    }
    rules = list(rules_with(setup, packs, lambda rule: says(rule.id, *_texts(rule))))
    if codes:
        yield setup.render(_("codes"))
        meanings = {code.name: code.meaning(setup.effective_language) for code in codes}
        yield from _some(entries(meanings.items()))
        yield ""
    if checks:
        yield setup.render(_("checks"))
        yield from _some(entries(checks.items()))
        yield ""
    yield from _some(rules)
    if codes or checks or rules:
        yield setup.render(_("More on each: checker explain NAME"))


def _texts(rule: AnyRule) -> Iterator[str]:
    yield from (rule.requirement, rule.clause)
    yield from (rule.name.render(language) for language in LANGUAGES if rule.name is not None)


def _some(lines: Iterator[str] | Sequence[str]) -> Iterator[str]:
    listed = list(lines)
    yield from listed[: 2 * _MOST]
    if len(listed) > 2 * _MOST:
        yield "  …"
