"""Entry points are those that importlib.metadata finds."""

import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from checker.entry_points import entry_points
from tests.support.plugin_sites import write_metadata

Entries = set[tuple[str, str, str, str]]


def ours(group: str) -> Entries:
    return {(entry.name, entry.value, entry.distribution, entry.version) for entry in entry_points(group)}


def standard(group: str) -> Entries:
    return {
        (entry.name, entry.value, entry.dist.name, entry.dist.version)
        for entry in metadata.entry_points(group=group)
        if entry.dist is not None
    }


@pytest.mark.parametrize("group", ["checker", "console_scripts", "pytest11"])
def test_installed_entry_points_are_found(group: str) -> None:
    assert ours(group) == standard(group) != set()


def test_first_distribution_on_the_path_hides_others_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("behind", "before"):
        write_metadata(tmp_path / folder, "a-plugin", {"a": f"plugin_{folder}"})
        monkeypatch.syspath_prepend(str(tmp_path / folder))
    (tmp_path / "behind" / "a_plugin-1.0.dist-info").rename(tmp_path / "behind" / "a_plugin.egg-info")
    assert ("a", "plugin_before", "a-plugin", "1.0") in ours("checker")
    assert ours("checker") == standard("checker")


def test_path_of_an_archive_is_read_by_the_standard_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    with zipfile.ZipFile(tmp_path / "site.zip", "w") as archive:
        archive.writestr("zipped-2.0.dist-info/METADATA", "Name: zipped\nVersion: 2.0\n")
        archive.writestr("zipped-2.0.dist-info/entry_points.txt", "[checker]\nzipped = zipped\n")
    monkeypatch.syspath_prepend(str(tmp_path / "site.zip"))
    assert ("zipped", "zipped", "zipped", "2.0") in ours("checker")


def test_object_of_an_entry_is_imported() -> None:
    [entry] = [entry for entry in entry_points("checker") if entry.name == "formats"]
    assert getattr(entry.load(), "__name__", "") == "checker_formats"
