"""The application: plugins, the packs that they provide, and the engine."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from checker.documents.document import Document
from checker.documents.submissions import content
from checker.errors import ReadError, UsageError
from checker.judging.engine import Engine
from checker.judging.reports import Failure, Report
from checker.judging.rules import RulePack
from checker.judging.severity_overrides import SeverityOverride, with_overrides
from checker.lazy_dataclasses import dataclass
from checker.messages import Message, Messages
from checker.packs.compiled import read_compiled
from checker.packs.files import pack_files, pack_id
from checker.plugins import Host, load
from checker.regexes import regex
from checker.version import VERSION

_ = Messages(__package__)

_NAME = regex(r"[\w.-]+")


@dataclass
class App:
    """The parts of a checker, each loaded when first used; packs have the severities in `overrides`.

    `readers` maps a suffix that several plugins read to the plugin that is to read it. `own_packs` are pack files,
    and folders of them, beside those that plugins provide.
    """

    disabled: tuple[str, ...] = ()
    overrides: Mapping[str, SeverityOverride] = field(default_factory=dict)
    readers: Mapping[str, str] = field(default_factory=dict)
    own_packs: tuple[Path, ...] = ()

    @cached_property
    def host(self) -> Host:
        return load(self.disabled, self.readers)

    def add_packs(self, paths: tuple[Path, ...]) -> None:
        """Let pack files, and those of folders, be known from now on."""
        self.own_packs = tuple(dict.fromkeys((*self.own_packs, *paths)))
        for loaded in ("pack_files", "packs", "digest"):
            self.__dict__.pop(loaded, None)

    @cached_property
    def pack_files(self) -> Mapping[str, Path]:
        """Map the ids of all packs to their files; raise UsageError where two files have the same id."""
        files = dict(self.host.packs)
        for path in (path for given in self.own_packs for path in pack_files(given)):
            other = files.setdefault(pack_id(path), path)
            if other.resolve() != path.resolve():
                raise UsageError(_("{one} and {other} have the same id: {id}; rename one, or its folder",
                                   one=other, other=path, id=pack_id(path)))  # fmt: skip
        return files

    @cached_property
    def packs(self) -> tuple[RulePack, ...]:
        """Load all packs, older editions first; installed ones that were compiled are not composed again."""
        files, vocabulary = self.pack_files, self.host.vocabulary
        compiled = {name: read_compiled(path, files, vocabulary) for name, path in self.host.packs.items()}
        loaded = [pack for pack in compiled.values() if pack is not None]
        others = {name: path for name, path in files.items() if compiled.get(name) is None}
        if others:
            from checker.packs.loading import load_packs  # noqa: PLC0415  # YAML and its validation take long

            loaded += load_packs(others, vocabulary, files)
        packs = (with_overrides(pack, self.overrides) for pack in loaded)
        return tuple(sorted(packs, key=lambda pack: (pack.family, pack.years.first or 0, pack.id)))

    def pack(self, name: str) -> RulePack:
        """Return the pack with an id, else load the file with that name, or the only one in the folder."""
        found = self.named_packs(name)
        if len(found) > 1:
            ids = tuple(pack.id for pack in found)
            raise UsageError(
                _("{path} holds several packs: {ids}; name one of the files", path=name, ids=ids)
            )
        return found[0]

    def named_packs(self, name: str) -> tuple[RulePack, ...]:
        """Return the pack with an id, else load the file with that name, or all in the folder, older editions first."""
        found = next((pack for pack in self.packs if pack.id == name), None)
        if found is not None:
            return (found,)
        if not os.path.exists(name):  # noqa: PTH110  # it may not be a path at all
            raise unknown(
                _("no pack or file named “{name}”", name=name), name, (pack.id for pack in self.packs)
            )
        from checker.packs.loading import load_pack  # noqa: PLC0415  # see above

        files = {**self.pack_files, **{pack_id(path): path for path in pack_files(Path(name))}}
        loaded = [load_pack(path, self.host.vocabulary, files) for path in pack_files(Path(name))]
        packs = (with_overrides(pack, self.overrides) for pack in loaded)
        return tuple(sorted(packs, key=lambda pack: (pack.family, pack.years.first or 0, pack.id)))

    @cached_property
    def digest(self) -> str:
        """Return a hash of everything that may change a judgement: versions, packs, and required libraries."""
        import platform  # noqa: PLC0415  # audits only

        plugins = {(plugin.name, plugin.distribution, plugin.version) for plugin in self.host.plugins}
        libraries = {
            library for _name, distribution, _version in plugins for library in _required(distribution)
        }
        parts = [
            VERSION,
            platform.python_version(),
            *map(repr, sorted(plugins)),
            *sorted(libraries),
        ]
        return sha256("\0".join([*parts, *(f"{p.id} {p.digest}" for p in self.packs)]).encode()).hexdigest()

    def engine(
        self,
        pack: str | None = None,
        *,
        convert: bool = False,
        ocr: bool = False,
        fixes: bool = False,
        excerpts: bool = False,
        pictures: bool = False,
        readers: Mapping[str, str] | None = None,
        packs: Sequence[RulePack] | None = None,
    ) -> Engine:
        """Build the engine; `pack` replaces the choice by kind and year among `packs`, by default all that are installed.

        A folder of several packs as `pack` replaces `packs`.

        `convert` allows conversions, `ocr` the recognition of scans; `fixes` asks for edits that were tried, `excerpts`
        for what the document says around its findings, `pictures` for how it looks there. `readers` adds to the app's
        own choice.
        """
        host = self.host.choosing({**self.readers, **(readers or {})})
        own = host.converting_reader_of if convert else host.reader_of
        allowed = host.recognising(own) if ocr else own
        known = self.packs if packs is None else packs
        named = self.named_packs(pack) if pack else ()
        if len(named) > 1:
            return Engine(allowed, named, None, host.reader_owners, fixes, excerpts, pictures)
        return Engine(
            allowed, known, named[0] if named else None, host.reader_owners, fixes, excerpts, pictures
        )


def _required(distribution: str) -> Iterator[str]:
    """List the installed requirements of a distribution with their versions."""
    from importlib.metadata import PackageNotFoundError, requires, version  # noqa: PLC0415  # audits only

    for requirement in requires(distribution) or () if distribution else ():
        found = _NAME.match(requirement)
        if found is not None:
            with suppress(PackageNotFoundError):
                yield f"{found.group()}=={version(found.group())}"


def unknown(problem: Message, name: str, known: Iterable[str]) -> UsageError:
    """Return the error for an unknown name, with the most similar known one."""
    from difflib import get_close_matches  # noqa: PLC0415  # a mistake is the exception

    close = get_close_matches(name, tuple(known), n=1, cutoff=0.5)
    if not close:
        return UsageError(problem)
    return UsageError(_("{problem}; did you mean “{close}”?", problem=problem, close=close[0]))


def check(
    path: str | Path,
    *,
    pack: str | None = None,
    previous: str | Path | None = None,
    convert: bool = False,
    ocr: bool = False,
    readers: Mapping[str, str] | None = None,
) -> Report:
    """Judge a file; `previous` is last year's report of the same body.

    `readers` maps suffixes that several plugins read to the plugin that is to read them.
    A file that cannot be read is a report with a `failure`. Raise ReadError if `previous` cannot be read.
    """
    engine = App(readers=readers or {}).engine(pack, convert=convert, ocr=ocr, fixes=True, excerpts=True)
    before = None if previous is None else engine.filing(str(previous), content(Path(previous)))
    try:
        submission = content(Path(path))
    except ReadError as error:
        return Report(str(path), failure=Failure(error.code, error.message))
    return engine.check(str(path), submission, previous=before)


def read(
    path: str | Path, *, convert: bool = False, ocr: bool = False, readers: Mapping[str, str] | None = None
) -> Document:
    """Read a file without judging it; raise ReadError. `readers` is that of `check`."""
    return (
        App(readers=readers or {})
        .engine(convert=convert, ocr=ocr, packs=())
        .read(str(path), content(Path(path)))
    )
