"""Where the project's own files are, and the shared samples, which are not part of it."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
PACKS = ROOT / "tests" / "packs"
CLEAN = EXAMPLES / "qingping-2024.docx"
FAULTY = EXAMPLES / "zhongning-sfj-2021.docx"
SHARED = Path(os.environ.get("CHECKER_SHARED") or ROOT.parent / "shared")
