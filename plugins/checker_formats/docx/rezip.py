"""Copy a ZIP package with some members changed or added: all others are copied as they are packed."""

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile, ZipInfo

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DEFLATED, _VERSION, _DESCRIPTOR = 8, 20, 0x8
_FIRST_DAY = 0x21  # 1 January 1980, the first day that a ZIP entry can have


def rezip(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return a package with members replaced by name; those whose names are new are added at the end."""
    written = bytearray()
    directory = bytearray()
    with ZipFile(BytesIO(content)) as archive:
        entries, comment = archive.infolist(), archive.comment
    for entry in entries:
        name, extra, date, packed = _local(content, entry)
        flags = entry.flag_bits & ~_DESCRIPTOR  # sizes stand in the header itself
        method, crc, size = entry.compress_type, entry.CRC, entry.file_size
        if entry.filename in changed:
            text = changed[entry.filename]
            packed, method, crc, size, extra = _deflated(text), _DEFLATED, zlib.crc32(text), len(text), b""
        version = max(entry.extract_version, _VERSION) if entry.filename in changed else entry.extract_version
        common = (version, flags, method, *date, crc, len(packed), size, len(name))
        made = entry.create_system << 8 | entry.create_version
        about = (0, len(entry.comment), 0, entry.internal_attr, entry.external_attr, len(written))
        directory += _CENTRAL.pack(b"PK\1\2", made, *common, *about) + name + entry.comment
        written += _LOCAL.pack(b"PK\3\4", *common, len(extra)) + name + extra + packed
    known = {entry.filename for entry in entries}
    added = [name for name in changed if name not in known]
    for part in added:
        text, name = changed[part], part.encode()
        packed = _deflated(text)
        flags = 0 if part.isascii() else 0x800
        common = (
            _VERSION,
            flags,
            _DEFLATED,
            0,
            _FIRST_DAY,
            zlib.crc32(text),
            len(packed),
            len(text),
            len(name),
        )
        directory += _CENTRAL.pack(b"PK\1\2", _VERSION, *common, 0, 0, 0, 0, 0, len(written)) + name
        written += _LOCAL.pack(b"PK\3\4", *common, 0) + name + packed
    count = len(entries) + len(added)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), len(written), len(comment))
    return bytes(written + directory + end + comment)


def _local(content: bytes, entry: ZipInfo) -> tuple[bytes, bytes, tuple[int, int], bytes]:
    """Return name, extra field, time and date of a member as its own header has them, and its packed bytes."""
    header = _LOCAL.unpack_from(content, entry.header_offset)
    at = entry.header_offset + _LOCAL.size
    name = content[at : at + header[-2]]
    extra = content[at + header[-2] : at + header[-2] + header[-1]]
    start = at + header[-2] + header[-1]
    return name, extra, (header[4], header[5]), content[start : start + entry.compress_size]


def _deflated(text: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(text) + packer.flush()
