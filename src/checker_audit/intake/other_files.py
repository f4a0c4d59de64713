"""Files that no reader reads: a body may have filed them all the same, and then a person must see why they do not count."""

import os
from pathlib import PurePosixPath

from checker import Message, Messages
from checker_audit.intake.sources import FoundFile, OtherFile

_ = Messages(__package__)

CODE = "other-format"
_ARCHIVES = frozenset({".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".iso", ".cab", ".arj", ".lzh"})
_PICTURES = frozenset(
    {".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".webp", ".jfif", ".raw"}
)
_OF_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


def is_of_system(path: str) -> bool:
    """Return whether a file is one that systems and programs leave in folders: nobody filed it."""
    name = PurePosixPath(path).name.lower()
    parts = PurePosixPath(path).parts
    return name.startswith((".", "~$")) or name in _OF_SYSTEMS or "__MACOSX" in parts


def as_filed(one: OtherFile) -> FoundFile:
    """Return the file as a submission that must not be opened, with the reason."""
    return FoundFile(one.path, _size(one.path), _reason(PurePosixPath(one.path).suffix.lower()), CODE)


def _reason(suffix: str) -> Message:
    if suffix in _ARCHIVES:
        return _(
            "an archive of a kind that is not opened ({suffix}): unpack it, or file a .zip", suffix=suffix
        )
    if suffix in _PICTURES:
        return _("a picture ({suffix}): file the document itself", suffix=suffix)
    if not suffix:
        return _("its name does not say what kind of file it is")
    return _("files of this kind are not read: {suffix}", suffix=suffix)


def _size(path: str) -> str:
    """Return a stamp that is never empty, so that the file is not found to have changed."""
    try:
        return f"{CODE}-{os.stat(path).st_size}"  # noqa: PTH116  # names that are not UTF-8 stay unchanged
    except OSError:  # in an archive
        return CODE
