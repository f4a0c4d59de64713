"""Mistakes in options that several checks share."""

from collections.abc import Iterator

from checker import Form, Mistake


def unknown_section(name: str, form: Form, *path: str | int) -> Iterator[Mistake]:
    """Yield the mistake of naming a section that is not prescribed, or one of several with the same title."""
    if form.section(name) is not None:
        return
    several = [one for one in form.section_titles if one.endswith(f" / {name}")]
    problem = (
        f"names several sections; write {' or '.join(several)}" if several else "is not a prescribed section"
    )
    yield Mistake(path or ("section",), f"“{name}” {problem}")
