"""The report as JUnit XML, in the dialect that GitLab, Jenkins and Azure share."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from checker import Messages, Outcome, Report, Style, dataclass
from checker_reporters.entries import ReportEntry, entries
from checker_reporters.log_commands import break_commands
from checker_reporters.wording import ReportWording, wording_for

_ = Messages(__package__)

LIMIT = 30_000_000  # bytes; GitLab ignores longer files


@dataclass(frozen=True, slots=True)
class JunitReporter:
    """Write each document as a suite: findings at or above the threshold are failures, failures to read are errors.

    Other findings, rules not judged because of another finding and rules that do not apply are skipped tests with
    the reason. Times are zero, so that the same reports give the same bytes.
    """

    name: str = "junit"
    limit: int = LIMIT

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield the document; suites that would make it too long are left out and reported as an error."""
        suites: list[_Suite] = []
        length = 0
        for number, report in enumerate(reports):
            suite = _suite(wording_for([report], style).render(report.path), _cases(report, style))
            length += len(suite.text.encode())
            if length > self.limit:
                suites.append(_cut_short(len(reports) - number, wording_for(reports, style)))
                break
            suites.append(suite)
        kinds = sum((suite.kinds for suite in suites), Counter[str]())
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="checker" {_counts(kinds)}>\n'
        yield from (suite.text for suite in suites)
        yield "</testsuites>\n"


@dataclass(frozen=True, slots=True)
class _Case:
    """A test; `kind` is failure, error, skipped, or "" if it passed."""

    name: str
    kind: str = ""
    type: str = ""
    lines: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class _Suite:
    text: str
    kinds: Counter[str]


def _cases(report: Report, style: Style) -> Iterator[_Case]:
    wording = wording_for([report], style)
    failing = set(map(id, report.failing(style.threshold)))
    for entry in entries(report):
        name = " ".join(filter(None, (wording.render(entry.name), wording.place(entry))))
        failed = id(entry.finding) in failing and not entry.waived
        yield _Case(name, _kind(entry, failed=failed), wording.render(entry.code), wording.lines(entry))
    for assessment in report.assessments:
        if assessment.outcome is Outcome.NOT_APPLICABLE:
            reason = wording.render(assessment.reason or _("no reason given"))
            yield _Case(wording.render(assessment.rule.id), "skipped", assessment.outcome, (reason,))
    if not report.findings and not report.unread:
        yield _Case(wording.render(_("no finding")))


def _kind(entry: ReportEntry, *, failed: bool) -> str:
    if entry.unread:
        return "error"
    return "failure" if failed else "skipped"


def _cut_short(left_out: int, wording: ReportWording) -> _Suite:
    reason = wording.render(_("the report would be too long: {count} documents are left out", count=left_out))
    return _suite("checker", [_Case("checker", "error", "too-long", (reason,))])


def _suite(path: str, cases: Iterable[_Case]) -> _Suite:
    named = list(_unique(cases))
    kinds = Counter(case.kind for _name, case in named)
    file = escape(path)
    head = f'<testsuite name="{file}" {_counts(kinds)} skipped="{kinds["skipped"]}" file="{file}">'
    tests = "".join(_test(file, name, case) for name, case in named)
    return _Suite(break_commands(f"  {head}\n{tests}  </testsuite>\n", "&#{};"), kinds)


def _unique(cases: Iterable[_Case]) -> Iterator[tuple[str, _Case]]:
    """Pair the tests with unique names: of tests with equal names, GitLab keeps only one."""
    seen: set[str] = set()
    for case in cases:
        name, count = case.name, 1
        while name in seen:
            count += 1
            name = f"{case.name} ({count})"
        seen.add(name)
        yield name, case


def _counts(kinds: Counter[str]) -> str:
    return f'tests="{kinds.total()}" failures="{kinds["failure"]}" errors="{kinds["error"]}" time="0.000"'


def _test(file: str, name: str, case: _Case) -> str:
    head = f'    <testcase classname="{file}" name="{escape(name)}" time="0.000"'
    if not case.kind:
        return f"{head}/>\n"
    message, text = escape(case.lines[0]), escape("\n".join(case.lines))
    body = f'<{case.kind} type="{escape(case.type)}" message="{message}">{text}</{case.kind}>'
    return f"{head}>\n      {body}\n    </testcase>\n"
