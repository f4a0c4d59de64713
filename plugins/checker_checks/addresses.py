"""Addresses of the web, of mail and of the post, as contact lines give them: which are not whole.

Text is plain here (`text.ideographs`). Values may be wrapped over lines: blanks inside one are its own, or stand
before something else, so both readings are tried.
"""

import re
from collections.abc import Iterator

_START = re.compile(
    r"(?<![A-Za-z])(?:h\s*t\s*t\s*p\s*s?\s*(?:[:;.]|[/\\])|w\s*w\s*w\s*[.,/])[\s:/\\]*", re.IGNORECASE
)
_STOP = re.compile(r"[^!-~\s]|[,;()<>\"'\[\]{}|]|(?=http)", re.IGNORECASE)
_PART = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?"
_HOST = rf"(?:(?:{_PART}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]|\d{{1,3}}(?:\.\d{{1,3}}){{3}})"
_URL = re.compile(rf"(?:https?://)?{_HOST}(?::\d{{1,5}})?(?:[/?#].*)?", re.IGNORECASE | re.DOTALL)
_CHINESE_HOST = re.compile(r"https?://[\w.-]+\.(?:[A-Za-z]{2,}|中国|政务|公益|网址|公司|网络)", re.IGNORECASE)

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_EMAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_PART}\.)+[A-Za-z]{{2,}}")
_MAIL_VALUE = re.compile(r"[^!-~]{0,12}([0-9A-Za-z@][^;,()<>、。\u4e00-\u9fff]*)")
_MASKED = re.compile(r"[*×✕╳]|[Xx]{3}")  # a placeholder, which another check finds


def urls(plain: str) -> Iterator[tuple[int, int]]:
    """Find where web addresses stand, by http and www."""
    position = 0
    while (match := _START.search(plain, position)) is not None:
        end = _STOP.search(plain, match.end())
        position = end.start() if end else len(plain)
        if (chinese := _CHINESE_HOST.match(plain, match.start())) is not None:
            position = max(position, chinese.end())
        yield match.start(), position


def broken_urls(plain: str) -> Iterator[str]:
    """Find the web addresses of a value that lead nowhere: no host with a dot, a scheme misspelt."""
    written = [plain[start:stop] for start, stop in urls(plain)] or re.findall(
        r"^\s*\w[!-+\--~\s]{3,}", plain, re.ASCII
    )
    for one in written:
        tells = "//" in one or ":" in one or "www" in one.lower() or "." in one
        if tells and not _whole(_URL, one) and not _CHINESE_HOST.match(one) and not _MASKED.search(one):
            yield one.strip()


def broken_emails(plain: str) -> Iterator[str]:
    """Find the mail addresses of a value that lack a name, a sign @, or a domain with a dot."""
    value = _MAIL_VALUE.match(plain)
    if value is None or _MASKED.search(value.group(1)) or not re.search("[A-Za-z@]", value.group(1)):
        return
    yield from (one.strip() for one in value.group(1).split("/") if one.strip() and not _whole(_EMAIL, one))


def broken_postcodes(plain: str) -> Iterator[str]:
    """Find the postcode of a value where it does not have six digits."""
    value = re.match(r"\s*(\d[\d\s]*)", plain)
    if value is None or _MASKED.match(plain, value.end()):
        return
    if not _whole(re.compile(r"\d{6}"), value.group(1)):
        yield value.group(1).strip()


def _whole(pattern: re.Pattern[str], written: str) -> bool:
    first = written.split()[:1]
    readings = ["".join(written.split()), *first]
    return any(pattern.fullmatch(reading.rstrip(".,:!?-")) is not None for reading in readings)
