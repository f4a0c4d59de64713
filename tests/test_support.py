"""The modules that tests share are listed where people look for them."""

import re

from tests.support.paths import ROOT


def test_readme_lists_every_module_that_tests_share() -> None:
    folder = ROOT / "tests" / "support"
    listed = re.findall(
        r"^\| `(\w+)` \| \S", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(listed) == sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
