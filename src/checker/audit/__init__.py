"""Audits: thousands of submissions read in isolation, kept in a store, and compared with one another.

`checker.audit(…)` makes one: this package is what it is called by, too, so that the folder may have the plain name.
"""

import sys
from types import ModuleType
from typing import Any


class _Audit(ModuleType):
    def __call__(self, *paths: str, **options: Any) -> Any:
        """Audit submissions; see `checker.audit.api.audit`."""
        from checker.audit.api import audit  # noqa: PLC0415  # what it needs is not needed to import the package

        return audit(*paths, **options)


sys.modules[__name__].__class__ = _Audit
