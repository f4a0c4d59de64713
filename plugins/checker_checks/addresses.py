"""Addresses of the web, of mail and of the post, as contact lines give them: which are invalid.

Text is plain here (`plain_signs`). Values may be wrapped over lines: blanks inside one are its own, or stand
before something else, so both readings are tried.
"""

import re
from collections.abc import Iterator, Sequence

from checker import regex

_START = regex(
    r"(?<![A-Za-z])(?:h\s*t\s*t\s*p\s*s?\s*(?:[:;.]|[/\\])|[htp]{3,6}s?\s*[:;]\s*[/\\]|"
    r"(?:https?)?(?:w\s*w\s*w{1,4}|[vw]{3,6})\s*[.,/]|ww\.(?=[\w-]+\.))[\s:/\\]*",
    re.IGNORECASE,
)
_COMMA = regex(  # typed for a dot
    r"[,。](?:(?:gov|com|net|org|edu|cn)(?![A-Za-z])|(?!www|http)[\w-]+\.(?:gov|com|net|org|edu|cn)(?![A-Za-z]))",
    re.ASCII,
)
_HOST_ENDS = regex(r"\.(?:cn|com|net|org)(?:[:/?#].*)?$", re.IGNORECASE | re.DOTALL)
# slips that look like other hosts: wwww., .con, 163.co; and in China, where the government's sites end in .gov.cn
_SLIP = regex(
    r"(?:https?://)?(?:(?:ww|w{4,}|[vw]*v[vw]+|https?www)\.|[^/?#]*\.(?:con|cmo|ocm|coom|vom)(?![\w.-]))|"
    r"(?:.*@)(?:qq|163|126|139|189|sina|sohu|foxmail|yeah)\.(?:con|cmo|ocm|coom|co|cm|om)$",
    re.IGNORECASE,
)
_SLIP_HERE = regex(
    r"(?:[^/?#]*//)?[^/?#]*\.(?:gov(?:\.(?:co|cm|con|com|cnn|nc|ch|om|n|c))?|co|cm|(?:gvo|goc|gob|gpv|gv|ogv|govt)\.cn)(?![\w.-])",
    re.IGNORECASE,
)
_STOP = regex(r"[^!-~\s]|[,;()<>\"'\[\]{}|]|(?=http)", re.IGNORECASE)
_LETTER = r"A-Za-z0-9_\u00c0-\u024f"  # domains may have letters with accents
_PART = rf"[{_LETTER}](?:[{_LETTER}-]*[{_LETTER}])?"
_HOST = rf"(?:(?:{_PART}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]|\d{{1,3}}(?:\.\d{{1,3}}){{3}})"
_URL = regex(rf"(?:https?://)?{_HOST}(?::\d{{1,5}})?(?:[/?#].*)?", re.IGNORECASE | re.DOTALL)
_BARE_HOST = regex(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\w.-]*@)", re.IGNORECASE)
_CHINESE_END = "(?:[A-Za-z]{2,}|中国|政务|公益|网址|公司|网络)"
_CHINESE_HOST = regex(rf"(?:(?i:https?)://)?(?=[\w.-]*[\u4e00-\u9fff])(?:[\w-]+\.)+{_CHINESE_END}")

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_EMAIL = regex(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_PART}\.)+[A-Za-z]{{2,}}")
_CHINESE_EMAIL = regex(
    rf"[^\w.]{{0,12}}(?i:mailto:)?{_ATOM}(?:\.{_ATOM})*@(?=[\w.-]*[\u4e00-\u9fff])(?:[\w-]+\.)+{_CHINESE_END}(?![\w@])"
)
_MAIL_VALUE = regex(r"[^!-~]{0,12}<?(?:(?i:mailto)\s*:)?\s*([0-9A-Za-z@.][^;,()<>、。\u4e00-\u9fff]*)")
_MASKED = regex(r"[*×✕╳]|[Xx]{3}")  # a placeholder, which another check finds


