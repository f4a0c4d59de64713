"""The shared samples and corpus, which are not part of the project: beside the checkout, or where CHECKER_SHARED says."""

import os
from pathlib import Path

SHARED = Path(os.environ.get("CHECKER_SHARED") or Path(__file__).resolve().parents[3] / "shared")
