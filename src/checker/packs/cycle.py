"""The key `period` of packs: how often filings are due."""

from checker.packs.table_specs import Mistakes
from checker.packs.yaml_file import Node, entries_of, suggestion, text_of
from checker.periods import EVERY, LAST_SAFE_DAY, Cycle
from checker.regexes import regex

DATE_ORDERS = ("day-first", "month-first")

_DAY = regex(r"(?:--)?(\d{1,2})-(\d{1,2})")
_OF_CALENDAR_YEARS = {"calendar-year", "none"}  # their years begin with January, or there are none


def read_cycle(node: Node | None, mistakes: Mistakes) -> Cycle:
    """Read `quarter`, or `{every: fiscal-year, begins: 10-01}`; without the key, calendar years."""
    if node is None:
        return Cycle()
    entries = (
        {}
        if node.is_scalar
        else entries_of(node, mistakes, ("every", "begins", "dates"), required=("every",))
    )
    named = node if node.is_scalar else entries.get("every")
    written = text_of(named, mistakes) if named is not None else ""
    every = next((one for one in EVERY if one == written), None)
    if every is None:
        if named is not None and written:
            mistake = f"should be one of {', '.join(EVERY)}{suggestion(written, EVERY)}"
            mistakes.append(named.mistake(mistake))
        return Cycle()
    begins = entries.get("begins")
    if begins is None:
        if every == "fiscal-year":
            mistakes.append(node.mistake("should say when a fiscal year begins, as “begins: 10-01”"))
        return Cycle(every)
    if every in _OF_CALENDAR_YEARS:
        mistakes.append(begins.misplaced(f"periods of “{every}” have no day of their own to begin on"))
        return Cycle(every)
    return Cycle(every, _month_and_day(begins, mistakes))


def read_date_order(node: Node | None, mistakes: Mistakes) -> bool | None:
    """Read whether figures name the day first (`{every: quarter, dates: day-first}`); `None` where nothing says it."""
    order = None if node is None or node.is_scalar else node.at("dates")
    if order is None:
        return None
    if order.text not in DATE_ORDERS:
        mistakes.append(order.mistake(f"should be one of {', '.join(DATE_ORDERS)}"))
        return None
    return order.text == DATE_ORDERS[0]


def _month_and_day(node: Node, mistakes: Mistakes) -> tuple[int, int]:
    found = _DAY.fullmatch(node.text.strip()) if node.is_scalar else None
    month, day = (int(found[1]), int(found[2])) if found else (0, 0)
    if 1 <= month <= 12 and 1 <= day <= LAST_SAFE_DAY:
        return month, day
    mistakes.append(node.mistake(f"should be a month and a day from 1 to {LAST_SAFE_DAY}, as “10-01”"))
    return 1, 1
