"""Frames: what is sent arrives, however it is cut; what is no frame is refused, whatever it is."""

import json
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.guard.frames import MAX_DEPTH, MAX_VALUES, Decoder, FrameError, encode

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(texts, parts, max_size=4),
    max_leaves=10,
)
frames = st.lists(st.dictionaries(texts, values, max_size=4), max_size=5)


def led(body: bytes) -> bytes:
    return len(body).to_bytes(4) + body


def received(*pieces: bytes, max_bytes: int = 1000) -> list[object]:
    decoder = Decoder(max_bytes)
    return [frame for piece in pieces for frame in decoder.feed(piece)]


@given(frames, st.data())
def test_a_stream_cut_anywhere_gives_the_same_frames(
    sent: list[dict[str, object]], data: st.DataObject
) -> None:
    stream = b"".join(map(encode, sent))
    cuts = data.draw(st.lists(st.integers(0, len(stream)), max_size=10))
    pieces = [stream[start:end] for start, end in pairwise([0, *sorted(cuts), len(stream)])]
    decoder = Decoder()
    assert [frame for piece in pieces for frame in decoder.feed(piece)] == sent
    assert not decoder.pending


@given(st.lists(st.binary(max_size=50) | st.binary(max_size=50).map(led), max_size=5))
def test_bytes_that_are_no_frames_raise_nothing_but_frame_errors(pieces: list[bytes]) -> None:
    with suppress(FrameError):
        received(*pieces)


@given(st.tuples(texts, st.characters(categories=["Cs"]), texts).map("".join))
def test_text_with_half_a_surrogate_pair_is_refused_on_both_sides(text: str) -> None:
    with pytest.raises(FrameError):
        encode({"text": text})
    with pytest.raises(FrameError):
        received(led(json.dumps({"text": text}).encode()), max_bytes=10**6)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"{} {}",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": "\\ud800"}',
        b'{"a": "\xff"}',
        b'{"a": ' + b"1" * 5000 + b"}",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"a":' + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH + b"}",
        b'{"a":[' + b"0," * MAX_VALUES + b"0]}",
        b"\x80\x04\x95.",
    ],
    ids=range(15),
)
def test_what_is_not_a_small_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(FrameError) as caught:
        received(led(body), max_bytes=10**7)
    assert caught.value.code == "garbled"


def test_a_frame_that_is_announced_too_long_is_refused_before_it_arrives() -> None:
    with pytest.raises(FrameError):
        received((1001).to_bytes(4))


@pytest.mark.parametrize(
    "frame",
    [{"a": object()}, {"a": b"bytes"}, {"a": {1, 2}}, {"a": float("nan")}, {"a": "\ud800"}],
    ids=range(5),
)
def test_what_is_not_json_cannot_be_sent(frame: dict[str, object]) -> None:
    with pytest.raises(FrameError) as caught:
        encode(frame)
    assert caught.value.code == "garbled"


def test_what_contains_itself_cannot_be_sent() -> None:
    frame: dict[str, object] = {}
    frame["self"] = frame
    with pytest.raises(FrameError):
        encode(frame)


def test_a_frame_over_the_cap_cannot_be_sent() -> None:
    assert received(encode({"a": "x" * 992}, max_bytes=1000)) == [{"a": "x" * 992}]
    with pytest.raises(FrameError) as caught:
        encode({"a": "x" * 993}, max_bytes=1000)
    assert caught.value.code == "too-large"
