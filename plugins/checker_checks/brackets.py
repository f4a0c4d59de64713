"""Check of brackets in running text."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from checker import Check, Filing, Messages, Need, Observation, Problem, dataclass, ideographs, needs
from checker_checks.passages import Passage, passages

_ = Messages(__package__)

_OPEN = {"(": ")", "《": "》", "【": "】", "〔": "〕", "〈": "〉"}
_CLOSE = frozenset(_OPEN.values()) | {"]"}
_ENDS = ("。", "!", "?", ";", ":")
_LATER = 3  # passages in which a bracket may still be closed
_AROUND = 12  # characters quoted


@dataclass(frozen=True)
class Brackets(Check):
    """Every bracket that is opened in running text is closed; headings, lists and tables are not looked at.

    Codes:
        bracket-unclosed: A bracket is opened and not closed.

    Example:
        brackets:
          check: brackets
          clause: "{basis}, 2"
          requirement: Texts are free of slips.
          category: form
          severity: warning
    """

    name: ClassVar[str] = "brackets"
    codes: ClassVar[tuple[str, ...]] = ("bracket-unclosed",)

    def needs(self) -> Sequence[Need]:
        return (needs.WholeText(),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        texts = [(passage, *_unmatched(passage.text)) for passage in passages(filing.document.paragraphs)]
        for number, (passage, opened, _closed) in enumerate(texts):
            later = texts[number + 1 : number + 1 + _LATER]
            if not opened or not _is_running(passage) or any(closed for _text, _opened, closed in later):
                continue
            at = opened[0]
            written = passage.text[at : at + _AROUND]
            closing = _closing(passage.text[at])
            yield Problem(
                "bracket-unclosed",
                _("the bracket in “{text}” is not closed", text=written),
                (filing.language.bare(written),),
                passage.at(at),
                expected=closing,
                actual=written,
                advice=_("add “{sign}” where the words in brackets end", sign=closing),
                doubtful=bool(filing.unread_text_in()),
            )


def _closing(sign: str) -> str:
    """Return what closes a bracket, of its width."""
    return "）" if sign == "（" else _OPEN[ideographs(sign)]


def _is_running(passage: Passage) -> bool:
    """Return whether a passage is whole sentences of the text itself."""
    whole = ideographs(passage.text).rstrip().endswith(_ENDS)
    return whole and all(paragraph.level is None for paragraph in passage.paragraphs)


def _unmatched(text: str) -> tuple[list[int], bool]:
    """Return where brackets stand that are not closed, and whether one is closed that was not opened.

    A bracket may be closed by one of another kind: that is a slip of its own.
    """
    opened: list[int] = []
    closed = False
    for at, sign in enumerate(ideographs(text)):
        if sign in _OPEN:
            opened.append(at)
        elif sign in _CLOSE:
            closed = closed or not opened
            if opened:
                opened.pop()
    return opened, closed
