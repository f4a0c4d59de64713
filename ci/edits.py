"""Try every edit that Checker offers for the documents of folders, alone and all together.

`python ci/edits.py FOLDER...` judges each document again with one fix made: exactly the findings that the fix solves are
gone, and none is new. It counts the findings that no edit solves, by reason. Word files get all certain edits as tracked
changes: the copy reads as the edits say, and has the findings that should be left. With `--office`, LibreOffice accepts
and rejects these changes: rejected, a copy is what LibreOffice makes of the original, formatting included.
"""

import argparse
import io
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from checker import App, Document, Edit, Fixer, Paragraph, Report, edited
from checker.errors import ReadError
from checker.judging.engine import Engine

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WHEN = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
OWN = "tracked-changes"  # the finding that a copy with pending changes has


@dataclass
class Tally:
    """What was counted, and what went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    unsolved: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def expect(self, name: str, path: Path, *, met: bool) -> None:
        """Count what is as it should be, and note what is not."""
        self.counts[name if met else f"{name}: NOT"] += 1
        if not met:
            self.faults.append(f"{path}: {name}: not so")


def try_alone(path: Path, engine: Engine, tally: Tally) -> tuple[Report, Document] | None:
    """Judge a document again with each fix made alone."""
    content = path.read_bytes()
    report = engine.check(path.name, content)
    if report.failure is not None:
        tally.counts["not judged"] += 1
        return None
    document, plain = engine.read(path.name, content), engine
    before = report.by_fingerprint()
    tally.counts["documents"] += 1
    tally.counts["findings"] += len(before)
    for fix in report.fixes:
        after = plain.judge(path.name, edited(document, fix.edits)).by_fingerprint()
        gone, new = set(before) - set(after), set(after) - set(before)
        tally.expect(
            "fixes that solve what they say, and nothing else", path, met=gone == set(fix.solves) and not new
        )
    solved = {one for fix in report.fixes for one in fix.solves}
    certain = {one for fix in report.fixes if fix.certain for one in fix.solves}
    tally.counts["findings with a certain fix"] += len(certain)
    tally.counts["findings with one of several ways"] += len(solved - certain)
    for fingerprint in before.keys() - solved:
        finding = before[fingerprint]
        reason = "an edit was tried and is no solution alone" if finding.problem.edits else "no edit is known"
        tally.unsolved[reason, finding.problem.code] += 1
    return report, document


def copy_of(
    path: Path, judged: tuple[Report, Document], engine: Engine, fixer: Fixer, tally: Tally
) -> "Copy | None":
    """Make all certain edits as tracked changes, and read the copy; return it if something was changed."""
    report, document = judged
    fixes = [fix for fix in report.fixes if fix.certain]
    edits = [edit for fix in fixes for edit in fix.edits]
    if not edits:
        return None
    content = path.read_bytes()
    try:
        copy, refused = fixer.fix(content, edits, WHEN)
    except ReadError as error:
        tally.counts[f"copies refused: {error.code}"] += 1
        return None
    tally.counts["edits made in copies"] += len(edits) - len(refused)
    tally.counts["edits refused in copies"] += len(refused)
    if len(refused) == len(edits):
        return None
    made = tuple(edit for edit in edits if edit not in refused)
    tally.expect("copies that read as the edits say", path,
                 met=texts(engine.read(path.name, copy)) == texts(edited(document, made)))  # fmt: skip
    gone = {one for fix in fixes if not set(fix.edits) & set(refused) for one in fix.solves}
    after = engine.check(path.name, copy)
    tally.expect(
        "copies with the findings that are left", path, met=findings(after) == findings(report) - gone
    )
    return Copy(path, content, copy, made)


def findings(report: Report) -> set[str]:
    """Return the fingerprints of a report's findings, that of pending changes left out."""
    return {mark for mark, one in report.by_fingerprint().items() if one.problem.code != OWN}


def texts(document: Document) -> list[object]:
    """List the texts of paragraphs and cells of the body; a table is the list of its cells' texts."""
    return [
        block.text.split() if isinstance(block, Paragraph) else [cell.text.split() for cell in block.cells]
        for block in document.blocks
        if not isinstance(block, Paragraph) or (block.part == "body" and block.text.strip())
    ]


@dataclass(frozen=True)
class Copy:
    """A Word file, its copy with tracked changes, and the edits that these are."""

    path: Path
    content: bytes
    copy: bytes
    edits: tuple[Edit, ...]


# --- LibreOffice ---

_MACRO = """Sub Changes(list As String)
  Dim loading(0) As New com.sun.star.beans.PropertyValue
  loading(0).Name = "Hidden" : loading(0).Value = True
  Dim saving(0) As New com.sun.star.beans.PropertyValue
  saving(0).Name = "FilterName" : saving(0).Value = "MS Word 2007 XML"
  Dim none()
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  file = FreeFile
  Open list For Input As #file
  Do While Not Eof(file)
    Line Input #file, row
    parts = Split(row, Chr(9))
    document = StarDesktop.loadComponentFromURL(parts(1), "_blank", 0, loading())
    If parts(0) <> "" Then
      dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" & parts(0) & "AllTrackedChanges", "", 0, none())
    End If
    document.storeToURL(parts(2), saving())
    document.close(True)
  Loop
  Close #file
  StarDesktop.terminate()
End Sub
"""
_OFFICE = "http://openoffice.org/2000"
_LINKED = f'xmlns:library="{_OFFICE}/library" xmlns:xlink="http://www.w3.org/1999/xlink"'


