"""Mistakes in options that several checks share."""

from collections.abc import Iterator

from checker import Form, Mistake


def unknown_section(name: str, form: Form) -> Iterator[Mistake]:
    """Yield the mistake of naming a section that is not prescribed."""
    if name not in form.sections:
        yield Mistake(("section",), f"“{name}” is not a prescribed section")
