"""Letters of an audit: one Word file for each body that has to be told something."""

from dataclasses import dataclass
from pathlib import Path

from checker import AuditResults, Messages, Style, UsageError
from checker_reporters.audit.atomic_files import written
from checker_reporters.audit.letter import letter
from checker_reporters.audit.letter_docx import paper, write_letter
from checker_reporters.audit.names import Names
from checker_reporters.wording import Voice

_ = Messages(__package__)

TEMPLATE = "letter-template.docx"


@dataclass(frozen=True, slots=True)
class LettersReporter:
    """Write `letters/<body>.docx`, on the paper of `letter-template.docx` where the folder has that."""

    name: str = "letters"

    def write_audit(self, results: AuditResults, folder: Path, style: Style) -> None:
        """Write the letters; those of an earlier audit that are not written again are removed."""
        said = Voice(style.language or results.pack.language)
        letters, names, current = folder / self.name, Names(), set()
        sheet = _sheet(folder / TEMPLATE, said.language)
        letters.mkdir(exist_ok=True)
        for dossier in results.body_reports():
            path = letters / f"{names.free(dossier.body.name)}.docx"
            if lines := letter(dossier, results, style, said):
                written(path, write_letter(lines, sheet))
                current.add(path.name)
        for old in letters.glob("*.docx"):
            if old.name not in current:
                old.unlink()


def _sheet(template: Path, language: str) -> bytes:
    sheet = paper(template.read_bytes() if template.exists() else None, language)
    if sheet is None:
        raise UsageError(_("{path} is no Word file to write letters on", path=template))
    return sheet


REPORTER = LettersReporter()
