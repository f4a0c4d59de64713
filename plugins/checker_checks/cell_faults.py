"""What is wrong with a cell that does not hold what it must, in words."""

from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from checker import BoundCell, CellType, Edit, Message, Messages, dataclass, fold, whole

_ = Messages(__package__)

_ALIKE = 0.65  # of a slip and the value that was meant
_SOME_DAY = date(2024, 1, 31)  # shows how a language writes a day


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell: the message, what is expected, what to do, and what would do it."""

    message: Message
    expected: str | Message
    advice: Message
    edits: tuple[Edit, ...] = ()


def fault(bound: BoundCell, *, signed: bool, decimals: bool) -> Fault | None:
    """Return what is wrong with a cell that is filled in; it may be `signed` or have `decimals` whatever its type."""
    if bound.type is None:
        return _not_a_count(bound, signed=signed, decimals=decimals)
    reading = bound.reading
    if reading.kind == "unreadable":
        return _unlisted(bound, bound.type) if bound.type.kind == "choice" else _unreadable(bound, bound.type)
    number = reading.number if bound.type.is_numeric else None
    if number is not None and (
        wrong := _outside(bound, bound.type, number, signed=signed, decimals=decimals)
    ):
        return Fault(wrong, wanted(bound), _("correct the number"))
    if bound.type.pattern is None or bound.type.is_open:
        return None
    if not bound.type.matches(bound.cell.text.strip()):
        return Fault(
            _("“{text}” is not written as prescribed", text=bound.cell.text),
            _("text in the form {pattern}", pattern=bound.type.pattern.source),
            _("write it as prescribed"),
        )
    return None


def _not_a_count(bound: BoundCell, *, signed: bool, decimals: bool) -> Fault | None:
    """Return what is wrong with a cell without a type: it must hold a whole number, 0 or more."""
    language, text = bound.language, bound.cell.text
    value = language.value(text.lstrip(f" \u3000{language.change_signs}") if signed else text)
    if value is not None and (value >= 0 or signed) and (decimals or value == value.to_integral_value()):
        return None
    return Fault(
        _("“{text}” is not a number ≥ 0", text=text)
        if decimals
        else _("“{text}” is not a whole number", text=text),
        _("a number, 0 or more") if decimals else _("a whole number, 0 or more"),
        _("type the number alone"),
    )


def _outside(
    bound: BoundCell, kind: CellType, number: Decimal, *, signed: bool, decimals: bool
) -> Message | None:
    """Return in which way a number is not one that the type allows."""
    text, least = bound.cell.text, None if signed else kind.least
    if kind.kind == "integer" and not decimals and number != number.to_integral_value():
        return _("“{text}” is not a whole number", text=text)
    if least is not None and number < least:
        return _("“{text}” is less than {least}", text=text, least=f"{least:f}")
    if kind.maximum is not None and number > kind.maximum:
        return _("“{text}” is more than {most}", text=text, most=f"{kind.maximum:f}")
    return None


def _unreadable(bound: BoundCell, kind: CellType) -> Fault:
    text = bound.cell.text
    match kind.kind:
        case "integer":
            message = _("“{text}” is not a whole number", text=text)
        case "money":
            message = _("“{text}” is not an amount of money", text=text)
        case "percent":
            message = _("“{text}” is not a percentage", text=text)
        case "date":
            message = _("“{text}” is not a date", text=text)
        case "mark":
            message = _("“{text}” is neither ticked nor open", text=text)
        case _:
            message = _("“{text}” is not a number", text=text)
    advice = _("type the number alone") if kind.is_numeric else _("correct the cell")
    return Fault(message, wanted(bound), advice)


def _unlisted(bound: BoundCell, kind: CellType) -> Fault:
    """Return what is wrong with a choice: expected is the value that was meant, or all that are listed."""
    text, reading = bound.cell.text, bound.reading
    if not reading.unlisted:
        return Fault(_("“{text}” names more than one value", text=text), wanted(bound), _("choose one value"))
    odd = reading.unlisted[0]
    listed = {fold(value): value for value in kind.one_of}
    near = [listed[close] for close in get_close_matches(fold(odd), listed, n=1, cutoff=_ALIKE)]
    edits = tuple(whole(bound.location, text, value) for value in near if odd == text.strip())
    return Fault(
        _("“{text}” is not one of the values to choose from", text=odd),
        near[0] if near and odd == text.strip() else wanted(bound),
        _("write “{value}”", value=near[0]) if near else _("choose one of the listed values"),
        edits,
    )


def wanted(bound: BoundCell) -> Message:
    """Say what a cell must hold."""
    kind = bound.type or CellType("integer")
    match kind.kind:
        case "choice":
            values = bound.language.joined(kind.one_of)
            return (
                _("one or more of: {values}", values=values)
                if kind.several
                else _("one of: {values}", values=values)
            )
        case "date":
            return _("a day, such as {day}", day=bound.language.dates.written(_SOME_DAY))
        case "mark":
            return _("a tick, or none")
        case "text":
            form = kind.pattern.source if kind.pattern else ""
            return _("text in the form {pattern}", pattern=form) if form else _("text")
        case _:
            return _number(kind)


def _number(kind: CellType) -> Message:
    """Say which number a cell must hold."""
    least, most = (None if limit is None else f"{limit:f}" for limit in (kind.least, kind.maximum))
    nouns = {
        "integer": _("a whole number"),
        "money": _("an amount of money"),
        "percent": _("a percentage"),
    }
    noun = nouns.get(kind.kind, _("a number"))
    if kind.units:
        noun = _("{number} in {unit}", number=noun, unit=kind.units[0])
    if least is not None and most is not None:
        return _("{number} from {least} to {most}", number=noun, least=least, most=most)
    if least is not None:
        return _("{number}, {least} or more", number=noun, least=least)
    if most is not None:
        return _("{number}, {most} or less", number=noun, most=most)
    return noun
