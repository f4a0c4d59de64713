"""The files of the dashboard, independent of any browser."""

import json
import re
import tracemalloc
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from checker import plugins
from checker.formats import Style
from checker.messages import LANGUAGES, Message, Messages
from checker.text import clean
from checker_reporters.audit.dashboard.chunks import Chunks
from checker_reporters.audit.dashboard.numbered_messages import NumberedMessages
from checker_reporters.audit.dashboard.reporter import DashboardReporter
from checker_reporters.audit.dashboard.words import WORDS
from tests.support.audit_results import example, filled, many

NASTY = "</script><!--&\u2028\u202e\x1b\ud800'\"\\"


def contents(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def chunk(folder: Path, name: str) -> Any:  # whatever the chunk holds
    text = (folder / "dashboard" / "data" / f"{name}.js").read_text(encoding="ascii")
    start = f'checker.chunk("{name}",'
    assert text.startswith(start)
    assert text.endswith(");\n")
    return json.loads(text.removeprefix(start).removesuffix(");\n"))


def filled_in(messages: NumberedMessages, words: Any, language: str) -> str:  # JSON, as the page reads it
    """Fill in a message as the page does."""
    if isinstance(words, list):
        parts = messages.templates[words[0]][language]
        return "".join(
            filled_in(messages, words[part + 1], language) if isinstance(part, int) else part
            for part in parts
        )
    if isinstance(words, dict):
        return ("、" if language == "zh" else ", ").join(
            filled_in(messages, part, language) for part in words["all"]
        )
    return str(words)


def test_the_reporter_is_provided() -> None:
    assert "dashboard" in plugins.load().audit_reporters


def test_files_that_are_no_filing_stand_on_the_page_of_their_body(tmp_path: Path) -> None:
    DashboardReporter().write_audit(example(), tmp_path, Style())
    (page,) = (one for one in chunk(tmp_path, "bodies-0000") if "elsewhere" in one)
    (file,) = page["elsewhere"]
    assert file["path"] == "2024/通知.docx"
    assert file["reason"]
    assert page["arrival"] == "missing"


def test_same_audit_is_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        DashboardReporter().write_audit(example(), tmp_path / name, Style())
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


def test_writing_again_removes_the_earlier_audit(tmp_path: Path) -> None:
    DashboardReporter().write_audit(example(), tmp_path, Style())
    fresh = contents(tmp_path)
    DashboardReporter().write_audit(many(120), tmp_path, Style())
    assert "dashboard/data/bodies-0002.js" in contents(tmp_path)
    DashboardReporter().write_audit(example(), tmp_path, Style())
    assert contents(tmp_path) == fresh


def test_chunks_are_ascii_without_markup(tmp_path: Path) -> None:
    Chunks(tmp_path).write("nasty", [NASTY])
    text = (tmp_path / "nasty.js").read_bytes()
    assert text.isascii()
    assert not set(b"<>&") & set(text)
    assert json.loads(text[len('checker.chunk("nasty",') : -3]) == [NASTY]


def test_every_chunk_of_a_hostile_audit_is_plain(tmp_path: Path) -> None:
    DashboardReporter().write_audit(filled(NASTY), tmp_path, Style())
    for name, content in contents(tmp_path / "dashboard" / "data").items():
        assert content.isascii(), name
        assert not set(b"<>&") & set(content), name
        assert b"\\ud800" not in content, name
        assert b"\\u202e" not in content, name


@pytest.mark.parametrize(
    "message",
    [
        Message("“{text}” is not a whole number", (("text", "l6{0}"),), "checker_checks"),
        Message("{b} before {a}", (("a", NASTY), ("b", 12)), "checker_checks"),
        Message("braces {{stay}} {x}", (("x", ("one", Message("two"), "three")),)),
        Messages("checker_checks")("add a part on {topics}", topics=("甲", "乙")),
        Message("nothing to fill"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_of_the_page_read_as_they_are_rendered(message: Message, language: str) -> None:
    messages = NumberedMessages()
    assert filled_in(messages, messages.encode(message), language) == clean(message.render(language), 10_000)


def test_every_word_is_used_and_every_used_word_exists() -> None:
    site = resources.files("checker_reporters.audit.dashboard") / "site"
    scripts = "".join(page.read_text("utf-8") for page in site.iterdir() if page.name.endswith(".js"))
    whole_keys = set(re.findall(r"""\bt\([^()`]*?"([a-z-]+)\"""", scripts))
    key_prefixes = tuple(re.findall(r"\bt\(`([a-z-]+-)\$\{", scripts))
    assert whole_keys - WORDS.keys() == set()
    quoted = set(re.findall(r'"([a-z-]+)"', scripts))
    assert [key for key in WORDS if key not in quoted and not key.startswith(key_prefixes)] == []


def test_the_language_is_that_of_the_pack_unless_another_is_requested(tmp_path: Path) -> None:
    for requested, language in (("", "zh"), ("en", "en")):
        DashboardReporter().write_audit(example(), tmp_path, Style(requested))
        assert chunk(tmp_path, "audit")["language"] == language


def test_every_body_and_every_finding_is_written(tmp_path: Path) -> None:
    results = many(120)
    DashboardReporter().write_audit(results, tmp_path, Style())
    pages = [page for number in range(3) for page in chunk(tmp_path, f"bodies-{number:04}")]
    assert [page["name"] for page in pages] == [clean(body.name) for body in results.bodies]
    found = sum(len(d.findings) + len(d.submissions[0].report.findings) for d in results.body_reports())
    groups = chunk(tmp_path, "findings")["groups"]
    assert sum(len(group["bodies"]) for group in groups) == found
    assert sum(len(page.get("findings", ())) for page in pages) == found


def test_the_verdict_follows_the_threshold(tmp_path: Path) -> None:
    verdicts = []
    for threshold in (Style().threshold, None):
        DashboardReporter().write_audit(example(), tmp_path, replace(Style(), threshold=threshold))
        verdicts.append(chunk(tmp_path, "bodies-0000")[2]["verdict"])
    assert verdicts == ["fails", "conforms"]


def test_an_audit_of_nothing_is_written(tmp_path: Path) -> None:
    DashboardReporter().write_audit(replace(example(), kept=(), not_matched=()), tmp_path, Style())
    assert chunk(tmp_path, "bodies")["name"] == []
    assert chunk(tmp_path, "findings")["groups"] == []


def test_memory_grows_by_less_than_is_written(tmp_path: Path) -> None:
    """A body leaves its row in the tables of the front page, never its own page, in memory."""

    def peak(count: int) -> tuple[int, int]:
        results = many(count)
        tracemalloc.start()
        DashboardReporter().write_audit(results, tmp_path, Style())
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most, sum(map(len, contents(tmp_path).values()))

    peak(60)  # warms what is kept for good
    few, many_more = peak(75), peak(300)
    assert many_more[0] - few[0] < (many_more[1] - few[1]) / 2, (few, many_more)
