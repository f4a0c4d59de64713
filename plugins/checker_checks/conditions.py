"""Conditions of rules: what other sections must say, or must not, for a rule to bind."""

from collections.abc import Iterator, Mapping, Sequence

from checker import Filing, Form, Messages, Mistake, NotApplicable, NotAssessed, Pattern, dataclass
from checker_checks.access import unknown_section
from checker_checks.text_search import Part, passages_in

_ = Messages(__package__)

Holding = Mapping[str, tuple[Pattern, ...]]  # by section


@dataclass(frozen=True)
class Condition:
    """A rule binds where each section of `holding` says one of its patterns, and none of `without` does."""

    holding: Holding
    without: Holding

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        """Yield the sections that the form does not know."""
        for option, sections in (("if_text", self.holding), ("unless_text", self.without)):
            for title in sections:
                yield from unknown_section(title, form, option, title)

    def unmet(self, filing: Filing) -> NotApplicable | NotAssessed | None:
        """Return why a rule does not bind, or why that is not known."""
        for title, patterns in self.holding.items():
            if filing.find_section(title) is None:
                return _unknown(filing, title) or NotAssessed(_("section “{name}” is missing", name=title))
            if not _says(filing, title, patterns):
                return _unknown(filing, title) or NotApplicable(
                    _("section “{name}” does not say that it applies", name=title)
                )
        for title, patterns in self.without.items():
            if filing.find_section(title) is not None and _says(filing, title, patterns):
                return NotApplicable(_("section “{name}” says that it does not apply", name=title))
            if (reason := _unknown(filing, title)) is not None:
                return reason
        return None


def _says(filing: Filing, title: str, patterns: Sequence[Pattern]) -> bool:
    return any(map(passages_in(filing, Part(title)).texts.has, patterns))


def _unknown(filing: Filing, title: str) -> NotAssessed | None:
    unread = filing.unread_text_in(title)
    return NotAssessed(unread[0], unread=True) if unread else None
