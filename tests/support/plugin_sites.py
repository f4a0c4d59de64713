"""Plugins installed for one test: a folder of `sys.path` with metadata, as an installer leaves it."""

import shutil
import tomllib
from pathlib import Path


def install(site: Path, project: Path) -> None:
    """Install a project into a folder of `sys.path`: its metadata, and its packages where they lie beside it."""
    about = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))
    groups = about["project"]["entry-points"]
    write_metadata(site, about["project"]["name"], groups["checker"])
    for package in about["tool"]["setuptools"].get("packages", []):
        if isinstance(package, str) and (project / package).is_dir():
            shutil.copytree(project / package, site / package, ignore=shutil.ignore_patterns("__pycache__"))


def write_metadata(site: Path, name: str, plugins: dict[str, str]) -> None:
    folder = site / f"{name.replace('-', '_')}-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    entries = "".join(f"{plugin} = {module}\n" for plugin, module in plugins.items())
    (folder / "entry_points.txt").write_text(f"[checker]\n{entries}", encoding="utf-8")
