"""Letters of an audit: one Word file for each body that has something to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checker import AuditResults, BodyReport, Messages, Style, UsageError
from checker_reporters.audit.atomic_files import write_atomically
from checker_reporters.audit.file_names import FileNames
from checker_reporters.audit.letter import FIELDS, letter
from checker_reporters.audit.letter_docx import placed_fields, prepare_template, write_letter
from checker_reporters.wording import ReportWording

_ = Messages(__package__)

TEMPLATE = "letter-template.docx"


@dataclass(frozen=True, slots=True)
class LettersReporter:
    """Write `letters/<body>.docx`, based on `letter-template.docx` if the folder has one."""

    name: str = "letters"

    def write_audit(self, results: AuditResults, folder: Path, style: Style) -> None:
        """Write the letters; remove those of an earlier audit that are not written again."""
        wording = ReportWording(style.language or results.pack.language)
        letters, names, current = folder / self.name, FileNames(), set()
        template = _template(folder / TEMPLATE, wording.language)
        placed = placed_fields(template)
        letters.mkdir(exist_ok=True)
        for body_report in results.body_reports():
            path = letters / f"{names.unique(body_report.body.name)}.docx"
            if lines := letter(body_report, results, style, wording, placed):
                write_atomically(path, write_letter(lines, template, _values(body_report, style)))
                current.add(path.name)
        for old in letters.glob("*.docx"):
            if old.name not in current:
                old.unlink()


def _values(body_report: BodyReport, style: Style) -> Mapping[str, str]:
    """Map the fields of templates to their texts."""
    return {**dict.fromkeys(FIELDS, ""), **style.fields, "addressee": body_report.body.name}


def _template(path: Path, language: str) -> bytes:
    template = prepare_template(path.read_bytes() if path.exists() else None, language)
    if template is None:
        raise UsageError(_("{path} is not a Word file and cannot be the template of letters", path=path))
    return template


REPORTER = LettersReporter()
