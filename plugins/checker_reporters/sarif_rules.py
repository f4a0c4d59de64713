"""The rules of a SARIF log: their requirements, and the clauses that they are based on."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cached_property

from checker import Provision, Report, Severity, __version__, clean, dataclass
from checker_reporters.entries import entries
from checker_reporters.wording import ReportWording

Json = dict[str, object]

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_MAX_DESCRIPTION = 1024  # characters; GitHub takes no more
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


class SarifDialect(StrEnum):
    """The intended reader of the log."""

    STRICT = "strict"
    GITHUB = "github"


def text(words: str, dialect: SarifDialect) -> Json:
    """Write a message that is never empty and contains neither links nor placeholders."""
    # GitHub fills no placeholders, and shows doubled braces as they are
    literal = words if dialect is SarifDialect.GITHUB else words.replace("{", "{{").replace("}", "}}")
    return {"text": literal.replace("](", "]\\(") or "—"}


@dataclass(frozen=True)
class SarifRules:
    """The rules of all packs that were applied, in the order of their first use.

    Two packs may use the same id. The standard distinguishes such rules by their index; GitHub by the id alone, so
    that the first one describes it.
    """

    reports: Sequence[Report]
    wording: ReportWording
    dialect: SarifDialect

    def reference(self, report: Report, rule: Provision) -> Json:
        """Refer to a rule from a result."""
        return {"ruleId": self.wording.render(rule.id), "ruleIndex": self._indices[self._key(report, rule)]}

    def notice(self, code: str) -> Json:
        """Refer to a kind of notification."""
        return {"id": self.wording.render(code), "index": self._notices[code]}

    @property
    def language(self) -> str:
        """Return the language tag of the log."""
        return _LANGUAGES.get(self.wording.language, self.wording.language)

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
            driver["notifications"] = [{"id": self.wording.render(code)} for code in self._notices]
        if self._clauses:
            driver["supportedTaxonomies"] = [
                {"name": self._name(pack), "index": index} for index, pack in enumerate(self._clauses)
            ]
        return driver

    def taxonomies(self) -> list[Json]:
        """List the regulations: one per pack, with the clauses that its rules are based on."""
        return [
            {
                "name": self._name(pack),
                "language": self.language,
                "taxa": [{"id": self.wording.render(clause)} for clause in clauses],
            }
            for pack, clauses in self._clauses.items()
        ]

    def _rule(self, pack: str, rule: Provision) -> Json:
        requirement = self._text(rule.requirement or rule.id)
        name = self._text(self.wording.render(rule.name)) if rule.name is not None else requirement
        basis = [f"{label}{self.wording.colon}{words}" for label, words in self.wording.basis(rule)]
        clauses = list(self._clauses)
        return {
            "id": self.wording.render(rule.id),
            "name": "".join(part.capitalize() for part in self.wording.render(rule.id).split("-")) or "—",
            "shortDescription": name,
            "fullDescription": self._text(" ".join(filter(None, (rule.requirement, rule.clause))) or rule.id),
            "help": text("\n".join(basis), self.dialect),
            "defaultConfiguration": {"level": LEVELS[rule.severity]},
            "relationships": [
                {
                    "target": {
                        "id": self.wording.render(rule.clause),
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
        return text(clean(words, _MAX_DESCRIPTION), self.dialect)

    def _name(self, pack: str) -> str:
        return self.wording.render(pack) or "checker"

    def _key(self, report: Report, rule: Provision) -> tuple[str, str]:
        return report.pack if self.dialect is SarifDialect.STRICT else "", rule.id

    @cached_property
    def _known(self) -> dict[tuple[str, str], tuple[str, Provision]]:
        """Map the key of each rule to (pack, rule)."""
        known: dict[tuple[str, str], tuple[str, Provision]] = {}
        for report in self.reports:
            for rule in _applied(report):
                known.setdefault(self._key(report, rule), (report.pack, rule))
        return known

    @cached_property
    def _indices(self) -> dict[tuple[str, str], int]:
        return {key: index for index, key in enumerate(self._known)}

    @cached_property
    def _notices(self) -> dict[str, int]:
        codes = (code for report in self.reports for code in _codes(report))
        return {code: index for index, code in enumerate(dict.fromkeys(codes))}

    @cached_property
    def _clauses(self) -> dict[str, list[str]]:
        """List the clauses of each pack, each clause once."""
        clauses: dict[str, dict[str, None]] = {}
        for pack, rule in self._known.values():
            clauses.setdefault(pack, {})[rule.clause] = None
        return {pack: list(listed) for pack, listed in clauses.items()}


def _applied(report: Report) -> Iterator[Provision]:
    yield from (assessment.rule for assessment in report.assessments)
    yield from (finding.rule for finding in report.findings)


def _codes(report: Report) -> Iterator[str]:
    yield from (entry.code for entry in entries(report) if entry.unread)
    yield from (note.code for note in report.notes)
