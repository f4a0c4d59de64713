"""Frames: JSON objects on a private socket, each preceded by its length; reading one runs no code and is bounded."""

import json
from collections.abc import Iterator, Mapping
from typing import Never

MAX_BYTES = 16 * 1024**2  # bytes of one frame
MAX_VALUES = 1_000_000  # in one frame; 16 MiB of “[],” would become half a gigabyte of lists
MAX_DEPTH = 100  # a reader may write the frame again, deeper in its stack

_HEADER = 4  # bytes: the length of the rest, most significant first

Frame = Mapping[str, object]


class FrameError(Exception):
    """Raised for an invalid frame; `code` is "too-large" or "garbled"."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def encode(frame: Frame, max_bytes: int = MAX_BYTES, *, surrogates: bool = False) -> bytes:
    """Write a frame; raise FrameError if it is too large or not JSON."""
    try:
        body = _ENCODER.encode(frame).encode(errors="surrogatepass" if surrogates else "strict")
    except (TypeError, ValueError, RecursionError) as error:
        raise FrameError("garbled", f"not JSON: {type(error).__name__}: {error}") from error
    if len(body) > max_bytes:
        raise FrameError("too-large", f"{len(body)} bytes, more than {max_bytes}")
    return len(body).to_bytes(_HEADER) + body


class Decoder:
    """Decode frames from a stream of bytes; unpaired surrogates cannot be stored or printed, and paths may have them."""

    def __init__(self, max_bytes: int = MAX_BYTES, *, surrogates: bool = False) -> None:
        self._surrogates = surrogates
        self._max_bytes = max_bytes
        self._received = bytearray()

    @property
    def pending(self) -> bool:
        """Return whether a part of a frame has arrived."""
        return bool(self._received)

    def feed(self, received: bytes) -> Iterator[Frame]:
        """Yield the frames that these bytes complete; raise FrameError, after which the stream cannot be used."""
        self._received += received
        while len(self._received) >= _HEADER:
            end = _HEADER + int.from_bytes(self._received[:_HEADER])
            if end - _HEADER > self._max_bytes:
                raise FrameError("garbled", f"a frame of {end - _HEADER} bytes is announced")
            if len(self._received) < end:
                return
            body = bytes(self._received[_HEADER:end])
            del self._received[:end]
            yield _decode(body, surrogates=self._surrogates)


def _decode(body: bytes, *, surrogates: bool) -> Frame:
    if sum(map(body.count, (b"[", b"{", b","))) > MAX_VALUES:
        raise FrameError("garbled", f"more than {MAX_VALUES} values")
    try:
        frame = _DECODER.decode(body.decode(errors="surrogatepass" if surrogates else "strict"))
        if not surrogates and b"\\u" in body:  # may be half a surrogate pair
            _ENCODER.encode(frame).encode()
    except (ValueError, RecursionError, MemoryError) as error:
        raise FrameError("garbled", f"not JSON: {type(error).__name__}") from error
    if not isinstance(frame, dict) or not _shallow(frame):
        raise FrameError("garbled", "not an object, or too deep")
    return frame


def _shallow(frame: object) -> bool:
    level = [frame]
    for _depth in range(MAX_DEPTH):
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


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_DECODER = json.JSONDecoder(parse_constant=_refuse)