def in_office(orders: Iterable[tuple[str, bytes]]) -> list[bytes]:
    """Let LibreOffice load Word files, “Accept” or “Reject” all changes or neither (""), and save them."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        rows, results = [], []
        for number, (action, content) in enumerate(orders):
            source, target = folder / f"{number}.docx", folder / f"{number}-saved.docx"
            source.write_bytes(content)
            rows.append(f"{action}\t{source.as_uri()}\t{target.as_uri()}\n")
            results.append(target)
        jobs, profile = folder / "jobs.tsv", folder / "profile"
        jobs.write_text("".join(rows), encoding="utf-8")
        command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
        _install_macro(profile / "user" / "basic")
        macro = f'macro:///Standard.Module1.Changes("{jobs}")'
        subprocess.run([*command, macro], check=True, capture_output=True, timeout=60 + 5 * len(rows))
        return [result.read_bytes() for result in results]


def _install_macro(basic: Path) -> None:
    """Write a library with the macro into a profile that LibreOffice has made."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    standard = basic / "Standard"
    standard.mkdir(parents=True, exist_ok=True)
    module = etree.Element(f"{{{_OFFICE}/script}}module", nsmap={"script": f"{_OFFICE}/script"})
    module.set(f"{{{_OFFICE}/script}}name", "Module1")
    module.set(f"{{{_OFFICE}/script}}language", "StarBasic")
    module.text = _MACRO
    (standard / "Module1.xba").write_bytes(etree.tostring(module, xml_declaration=True, encoding="UTF-8"))
    own = (
        f'<library:library xmlns:library="{_OFFICE}/library" library:name="Standard" library:readonly="false"'
    )
    (standard / "script.xlb").write_text(
        f'{head}{own}><library:element library:name="Module1"/></library:library>', encoding="utf-8"
    )
    link = '<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/"'
    (basic / "script.xlc").write_text(
        f'{head}<library:libraries {_LINKED}>{link} xlink:type="simple" library:link="false"/></library:libraries>',
        encoding="utf-8",
    )


def compare_in_office(copies: Sequence[Copy], engine: Engine, tally: Tally) -> None:
    """Compare what LibreOffice makes of copies, accepted and rejected, with what it makes of the originals."""
    orders = [
        order for one in copies for order in (("", one.content), ("Accept", one.copy), ("Reject", one.copy))
    ]
    saved = in_office(orders)
    for one, before, accepted, rejected in zip(copies, saved[::3], saved[1::3], saved[2::3], strict=True):
        document = engine.read(one.path.name, one.content)
        expected = texts(edited(document, one.edits))
        tally.expect("copies that read as the edits say once LibreOffice has accepted them", one.path,
                     met=texts(engine.read(one.path.name, accepted)) == expected)  # fmt: skip
        tally.expect("copies that are the original once LibreOffice has rejected them", one.path,
                     met=list(characters(rejected)) == list(characters(before)))  # fmt: skip


def characters(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Iterate over the characters of a Word file, each with the properties of its run; paragraphs end in a line feed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for element in root.iter(f"{WORD}t", f"{WORD}p"):
        if element.tag == f"{WORD}p":
            style = element.find(f"{WORD}pPr/{WORD}pStyle")
            yield "\n", b"" if style is None else etree.tostring(style, method="c14n")
            continue
        properties = next(element.iterancestors(f"{WORD}r")).find(f"{WORD}rPr")
        formatted = b"" if properties is None else etree.tostring(properties, method="c14n")
        yield from ((sign, formatted) for sign in element.text or "")


def main(arguments: Sequence[str]) -> int:
    """Try the edits of all documents; return 1 where something is not as it should be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--office", action="store_true", help="accept and reject the changes in LibreOffice")
    options = parser.parse_args(arguments)
    app, tally, copies = App(), Tally(), []
    engine = app.engine(fixes=True)
    suffixes = {".docx", ".docm", ".pdf", ".html", ".ofd"}
    for path in sorted(
        path for folder in options.folders for path in folder.rglob("*") if path.suffix in suffixes
    ):
        judged, fixer = try_alone(path, engine, tally), app.host.fixer_of(path.suffix)
        if judged is not None and fixer is not None and (copy := copy_of(path, judged, engine, fixer, tally)):
            copies.append(copy)
    if options.office and copies:
        compare_in_office(copies, engine, tally)
    for name, count in tally.counts.items():
        print(f"{count:6}  {name}")
    print(f"{sum(tally.unsolved.values()):6}  findings without a fix:")
    for (reason, code), count in tally.unsolved.most_common():
        print(f"{count:6}    {code}: {reason}")
    print(*tally.faults, sep="\n")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
