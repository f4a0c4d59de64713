"""Frames: JSON objects on a private socket, each led by its length; reading one runs nothing and takes bounded memory."""

import json
from collections.abc import Iterator, Mapping
from typing import Never

CAP = 16 * 1024**2  # bytes of one frame
VALUES = 1_000_000  # in one frame; sixteen megabytes of “[],” would become half a gigabyte of lists
DEPTH = 100  # a frame may be written again, deeper in the stack

_LEAD = 4  # bytes of the length, most significant first

Frame = Mapping[str, object]


class FrameError(Exception):
    """Say why something is not a frame, or cannot be written as one; `code` is "too-large" or "garbled"."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def encode(frame: Frame, cap: int = CAP) -> bytes:
    """Write a frame; raise FrameError if it is too large or not JSON."""
    try:
        body = _ENCODER.encode(frame).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise FrameError("garbled", f"not JSON: {type(error).__name__}: {error}") from error
    if len(body) > cap:
        raise FrameError("too-large", f"{len(body)} bytes, more than {cap}")
    return len(body).to_bytes(_LEAD) + body


class Decoder:
    """Read frames from the pieces in which a stream of bytes arrives."""

    def __init__(self, cap: int = CAP) -> None:
        self._cap = cap
        self._received = bytearray()

    @property
    def pending(self) -> bool:
        """Return whether part of a frame has arrived."""
        return bool(self._received)

    def feed(self, piece: bytes) -> Iterator[Frame]:
        """Iterate over the frames that are whole with this piece; raise FrameError, after which nothing counts."""
        self._received += piece
        while len(self._received) >= _LEAD:
            end = _LEAD + int.from_bytes(self._received[:_LEAD])
            if end - _LEAD > self._cap:
                raise FrameError("garbled", f"a frame of {end - _LEAD} bytes is announced")
            if len(self._received) < end:
                return
            body = bytes(self._received[_LEAD:end])
            del self._received[:end]
            yield _decode(body)


def _decode(body: bytes) -> Frame:
    if sum(map(body.count, (b"[", b"{", b","))) > VALUES:
        raise FrameError("garbled", f"more than {VALUES} values")
    try:
        frame = _DECODER.decode(body.decode())
    except (ValueError, RecursionError, MemoryError) as error:
        raise FrameError("garbled", f"not JSON: {type(error).__name__}") from error
    if not isinstance(frame, dict) or not _shallow(frame):
        raise FrameError("garbled", "not an object, or too deep")
    return frame


def _shallow(frame: object) -> bool:
    level = [frame]
    for _depth in range(DEPTH):
        level = [
            part
            for whole in level
            for part in (whole.values() if isinstance(whole, dict) else whole)  # type: ignore[attr-defined]  # or a list
            if isinstance(part, dict | list)
        ]
        if not level:
            return True
    return False


def _refuse(constant: str) -> Never:
    raise ValueError(constant)


_ENCODER = json.JSONEncoder(allow_nan=False, separators=(",", ":"))
_DECODER = json.JSONDecoder(parse_constant=_refuse)