def urls(plain: str) -> Iterator[tuple[int, int]]:
    """Find where web addresses stand, by http and www."""
    position = 0
    while (match := _START.search(plain, position)) is not None:
        end = _STOP.search(plain, match.end())
        while end is not None and _COMMA.match(plain, end.start()):
            if _HOST_ENDS.search(plain, match.start(), end.start()):
                break
            end = _STOP.search(plain, end.start() + 1)
        position = end.start() if end else len(plain)
        if (chinese := _CHINESE_HOST.match(plain, match.start())) is not None:
            position = max(position, chinese.end())
        yield match.start(), position


def broken_urls(plain: str, *, here: bool = True) -> Iterator[str]:
    """Find the web addresses of a value that lead nowhere: no host with a dot, a scheme misspelt.

    `here` says that the government's sites end in .gov.cn.
    """
    written = [plain[start:stop] for start, stop in urls(plain)] or re.findall(
        r"^\s*\w[!-+\--~\s]{3,}", plain, re.ASCII
    )
    for one in written:
        tells = "//" in one or ":" in one or "www" in one.lower() or "." in one
        if not tells or _MASKED.search(one):
            continue
        joined = "".join(one.split())
        slip = _SLIP.match(joined) or (here and _SLIP_HERE.match(joined))
        if slip or not (_whole(_URL, one) or _CHINESE_HOST.match(one)):
            yield one.strip()


def broken_emails(plain: str, *, spaced: bool = False) -> Iterator[str]:
    """Find the mail addresses of a value that lack a name, a sign @, or a domain with a dot.

    Where words stand apart (`spaced`), several of them without these signs are a sentence.
    """
    plain = _obfuscated(plain)
    value = _MAIL_VALUE.match(plain)
    if value is None or _MASKED.search(value.group(1)) or not re.search("[A-Za-z@]", value.group(1)):
        return
    if _CHINESE_EMAIL.match(plain):
        return
    if spaced and len(plain.split()) > 1 and not re.search(r"@|\S\.\S", value.group(1)):
        return
    for one in filter(str.strip, value.group(1).split("/")):
        if not _whole(_EMAIL, one) or _SLIP.match("".join(one.split())):
            yield one.strip()


def hosts(plain: str) -> tuple[str, ...]:
    """List the web addresses of a value, as written."""
    found = (plain[start:stop].strip() for start, stop in urls(plain))
    return tuple(found) or tuple(match.group() for match in _BARE_HOST.finditer(plain))


def emails(plain: str) -> tuple[str, ...]:
    """List the mail addresses of a value, as written."""
    joined = "".join(plain.split())
    whole = joined if _EMAIL.fullmatch(joined) else _obfuscated(plain)
    return tuple(match.group() for match in _EMAIL.finditer(whole))


def within(written: str, domains: Sequence[str]) -> bool:
    """Return whether a mail or web address is of one of the domains, or of a subdomain."""
    host = re.sub(r"^[a-z]+:/*|^[^/]*@|\s", "", written.lower())
    host = re.split(r"[/?#:]", host)[0].strip(".")
    return any(host == domain or host.endswith(f".{domain}") for domain in map(_domain, domains))


def is_domain(written: str) -> bool:
    """Return whether a text is the name of a domain."""
    return re.fullmatch(rf"(?:{_PART}\.)+{_PART}", _domain(written)) is not None


def _domain(written: str) -> str:
    return written.lower().removeprefix("@").removeprefix("www.")


def _obfuscated(plain: str) -> str:
    """Write “name (at) example (dot) com” as it is meant: its sign is hidden from programs only."""
    return re.sub(
        r"\s*[\[({]\s*dot\s*[\])}]\s*",
        ".",
        re.sub(r"\s*[\[({]\s*(?:at|@)\s*[\])}]\s*", "@", plain, flags=re.IGNORECASE),
        flags=re.IGNORECASE,
    )


def _whole(pattern: re.Pattern[str], written: str) -> bool:
    first = written.split()[:1]
    readings = ["".join(written.split()), *first]
    return any(pattern.fullmatch(reading.rstrip(".,:!?-")) is not None for reading in readings)
