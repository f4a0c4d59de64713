"""Compiled packs are the packs that the YAML gives, or they do not count."""

import pickle
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path

import pytest

from checker.app import App
from checker.judging.rules import RulePack
from checker.language import Language
from checker.packs import compiled
from checker.packs.compiled import SUFFIX, compile_packs, read_compiled
from checker.packs.loading import load_pack
from checker.patterns import Pattern
from tests.support.engine import app

VOCABULARY = app().host.vocabulary
PACKS = Path(__file__).parents[3] / "rules" / "checker_rules"
IDS = [f"{path.parent.name}/{path.stem}" for path in sorted(PACKS.glob("*/*.yaml"))]
YOUNGEST = "foia-annual-report/2016"  # extends another one


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("built") / "packs"
    shutil.copytree(PACKS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    packs = {name: folder / f"{name}.yaml" for name in IDS}
    compile_packs(packs, VOCABULARY)
    return packs


@pytest.fixture
def packs(built: Mapping[str, Path], tmp_path: Path) -> Mapping[str, Path]:
    """Return packs, compiled, that a test may spoil."""
    shutil.copytree(built[YOUNGEST].parent.parent, tmp_path / "packs")
    return {name: tmp_path / "packs" / f"{name}.yaml" for name in IDS}


def parts(value: object) -> Iterator[object]:
    """Iterate over the parts of a value that tell whether another is the same."""
    if isinstance(value, Language):
        changed = (value.notation, value.no_value, value.dates.day_first)
        yield from (value.code, value.spellings, *changed)
    elif isinstance(value, tuple | compiled.Later):
        for part in value:
            yield from parts(part)
    elif isinstance(value, Mapping):
        for item in value.items():
            yield from parts(item)
    elif isinstance(value, Pattern):
        yield from (value.source, type(value.known), *value.known)
    elif hasattr(value, "__dataclass_fields__"):
        yield type(value).__name__.removeprefix("_Compiled")
        for field in fields(value):  # type: ignore[arg-type]  # it has fields
            yield from parts(getattr(value, field.name))
    else:
        yield value


@pytest.mark.parametrize("name", IDS)
def test_compiled_pack_is_the_composed_one(name: str, built: Mapping[str, Path]) -> None:
    pack = read_compiled(built[name], built, VOCABULARY)
    assert pack is not None
    composed = load_pack(built[name], VOCABULARY, built)
    assert list(parts(pack)) == list(parts(composed))
    assert pack.form.relations == composed.form.relations


def test_compiled_pack_can_be_sent_to_another_process(built: Mapping[str, Path]) -> None:
    pack = read_compiled(built[YOUNGEST], built, VOCABULARY)
    assert pack is not None
    sent = pickle.loads(pickle.dumps(pack.rules))  # noqa: S301  # our own
    assert sent == load_pack(built[YOUNGEST], VOCABULARY, built).rules


def stale(packs: Mapping[str, Path], name: str = YOUNGEST) -> bool:
    pack: RulePack | None = read_compiled(packs[name], packs, VOCABULARY)
    return pack is None


def test_untouched_packs_count(packs: Mapping[str, Path]) -> None:
    assert not any(stale(packs, name) for name in packs)


@pytest.mark.parametrize("changed", [YOUNGEST, "foia-annual-report/2008"])
def test_pack_of_other_yaml_does_not_count(changed: str, packs: Mapping[str, Path]) -> None:
    with packs[changed].open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert stale(packs)
    assert not stale(packs, "annual-report/2021")


def test_pack_whose_parent_is_another_file_now_does_not_count(
    packs: Mapping[str, Path], tmp_path: Path
) -> None:
    parent = tmp_path / "2008.yaml"
    shutil.copy(packs["foia-annual-report/2008"], parent)
    assert read_compiled(packs[YOUNGEST], {**packs, "foia-annual-report/2008": parent}, VOCABULARY) is None


def test_pack_of_another_version_does_not_count(
    packs: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "VERSION", "0.0.1")
    assert stale(packs)


@pytest.mark.parametrize("versions", [{}, {**VOCABULARY.versions, "checks": "filing-checker 0.0.1"}])
def test_pack_of_plugins_that_are_not_there_does_not_count(
    versions: Mapping[str, str], packs: Mapping[str, Path]
) -> None:
    assert read_compiled(packs[YOUNGEST], packs, replace(VOCABULARY, versions=versions)) is None


def cut(content: bytes) -> bytes:
    return content[:-100]


def flipped(content: bytes) -> bytes:
    return content.replace(b"error", b"info", 1)


def of_another_class(content: bytes) -> bytes:
    body = content.partition(b"\n")[2].replace(b"checker.periods:Cycle", b"subprocess:Popen")
    return sha256(body).hexdigest().encode() + b"\n" + body


@pytest.mark.parametrize(
    "spoiled", [cut, flipped, of_another_class, lambda _content: b"", lambda _c: b"\xff\n{"]
)
def test_damaged_file_does_not_count(spoiled: object, packs: Mapping[str, Path]) -> None:
    file = packs[YOUNGEST].with_suffix(SUFFIX)
    assert callable(spoiled)
    before = file.read_bytes()
    file.write_bytes(spoiled(before))
    assert file.read_bytes() != before
    assert stale(packs)


def test_source_tree_has_no_compiled_packs() -> None:
    assert not list(PACKS.rglob(f"*{SUFFIX}"))


def test_what_lies_beside_a_pack_of_ones_own_does_not_count(tmp_path: Path) -> None:
    own = tmp_path / "own" / "2021.yaml"
    own.parent.mkdir()
    shutil.copy(PACKS / "annual-report" / "2021.yaml", own)
    compile_packs({"own/2021": own}, VOCABULARY)
    assert read_compiled(own, {"own/2021": own}, VOCABULARY) is not None
    file = own.with_suffix(SUFFIX)
    body = file.read_bytes().partition(b"\n")[2].replace("政府信息公开工作年度报告".encode(), b"Forged")
    file.write_bytes(sha256(body).hexdigest().encode() + b"\n" + body)
    own_packs = App(own_packs=(own.parent,))
    assert "Forged" not in own_packs.pack("own/2021").title
