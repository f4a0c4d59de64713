"""Waivers: findings that somebody accepted, with a reason, until a day; malformed waivers are reported as findings."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from checker.errors import ConfigError, reason_of
from checker.globs import matches
from checker.judging.causes import correction_of
from checker.judging.checks import Problem
from checker.judging.reports import Finding, Report, Waiver
from checker.judging.rules import Category, Provision, Severity
from checker.lazy_dataclasses import dataclass
from checker.messages import LANGUAGES, Message, Messages
from checker.text import alphanumeric, clean

_ = Messages(__package__)

NAME = "checker-waivers.toml"

_TEXTS = ("rule", "reason", "body", "path", "place", "fingerprint", "approver")
_KEYS = (*_TEXTS, "expires")
_LONGEST = 8 * 1024**2  # bytes of a file
_WHOLE = 100_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What a [[waiver]] says: which finding, of which body or file, and why it is accepted."""

    number: int
    rule: str
    reason: str
    body: str = ""
    path: str = ""
    place: str = ""
    fingerprint: str = ""
    approver: str = ""
    expires: date | None = None

    @property
    def subject(self) -> tuple[str, ...]:
        return self.rule, self.body, self.path, self.place, self.fingerprint

    def expired(self, today: date) -> bool:
        """Return whether the last day is over."""
        return self.expires is not None and self.expires < today


@dataclass(frozen=True, slots=True)
class Waivers:
    """A file of waivers: its entries, and what is wrong with those that are none, by their number."""

    source: str
    folder: Path
    entries: tuple[Entry, ...] = ()
    mistakes: tuple[tuple[int, Message], ...] = ()

    def concerns(self, entry: Entry, report: Report, path: Path) -> bool:
        """Return whether a waiver is about this submission."""
        same = not entry.body or alphanumeric(entry.body) == alphanumeric(report.body)
        return report.failure is None and same and (not entry.path or matches(entry.path, path, self.folder))

    def apply(self, report: Report, path: Path, today: date) -> Report:
        """Mark the findings of a report that are waived today."""
        live = [e for e in self.entries if not e.expired(today) and self.concerns(e, report, path)]
        return marked(report, lambda finding, mark: self._waiver(finding, mark, live))

    def _waiver(self, finding: Finding, mark: str, entries: Sequence[Entry]) -> Waiver | None:
        entry = next((entry for entry in entries if _means(entry, finding, mark)), None)
        if entry is None:
            return None
        return Waiver(entry.reason, f"{self.source} #{entry.number}", entry.approver, entry.expires)

    def report(self, judged: Sequence[tuple[Path, Report]], today: date) -> Report | None:
        """Report the waivers that are malformed, or that are expired or unused for submissions judged here."""
        problems = (*self._malformed(), *self._lapsed(judged, today))
        findings = tuple(self._finding(number, problem) for number, problem in problems)
        language = next((report.language for _path, report in judged), "en")
        return Report(self.source, language=language, findings=findings) if findings else None

    def _malformed(self) -> Iterator[tuple[int, Problem]]:
        for number, mistake in self.mistakes:
            yield number, Problem("waiver-malformed", mistake, (self.source, str(number)))

    def _lapsed(self, judged: Sequence[tuple[Path, Report]], today: date) -> Iterator[tuple[int, Problem]]:
        for entry in self.entries:
            about = [report for path, report in judged if self.concerns(entry, report, path)]
            used = any(
                _means(entry, finding, mark)
                for report in about
                for mark, finding in report.by_fingerprint().items()
            )
            if about and entry.expired(today):
                message = _("the waiver of {rule} expired on {day} and no longer applies", rule=entry.rule,
                         day=str(entry.expires))  # fmt: skip
                advice = (
                    _("correct the document, or have the waiver renewed") if used else _("remove the waiver")
                )
                yield entry.number, Problem("waiver-expired", message, entry.subject, advice=advice)
            elif about and not used and not any(report.unread for report in about):
                message = _("the waiver of {rule} is unused: there is no such finding", rule=entry.rule)
                yield (
                    entry.number,
                    Problem("waiver-unused", message, entry.subject, advice=_("remove the waiver")),
                )

    def _finding(self, number: int, problem: Problem) -> Finding:
        rule = Provision("waivers", Severity.WARNING, Category.FORM, self.source, "")
        return Finding(rule, problem, _("waiver {number}", number=number) if number else _("file of waivers"))


