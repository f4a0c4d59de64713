"""What a SARIF log says of its rules: what they demand, and the clause that each of them rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from checker import Provision, Report, Severity, __version__, clean
from checker_reporters.entries import entries
from checker_reporters.wording import Voice

Json = dict[str, object]

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_DESCRIPTION = 1024  # characters; GitHub takes no longer ones
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


class Dialect(StrEnum):
    """Who is to read the log."""

    STRICT = "strict"
    GITHUB = "github"


def text(words: str, dialect: Dialect) -> Json:
    """Write a message that is never empty, in which nothing is a link or a place to be filled."""
    # GitHub fills no places, and shows doubled braces as they are
    literal = words if dialect is Dialect.GITHUB else words.replace("{", "{{").replace("}", "}}")
    return {"text": literal.replace("](", "]\\(") or "—"}


@dataclass(frozen=True)
class Rules:
    """The rules of all packs that judged, in the order in which they are first met.

    Two packs may use one id. The standard tells such rules apart by their index; to GitHub the id is the rule, and
    the first one describes it.
    """

    reports: Sequence[Report]
    said: Voice
    dialect: Dialect

    def reference(self, report: Report, rule: Provision) -> Json:
        """Refer to a rule from a result."""
        return {"ruleId": self.said.say(rule.id), "ruleIndex": self._indices[self._key(report, rule)]}

    def notice(self, code: str) -> Json:
        """Refer to a kind of notification."""
        return {"id": self.said.say(code), "index": self._notices[code]}

    @property
    def language(self) -> str:
        """Name the language of the log as programs do."""
        return _LANGUAGES.get(self.said.language, self.said.language)

    def driver(self) -> Json:
        """Describe the tool and its rules."""
        driver: Json = {
            "name": "checker",
            "version": __version__,
            "semanticVersion": __version__,
            "language": self.language,
            "rules": [self._rule(pack, rule) for pack, rule in self._known.values()],
        }
        if self._notices:
            driver["notifications"] = [{"id": self.said.say(code)} for code in self._notices]
        if self._clauses:
            driver["supportedTaxonomies"] = [
                {"name": self._name(pack), "index": index} for index, pack in enumerate(self._clauses)
            ]
        return driver

    def taxonomies(self) -> list[Json]:
        """List the regulations: a pack each, with the clauses that its rules rest on."""
        return [
            {
                "name": self._name(pack),
                "language": self.language,
                "taxa": [{"id": self.said.say(clause)} for clause in clauses],
            }
            for pack, clauses in self._clauses.items()
        ]

    def _rule(self, pack: str, rule: Provision) -> Json:
        requirement = self._text(rule.requirement or rule.id)
        basis = [f"{label}{self.said.colon}{words}" for label, words in self.said.basis(rule)]
        clauses = list(self._clauses)
        return {
            "id": self.said.say(rule.id),
            "name": "".join(part.capitalize() for part in self.said.say(rule.id).split("-")) or "—",
            "shortDescription": requirement,
            "fullDescription": self._text(" ".join(filter(None, (rule.requirement, rule.clause))) or rule.id),
            "help": text("\n".join(basis), self.dialect),
            "defaultConfiguration": {"level": LEVELS[rule.severity]},
            "relationships": [
                {
                    "target": {
                        "id": self.said.say(rule.clause),
                        "index": self._clauses[pack].index(rule.clause),
                        "toolComponent": {"name": self._name(pack), "index": clauses.index(pack)},
                    },
                    "kinds": ["relevant"],
                }
            ],
            "properties": {
                "tags": [rule.category.value],
                "precision": "high",
                "problem.severity": _PROBLEMS[rule.severity],
            },
        }

    def _text(self, words: str) -> Json:
        return text(clean(words, _DESCRIPTION), self.dialect)

    def _name(self, pack: str) -> str:
        return self.said.say(pack) or "checker"

    def _key(self, report: Report, rule: Provision) -> tuple[str, str]:
        return report.pack if self.dialect is Dialect.STRICT else "", rule.id

    @cached_property
    def _known(self) -> dict[tuple[str, str], tuple[str, Provision]]:
        """Map what tells rules apart to (pack, rule)."""
        known: dict[tuple[str, str], tuple[str, Provision]] = {}
        for report in self.reports:
            for rule in _asked(report):
                known.setdefault(self._key(report, rule), (report.pack, rule))
        return known

    @cached_property
    def _indices(self) -> dict[tuple[str, str], int]:
        return {key: index for index, key in enumerate(self._known)}

    @cached_property
    def _notices(self) -> dict[str, int]:
        codes = (code for report in self.reports for code in _noticed(report))
        return {code: index for index, code in enumerate(dict.fromkeys(codes))}

    @cached_property
    def _clauses(self) -> dict[str, list[str]]:
        """List the clauses of each pack, each clause once."""
        clauses: dict[str, dict[str, None]] = {}
        for pack, rule in self._known.values():
            clauses.setdefault(pack, {})[rule.clause] = None
        return {pack: list(listed) for pack, listed in clauses.items()}


def _asked(report: Report) -> Iterator[Provision]:
    yield from (assessment.rule for assessment in report.assessments)
    yield from (finding.rule for finding in report.findings)


def _noticed(report: Report) -> Iterator[str]:
    yield from (entry.code for entry in entries(report) if entry.unread)
    yield from (note.code for note in report.notes)
