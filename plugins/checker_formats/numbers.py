"""Numbers in text: note marks raised after them, and several numbers in one cell."""

from checker import regex

_NOTE = r"(?:注?\d{1,3}|注?[①-⑳⑴-⒇❶-❿➀-➓]|注|[*＊※†‡§¶#])"
_NOTE_MARK = regex(rf"[\s(（\[［【〔]*{_NOTE}(?:[,，、\s]{{1,3}}{_NOTE})*[\s)）\]］】〕]*")
_LETTER = regex(r"\s*[(（\[［【〔]?[a-z][)）\]］】〕]?\s*")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_NUMBER = r"[+-]?\d[\d.,，]{0,20}%?"
_SEVERAL = regex(rf"\s*{_NUMBER}(?:\s+{_NUMBER})+\s*")


def raised(text: str, before: str) -> str:
    """Return the text for a superscript after the text `before`.

    A note mark has no text, like a real footnote reference; a single letter is one after a figure. An exponent after a
    letter (m²) keeps its form.
    """
    last = before.rstrip()[-1:]
    if last.isdecimal() and _LETTER.fullmatch(text) is not None:
        return ""
    if not last or _NOTE_MARK.fullmatch(text) is None:
        return text
    return text.translate(_RAISED) if last.isascii() and last.isalpha() else ""


def are_several(text: str) -> bool:
    """Return whether the text of a cell is several numbers, on one line or on several."""
    return len(text.split(None, 2)) > 1 and _SEVERAL.fullmatch(text) is not None
