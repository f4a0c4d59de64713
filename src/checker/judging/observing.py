"""A check run over a filing: its needs answered, its code contained, what it yields validated."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from checker.containment import ContainedError, contained_items
from checker.documents.document import Location
from checker.forms.filing import Filing
from checker.judging.checks import Check, Need, NotApplicable, NotAssessed, Observation, Problem, Working
from checker.judging.filling import filled, has_places
from checker.judging.needs import EVERYTHING, Nothing, Table, no_period
from checker.lazy_dataclasses import dataclass
from checker.messages import LANGUAGES, Message, Messages

_ = Messages(__package__)

_FIELDS: dict[type, dict[str, Any]] = {
    Problem: {
        "code": str,
        "message": Message,
        "subject": tuple,
        "location": Location | None,
        "within": str,
        "expected": str | Message | None,
        "actual": str | Message | None,
        "advice": Message | None,
        "doubtful": bool,
        "cells": tuple,
        "working": Working | None,
    },
    NotAssessed: {"reason": Message, "unread": bool, "codes": tuple, "cause": str},
    NotApplicable: {"reason": Message, "codes": tuple},
    Location: {
        "block": int,
        "page": int | None,
        "row": int | None,
        "column": int | None,
        "bbox": tuple | None,
    },
}
_ITEMS: dict[str, type] = {"subject": str, "codes": str, "cells": Location}  # of tuples


@dataclass
class Observations:
    """What a check yielded, and what is wrong with the check itself, if anything: then it did not end."""

    seen: list[Observation]
    broken: Message | None = None


def observations(check: Check, filing: Filing, *, dated: bool = True) -> Observations:
    """Run a check; whatever its code does, what it yielded before counts. `dated` checks have patterns to fill."""
    run = Observations([])
    try:
        for seen in contained_items(lambda: observed(check, filing, dated=dated)):
            _accept(seen, check, filing)
            run.seen.append(seen)
    except ContainedError as error:
        run.broken = error.message
    return run


def observed(check: Check, filing: Filing, *, dated: bool = True) -> Iterator[Observation]:
    """Yield what a check sees, with the answers to its needs; its own exceptions come through.

    A check of a table that repeats runs for each time that it is there; one of several tables for each of them.
    """
    if dated and has_places(check):
        if filing.period is None:
            yield no_period(filing)
            return
        check = filled(check, filing.places)
    if parts := check.split(filing.form):
        every = [list(observed(part, filing, dated=False)) for part in parts]
        binds = any(not any(isinstance(one, NotApplicable) for one in found) for found in every)
        for found in every:
            yield from (one for one in found if not (binds and isinstance(one, NotApplicable)))
        return
    needs = tuple(check.needs()) or (EVERYTHING,)
    names = (
        need.name if isinstance(need, Table) else need.table
        for need in needs
        if isinstance(need, Table | Nothing)
    )
    repeated = next((name for name in names if len(filing.occurrences.get(name, ())) > 1), None)
    if repeated is None:
        yield from _observed(check, needs, filing)
        return
    for view in filing.each_occurrence(repeated):
        for seen in _observed(check, needs, view):
            yield _named(seen, view.tables[repeated].caption) if isinstance(seen, Problem) else seen


def _named(problem: Problem, caption: str) -> Problem:
    """Say in which of several tables a problem is."""
    return replace(
        problem,
        subject=(*problem.subject[:1], caption, *problem.subject[1:]),
        within=" / ".join(filter(None, (caption, problem.within))),
        target=" / ".join(filter(None, (caption, problem.target))) if problem.target else "",
        cause=(*problem.cause, caption) if problem.cause else (),
    )


def _observed(check: Check, needs: Sequence[Need], filing: Filing) -> Iterator[Observation]:
    missing = next((answer for need in needs if (answer := need.missing(filing)) is not None), None)
    if missing is not None:
        yield missing
        return
    unread = [(need.absence, answer) for need in needs if (answer := need.unread(filing)) is not None]
    yield from (answer for absence, answer in unread if not absence)
    absent = [answer for absence, answer in unread if absence]
    for seen in check.run(filing):
        code = seen.code if isinstance(seen, Problem) else None
        yield next((a for a in absent if code is not None and (not a.codes or code in a.codes)), seen)


def _accept(seen: object, check: Check, filing: Filing) -> None:
    """Raise ContainedError if what a check yielded is not what checks may yield."""
    kind = next((kind for kind in (Problem, NotAssessed, NotApplicable) if isinstance(seen, kind)), None)
    if kind is None:
        yielded = _("yielded {kind}, not Problem, NotAssessed or NotApplicable", kind=type(seen).__name__)
        raise ContainedError(yielded)
    if wrong := _wrong_field(seen, kind):
        text = _("yielded a {kind} with a wrong type: {fields}", kind=kind.__name__, fields=wrong)
        raise ContainedError(text)
    unknown = next((code for code in _codes(seen) if check.codes and code not in check.codes), None)
    if unknown is not None:
        raise ContainedError(_("yielded the code “{code}”, which is not one of its codes", code=unknown))
    cells = seen.cells if isinstance(seen, Problem) else ()
    if any(not 0 <= cell.block < len(filing.document.blocks) for cell in cells):
        raise ContainedError(_("yielded a cell outside the document"))
    _render(value for name in _FIELDS[kind] if isinstance(value := getattr(seen, name), Message))


def _codes(seen: object) -> tuple[str, ...]:
    """List the codes that an observation names."""
    match seen:
        case Problem(code=code):
            return (code,)
        case NotAssessed(codes=codes, cause=cause) if cause:
            return (*codes, cause)
        case NotAssessed(codes=codes) | NotApplicable(codes=codes):
            return codes
        case _:
            return ()


def _render(messages: Iterable[Message]) -> None:
    try:
        for message in messages:
            for language in LANGUAGES:
                message.render(language)
    except Exception as error:  # the text is the plugin's, and so are the values that fill it
        raise ContainedError(
            _("yielded a message that cannot be written: {error}", error=repr(error))
        ) from error


def _wrong_field(seen: object, kind: type) -> str:
    """Return the first field of a wrong type, with that type; "" if there is none."""
    for name, wanted in _FIELDS[kind].items():
        value = getattr(seen, name)
        if not isinstance(value, wanted):
            return f"{name}: {type(value).__name__}"
        for item in value if name in _ITEMS else ():
            if not isinstance(item, _ITEMS[name]):
                return f"{name}: {type(item).__name__}"
        locations = value if name == "cells" else (value,) if isinstance(value, Location) else ()
        inner = next((wrong for at in locations if (wrong := _wrong_field(at, Location))), "")
        if inner:
            return f"{name}.{inner}"
    return ""
