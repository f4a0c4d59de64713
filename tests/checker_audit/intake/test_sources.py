"""Submissions are found in folders, archives and at addresses; what cannot be looked into is found, too."""

import os
from collections.abc import Iterable
from pathlib import Path
from struct import pack
from zipfile import ZipFile
from zlib import crc32

import pytest

from checker.errors import ReadError, UsageError
from checker.messages import Message
from checker_audit.intake.sources import ArchiveMember, FoundFile, OtherFile, fetch, find, members

SUFFIXES = frozenset({".docx", ".pdf"})


def listing(path: str) -> Iterable[ArchiveMember] | Message:
    try:
        return tuple(members(path))
    except ReadError as error:
        return error.message


def found(*paths: Path | str) -> list[FoundFile | OtherFile]:
    return list(find(map(str, paths), SUFFIXES, listing))


def names(root: Path, entries: Iterable[FoundFile | OtherFile]) -> list[str]:
    return [entry.path.removeprefix(f"{root}/") for entry in entries]


def archive(path: Path, *parts: tuple[str, bytes]) -> Path:
    with ZipFile(path, "w") as file:
        for name, content in parts:
            file.writestr(name, content)
    return path


def test_a_folder_is_walked_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("乙局/2024.docx", "甲局/b.PDF", "甲局/a.docx", "甲局/说明.txt", "甲局/~$a.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    entries = found(tmp_path)
    submissions = [entry for entry in entries if isinstance(entry, FoundFile)]
    assert names(tmp_path, submissions) == ["乙局/2024.docx", "甲局/a.docx", "甲局/b.PDF"]
    assert {Path(e.path).name for e in entries if isinstance(e, OtherFile)} == {"说明.txt", "~$a.docx"}
    assert all(entry.refused is None for entry in submissions)


def test_the_stamp_changes_with_the_file_and_only_then(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(b"one")
    before = found(tmp_path)
    assert found(tmp_path) == before
    file.write_bytes(b"two, longer")
    assert found(tmp_path) != before


def test_a_file_that_is_named_is_a_submission_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(b"x")
    assert found(tmp_path / "report.txt") == [OtherFile(str(tmp_path / "report.txt"), named=True)]
    assert found(tmp_path) == [OtherFile(str(tmp_path / "report.txt"))]


def test_a_missing_path_is_an_error() -> None:
    with pytest.raises(UsageError, match="no such file"):
        found("nowhere")


def test_archives_are_opened_and_their_members_read(tmp_path: Path) -> None:
    file = archive(tmp_path / "乡镇.zip", ("某镇/2024.docx", b"first"), ("read.me", b"x"))
    entries = found(tmp_path)
    assert names(tmp_path, entries) == ["乡镇.zip!/read.me", "乡镇.zip!/某镇/2024.docx"]
    assert fetch(f"{file}!/某镇/2024.docx") == b"first"


def test_names_written_by_chinese_windows_are_decoded(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(_stored("某局.docx".encode("gb18030"), b"gbk"))
    assert names(tmp_path, found(path)) == ["a.zip!/某局.docx"]
    assert fetch(f"{path}!/某局.docx") == b"gbk"


def _stored(name: bytes, content: bytes) -> bytes:
    """Write an archive of one stored member whose name has no flag for UTF-8."""
    sizes = pack("<III", crc32(content), len(content), len(content))
    local = b"PK\3\4" + pack("<HHHHH", 20, 0, 0, 0, 33) + sizes + pack("<HH", len(name), 0) + name + content
    central = b"PK\1\2" + pack("<HHHHHH", 20, 20, 0, 0, 0, 33) + sizes
    central += pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    return local + central + b"PK\5\6" + pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"no archive at all", "damaged"), (b"PK\5\6" + bytes(18), "is empty")],
)
def test_an_archive_that_cannot_be_listed_is_refused_not_skipped(
    tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    entries = found(tmp_path)
    assert [isinstance(e, FoundFile) and message in str(e.refused) for e in entries] == [True]


def test_damaged_archives_within_archives_and_duplicate_names_are_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        archive(tmp_path / "a.zip", ("in.zip", b"PK"), ("x.docx", b"1"), ("x.docx", b"2"))
    refused = [entry for entry in found(tmp_path) if isinstance(entry, FoundFile) and entry.refused]
    assert [str(entry.refused) for entry in refused] == [
        "the archive is damaged: BadZipFile",
        "the archive contains it more than once",
    ]


def test_archives_in_archives_are_opened_to_a_depth(tmp_path: Path) -> None:
    inner = archive(tmp_path / "c.zip", ("速报!/x.docx", b"deep")).read_bytes()
    middle = archive(tmp_path / "b.zip", ("c.zip", inner)).read_bytes()
    deepest = archive(tmp_path / "a.zip", ("b.zip", middle)).read_bytes()
    (tmp_path / "b.zip").unlink()
    (tmp_path / "c.zip").unlink()
    (entry,) = found(tmp_path)
    assert isinstance(entry, FoundFile)
    assert entry.path.endswith("a.zip!/b.zip!/c.zip!/速报!/x.docx")
    assert fetch(entry.path) == b"deep"
    archive(tmp_path / "a.zip", ("z.zip", deepest))
    (entry,) = found(tmp_path)
    assert isinstance(entry, FoundFile)
    assert str(entry.refused) == "more than 3 archives in one another, which are not opened"


def test_a_folder_may_end_like_the_mark_of_an_archive(tmp_path: Path) -> None:
    (tmp_path / "速报!").mkdir()
    (tmp_path / "速报!" / "x.docx").write_bytes(b"here")
    (entry,) = found(tmp_path)
    assert fetch(entry.path) == b"here"


def test_links_that_lead_out_are_refused_and_links_within_are_followed(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "secret.docx").write_bytes(b"x")
    root = tmp_path / "in"
    root.mkdir()
    (root / "own.docx").write_bytes(b"x")
    (root / "link.docx").symlink_to(root / "own.docx")
    (root / "leak.docx").symlink_to(tmp_path / "out" / "secret.docx")
    (root / "folder").symlink_to(tmp_path / "out")
    refused = {Path(e.path).name: e.refused is not None for e in found(root) if isinstance(e, FoundFile)}
    assert refused == {"folder": True, "leak.docx": True, "link.docx": False, "own.docx": False}


def test_a_folder_that_may_not_be_listed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    scan = os.scandir

    def scandir(path: str) -> object:  # root, who runs the tests elsewhere, may list everything
        if path == str(locked):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    (entry,) = found(tmp_path)
    assert isinstance(entry, FoundFile)
    assert str(entry.refused) == "cannot be listed: Permission denied"


def test_names_that_are_no_utf8_survive(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/\xff.docx"
    with open(raw, "wb") as file:  # noqa: PTH123  # Path takes no bytes
        file.write(b"x")
    (entry,) = found(tmp_path)
    assert fetch(entry.path) == b"x"


def test_addresses_are_listed_and_read_through_fsspec(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.docx").write_bytes(b"far away")
    archive(tmp_path / "a" / "y.zip", ("z.pdf", b"zipped"))
    entries = [entry for entry in found(f"file://{tmp_path}/a") if isinstance(entry, FoundFile)]
    assert [fetch(entry.path) for entry in entries] == [b"far away", b"zipped"]
    assert all(entry.path.startswith("file://") for entry in entries)


def test_an_address_that_cannot_be_reached_is_refused(tmp_path: Path) -> None:
    (entry,) = found(f"file://{tmp_path}/nowhere")
    assert isinstance(entry, FoundFile)
    assert entry.refused is not None