def marked(report: Report, waiver_of: Callable[[Finding, str], Waiver | None]) -> Report:
    """Mark findings with what waives them, by finding and fingerprint; those that are marked stay so.

    Who accepts a finding accepts all that the same correction would solve: what one rule may leave as it is, another
    must not have changed. That a finding is known says nothing of others.
    """
    findings = [
        finding if finding.waiver else replace(finding, waiver=waiver_of(finding, mark))
        for mark, finding in report.by_fingerprint().items()
    ]
    accepted = {
        correction: finding.waiver
        for finding in findings
        if finding.waiver and not finding.waiver.known and (correction := correction_of(finding)) is not None
    }
    shared = (
        finding if finding.waiver else replace(finding, waiver=accepted.get(correction_of(finding) or ()))
        for finding in findings
    )
    return replace(report, findings=tuple(shared))


def read_waivers(file: Path, name: str, folder: Path | None = None) -> Waivers:
    """Read a file of waivers, called `name` in messages; its globs are relative to `folder`, else to its own."""
    base = folder or file.parent
    try:
        tables = _tables(_text(file))
    except OSError as error:
        raise ConfigError(_("cannot read {path}: {reason}", path=name, reason=reason_of(error))) from error
    except (ValueError, RecursionError) as error:
        mistake = _("the file is not TOML with tables [[waiver]]: {reason}", reason=str(error))
        return Waivers(name, base, mistakes=((0, mistake),))
    entries, mistakes = [], []
    for number, table in enumerate(tables, start=1):
        found = tuple(_mistakes(table))
        mistakes += [(number, mistake) for mistake in found]
        if not found:
            entries.append(Entry(number, **table))  # type: ignore[arg-type]  # _mistakes has looked at the types
    return Waivers(name, base, tuple(entries), tuple(mistakes))


def write_waiver(file: Path, entry: Entry) -> None:
    """Add a waiver to a file, which keeps its other content; raise ConfigError where that cannot be."""
    values = {key: getattr(entry, key) for key in _TEXTS}
    lines = [f"{key} = {_quoted(value)}" for key, value in values.items() if value]
    lines += [f"expires = {entry.expires.isoformat()}"] if entry.expires else []
    added = "\n".join(["[[waiver]]", *lines]) + "\n"
    try:
        before = _text(file) if file.exists() else ""
        gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
        _tables(before + gap + added)
        file.write_text(before + gap + added, encoding="utf-8", newline="")
    except OSError as error:
        raise ConfigError(_("cannot write {path}: {reason}", path=file, reason=reason_of(error))) from error
    except ValueError as error:
        raise ConfigError(_("{path} is not TOML: {reason}", path=file, reason=str(error))) from error


def _text(file: Path) -> str:
    if file.stat().st_size > _LONGEST:
        raise ValueError("too long")
    with file.open(encoding="utf-8", newline="") as text:  # line ends stay as they are
        return text.read()


def _quoted(text: str) -> str:
    return json.dumps(
        clean(text, _WHOLE), ensure_ascii=False
    )  # a basic string of TOML, as nothing is left to escape


def _tables(text: str) -> Sequence[Mapping[str, object]]:
    import tomllib  # noqa: PLC0415  # most runs have no waivers

    content = tomllib.loads(text.removeprefix("\ufeff"))  # some editors begin a file with it
    tables = content.get("waiver", [])
    if set(content) - {"waiver"} or not isinstance(tables, list):
        raise ValueError("it may contain only [[waiver]]")
    if not all(isinstance(table, Mapping) for table in tables):
        raise ValueError("waiver is not a list of tables")
    return tables


def _mistakes(table: Mapping[str, object]) -> Iterator[Message]:
    unknown = [key for key in table if key not in _KEYS]
    if unknown:
        yield _("unknown keys: {keys}; known are {known}", keys=tuple(unknown), known=_KEYS)
    yield from (_("no {key} is given", key=key) for key in ("rule", "reason") if not table.get(key))
    for one, other in (("body", "path"), ("place", "fingerprint")):
        if not table.get(one) and not table.get(other):
            yield _("neither {one} nor {other} is given", one=one, other=other)
    yield from (
        _("{key} should be a text that is not empty", key=key)
        for key in _TEXTS
        if key in table and not (isinstance(table[key], str) and str(table[key]).strip())
    )
    day = table.get("expires")
    if day is not None and (not isinstance(day, date) or isinstance(day, datetime)):
        yield _("expires should be a day, such as 2026-03-31, without quotes")


def _means(entry: Entry, finding: Finding, mark: str) -> bool:
    return (
        entry.rule == finding.rule.id
        and (not entry.fingerprint or entry.fingerprint == mark)
        and (not entry.place or any(_leads(entry.place, finding.place.render(lang)) for lang in LANGUAGES))
    )


def _leads(start: str, place: str) -> bool:
    """Return whether a place begins with the same parts: its page may change."""
    wanted, parts = (tuple(map(alphanumeric, words.split("›"))) for words in (start, place))
    return parts[: len(wanted)] == wanted
