"""The files that a pack is made of: its own, and those that it extends."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from checker.errors import PackError, PackMistake
from checker.lazy_dataclasses import dataclass
from checker.packs.files import SUFFIXES, pack_id
from checker.packs.yaml_file import LARGEST, Node, entries_of, read_yaml, suggestion, text_of
from checker.regexes import regex

_KEYS = (
    "title",
    "language",
    "basis",
    "years",
    "period",
    "extends",
    "titles",
    "sections",
    "outdated_sections",
    "numbered",
    "dated",
    "ends",
    "not_for",
    "only_for",
    "body",
    "numbers",
    "tables",
    "template",
    "statistics",
    "patterns",
    "rules",
    "audit",
    "endings",
    "names",
)
_ID = regex(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_LONGEST = 8


@dataclass(frozen=True)
class Lineage:
    """A pack file and all that it extends, nearest first; not `whole` where one of them cannot be had."""

    roots: tuple[Node, ...]
    digest: str
    whole: bool
    mistakes: tuple[PackMistake, ...]

    def nearest(self, key: str) -> Node | None:
        """Return the value of the nearest file that gives one."""
        return next((node for root in self.roots if (node := root.at(key)) is not None), None)


def read_lineage(path: Path, packs: Mapping[str, Path]) -> Lineage:
    """Read a pack file and, up to the first that cannot be had, all that it extends."""
    roots: list[Node] = []
    contents: list[bytes] = []
    passed: list[Path] = []
    mistakes: list[PackMistake] = []
    following: Path | None = path
    whole = False
    while following is not None:
        try:
            contents.append(_read(following))
            root, duplicates = read_yaml(contents[-1], str(following))
        except PackError as error:
            mistakes += error.mistakes
            break
        mistakes += duplicates
        entries_of(root, mistakes, _KEYS)
        if not isinstance(root.value, Mapping):
            break
        roots.append(root)
        passed.append(following)
        parent = root.at("extends")
        whole = parent is None
        following = None if parent is None else _parent(parent, passed, packs, mistakes)
    return Lineage(tuple(roots), sha256(b"\0".join(contents)).hexdigest(), whole, tuple(mistakes))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
        raise PackError([PackMistake(str(path), 1, 1, "", reason)]) from error


def _parent(
    node: Node, passed: Sequence[Path], packs: Mapping[str, Path], mistakes: list[PackMistake]
) -> Path | None:
    """Find the file that a pack extends: that of an id, or a relative path."""
    name = text_of(node, mistakes)
    found = (
        _at_path(node, name, passed, mistakes)
        if name.endswith(SUFFIXES)
        else _of_id(node, name, passed, packs, mistakes)
    )
    if found is None:
        return None
    before = [path.resolve() for path in passed]
    if found.resolve() in before:
        circle = (*passed[before.index(found.resolve()) :], found)
        mistakes.append(node.mistake(f"a pack extends itself: {' → '.join(map(pack_id, circle))}"))
        return None
    if len(passed) > _LONGEST:
        mistakes.append(node.mistake(f"more than {_LONGEST} packs extend one another"))
        return None
    return found


def _of_id(
    node: Node, name: str, passed: Sequence[Path], packs: Mapping[str, Path], mistakes: list[PackMistake]
) -> Path | None:
    """Find the file of an id: a registered pack, else one beside the file that extends it."""
    beside = passed[-1].absolute().parent.parent / f"{name}.yaml"
    found = packs.get(name, beside if _ID.fullmatch(name) and beside.is_file() else None)
    if found is None and name:
        mistakes.append(node.mistake(f"unknown pack “{name}”{suggestion(name, list(packs))}"))
    return found


def _at_path(node: Node, name: str, passed: Sequence[Path], mistakes: list[PackMistake]) -> Path | None:
    """Find a file by its path relative to the one that extends it.

    It lies in the folder of the first file, or in one beside that: a pack that is only tried reads nothing else.
    """
    path = passed[-1].absolute().parent / name
    root = passed[0].absolute().parent.parent
    if Path(name).is_absolute() or not path.resolve().is_relative_to(root.resolve()):
        mistakes.append(node.mistake(f"“{name}” is not in {root}, the folder that holds the pack's own"))
        return None
    if not path.is_file():
        mistakes.append(node.mistake(f"there is no file {name} beside this pack"))
        return None
    return path
