"""Any text of a document arrives as text in every format: each is read back as its readers do, and compared."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt

from checker.formats import Reporter, Style
from checker.judging.checks import Side, Working
from checker.judging.reports import Assessment, Failure, Outcome, Report, Waiver
from checker.messages import Message
from checker.text import clean
from checker_reporters.log_commands import break_commands
from tests.checker_reporters.conftest import excerpts
from tests.support.engine import app

REPORTERS = app().host.reporters
TEXTS = (
    "\x1b[31m\u202e\ud800\x00\r\n::error::<script>{0.__class__}%n\u2028",
    '=HYPERLINK("http://a.b","c")',
    "]]><x/><![CDATA[",
    "{0} {{1}} [a](http://b.c) [a\\](1)",
    "##[error]a%0A::set-output name=b::c",
    "##vso[task.setvariable variable=a]b ::error::c",
    "::add-mask::##teamcity[buildStatus text='a'] ###[group]##[##vso[a",
    'a","b;=1',
    "| a | `b` <img src=x onerror=c> @d #1 &lt; \\",
    "\ufffe\uffff\u0085\u200b\ufeff\x7f\x9f",
    "",
)


def fill(report: Report, text: str) -> Report:
    """Put a text wherever a document, a file name or a plugin may put one."""
    message = Message("{text}", (("text", text),))
    finding = report.findings[0]
    problem = replace(
        finding.problem,
        message=message,
        subject=(text,),
        within=text,
        expected=text,
        actual=message,
        advice=message,
        working=Working(text, Side(text, text, text), "≠", Side(f"{text} + 1", "1")),
    )
    return replace(
        report,
        path=text,
        format=text,
        title=text,
        body=text,
        failure=Failure("unreadable", message),
        findings=(replace(finding, problem=problem, place=message), *report.findings[1:]),
        notes=tuple(replace(note, message=message) for note in report.notes),
        excerpts=excerpts(text),
    )


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings([*value.keys(), *value.values()])
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def in_json(text: str) -> set[str]:
    return set(strings(json.loads(text)))


def in_sarif(text: str) -> set[str]:
    texts = in_json(text)
    assert not any("](" in words for words in texts if words in _messages(text))
    return {words.replace("]\\(", "](").replace("{{", "{").replace("}}", "}") for words in texts} | texts


def _messages(text: str) -> set[str]:
    return set(re.findall(r'"text": "((?:[^"\\]|\\.)*)"', text))


def in_xml(text: str) -> set[str]:
    tree = etree.fromstring(text.encode())
    assert {str(element.tag) for element in tree.iter()} <= {
        "testsuites", "testsuite", "testcase", "failure", "error", "skipped",
    }  # fmt: skip
    return {str(value) for element in tree.iter() for value in element.attrib.values()}


def in_csv(text: str) -> set[str]:
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert {len(row) for row in rows} == {18}
    return {cell.replace("'", "") for row in rows for cell in row}


def in_commands(text: str) -> set[str]:
    texts = set()
    for line in text.splitlines():
        head, words = line.removeprefix("::").split("::", 1)
        listed = head.partition(" ")[2].split(",")
        assert [name.split("=")[0] for name in listed] == ["file", "line", "title"]
        file = listed[0].removeprefix("file=").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
        texts |= {file, *words.replace("%0A", "\n").replace("%25", "%").split("\n")}
    return texts


def in_markdown(text: str) -> set[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    assert not any(token.type in {"html_block", "code_block", "fence"} for token in tokens)
    inline = [part for token in tokens for part in token.children or ()]
    assert {part.type for part in inline} <= {"text", "strong_open", "strong_close", "softbreak", "hardbreak"}
    lines = [token.content for token in tokens if token.type == "inline"]
    assert not any(re.search(r"(?<!\\)[<`]|(?<!\\)://|[@#]\w", line) for line in lines)
    return {part.content.replace("\u200b", "") for part in inline if part.type == "text"}


def in_html(text: str) -> set[str]:
    tree = html.document_fromstring(text)
    elements = list(tree.iter(etree.Element))
    assert not {str(element.tag) for element in elements} & {"script", "img", "x", "iframe", "svg", "form"}
    assert {element.get("href", "#")[0] for element in elements} == {"#"}
    assert not any(name.startswith("on") for element in elements for name in element.attrib)
    return {str(element.text_content()) for element in elements if element.tag != "style"}


READERS: dict[str, Callable[[str], set[str]]] = {
    "csv": in_csv,
    "csv-excel": in_csv,
    "github": in_commands,
    "github-summary": in_markdown,
    "gitlab": in_json,
    "html": in_html,
    "json": in_json,
    "junit": in_xml,
    "markdown": in_markdown,
    "sarif": in_sarif,
    "sarif-complete": in_sarif,
    "sarif-github": in_sarif,
}


# These formats have no character references, so that commands in texts stay visibly broken up.
LOSSY = {"csv", "csv-excel", "github"}


def test_every_reporter_for_programs_is_read_back() -> None:
    assert set(READERS) == set(REPORTERS) - {"concise", "statistics", "text"}


def inert(text: str) -> bool:
    return all(c in "\ufeff\u200b\r\n" or unicodedata.category(c) not in {"Cc", "Cs"} for c in text)


def check_text_arrives(reporter: Reporter, report: Report, text: str) -> None:
    written = "".join(reporter.write([fill(report, text)], Style("zh")))
    written.encode("utf-8")
    assert inert(written)
    assert "\u202e" not in written
    texts = READERS[reporter.name](written)
    expected = clean(text)
    if reporter.name in {"markdown", "github-summary"}:
        expected = expected.strip()
    if reporter.name in LOSSY:
        expected = break_commands(expected)
    if READERS[reporter.name] is in_csv:  # an apostrophe keeps a formula from being one
        expected = expected.replace("'", "")
    assert not expected or any(expected in words for words in texts), (expected, texts)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", READERS)
def test_known_attacks_are_inert(name: str, text: str, faulty: Report) -> None:
    check_text_arrives(REPORTERS[name], faulty, text)


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
@example("##[[##[")
@example("\\")
@example("a\\|b")
def test_any_text_arrives_as_it_was_written(name: str, faulty: Report, text: str) -> None:
    check_text_arrives(REPORTERS[name], faulty, text)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", REPORTERS)
def test_no_text_is_a_command_in_the_log_of_a_build(name: str, text: str, faulty: Report) -> None:
    report = fill(faulty, text)
    rule = replace(report.findings[0].rule, id=text, clause=text, requirement=text)
    waiver = Waiver(text, text, text)
    findings = tuple(replace(finding, rule=rule, waiver=waiver) for finding in report.findings)
    unjudged = Assessment(rule, Outcome.NOT_ASSESSED, Message("{text}", (("text", text),)), unread=True)
    for some in (report, replace(report, failure=None, findings=findings, assessments=(unjudged,))):
        for line in "".join(REPORTERS[name].write([some, some], Style("en"))).splitlines():
            assert not re.search(r"##\w*\[", line)
            own = name == "github" and re.match(r"::(error|warning|notice) (file|title)=", line)
            assert own or not line.strip().startswith("::")


@pytest.mark.parametrize("name", REPORTERS)
def test_same_reports_are_the_same_bytes(name: str, hostile: Report, faulty: Report) -> None:
    one, other = ("".join(REPORTERS[name].write([hostile, faulty], Style("zh"))) for _time in range(2))
    assert one == other
    assert one.endswith("\n")
