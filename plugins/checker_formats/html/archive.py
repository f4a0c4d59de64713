"""The page inside a web archive (.mht): the first HTML part of a MIME message."""

import re
from email import message_from_bytes

from checker import Messages, ReadError, regex

_ = Messages(__package__)

_FIELDS = regex(rb"\s*(?:[A-Za-z][A-Za-z-]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+")
_NAMED = regex(rb"^(?:mime-version|content-type)\s*:", re.IGNORECASE | re.MULTILINE)


def is_archive(content: bytes) -> bool:
    """Return whether a file begins with the header fields of a MIME message."""
    fields = _FIELDS.match(content[:8192].removeprefix(b"\xef\xbb\xbf"))
    return fields is not None and _NAMED.search(fields.group().lstrip()) is not None


def page_of(content: bytes) -> tuple[bytes, str]:
    """Return the bytes of the page in an archive, and their declared encoding."""
    message = message_from_bytes(content.removeprefix(b"\xef\xbb\xbf").lstrip())
    for part in message.walk():
        if part.get_content_type() not in {"text/html", "application/xhtml+xml"}:
            continue
        page = part.get_payload(decode=True)
        if isinstance(page, bytes):
            return page, part.get_content_charset("") or ""
    raise ReadError("wrong-format", _("the web archive contains no page"))
