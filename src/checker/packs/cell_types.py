"""Types of cells, read from the options of a label in the YAML of a pack."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from checker.errors import PackMistake
from checker.forms.cell_types import KINDS, CellType, Kind
from checker.packs.yaml_file import Node, flag_of, pattern_of, suggestion, text_of, texts_of

Json = dict[str, object]

TYPE_KEYS = (
    "type", "one_of", "several", "pattern", "required", "blank", "not_applicable", "unit", "minimum",
    "maximum",
)  # fmt: skip

_FINE = "fine"


def read_cell_type(entries: Mapping[str, Node], mistakes: list[PackMistake]) -> CellType | None:
    """Read a type from the options of a label or table; `None` where it has none. Append what is wrong."""
    if not any(key in entries for key in TYPE_KEYS):
        return None
    before = len(mistakes)
    kind = _kind(entries, mistakes)
    found = CellType(
        kind,
        texts_of(entries.get("one_of"), mistakes),
        flag_of(entries.get("several"), mistakes),
        pattern_of(entries.get("pattern"), mistakes),
        _units(entries.get("unit"), mistakes),
        _limit(entries.get("minimum"), mistakes),
        _limit(entries.get("maximum"), mistakes),
        _required(entries, kind, mistakes),
        _may_say_so(entries, mistakes),
    )
    if len(mistakes) == before:
        mistakes += _contradictions(found, entries)
    return found if len(mistakes) == before else None


def _kind(entries: Mapping[str, Node], mistakes: list[PackMistake]) -> Kind:
    node = entries.get("type")
    if node is None:
        return "choice" if "one_of" in entries else "text" if "pattern" in entries else "number"
    word = text_of(node, mistakes)
    kind = next((kind for kind in KINDS if kind == word), None)
    if kind is None and word:
        mistakes.append(node.mistake(f"should be one of {', '.join(KINDS)}{suggestion(word, KINDS)}"))
    return kind or "number"


def _required(entries: Mapping[str, Node], kind: Kind, mistakes: list[PackMistake]) -> bool:
    """Read whether the cell must be filled in: a box may be left empty, anything else must not."""
    blank = entries.get("blank")
    if blank is not None and blank.text != _FINE:
        mistakes.append(blank.mistake(f"should be “{_FINE}”: then the cell may be blank"))
    if blank is not None and "required" in entries:
        mistakes.append(blank.misplaced("“blank” and “required” say the same; use one"))
    return flag_of(entries.get("required"), mistakes, default=kind != "mark" and blank is None)


def _may_say_so(entries: Mapping[str, Node], mistakes: list[PackMistake]) -> bool:
    """Read whether a cell that must be filled in may say N/A."""
    node = entries.get("not_applicable")
    if node is not None and node.text != _FINE:
        mistakes.append(node.mistake(f"should be “{_FINE}”: then the cell may say N/A"))
    return node is not None


def _units(node: Node | None, mistakes: list[PackMistake]) -> tuple[str, ...]:
    if node is not None and node.is_scalar:
        return (text_of(node, mistakes),)
    return texts_of(node, mistakes)


def _limit(node: Node | None, mistakes: list[PackMistake]) -> Decimal | None:
    if node is None:
        return None
    try:
        return Decimal(text_of(node, mistakes) or 0)
    except InvalidOperation:
        mistakes.append(node.mistake("should be a number"))
        return None


def _contradictions(found: CellType, entries: Mapping[str, Node]) -> list[PackMistake]:
    """List options that the type has no use for."""
    useless = {
        "one_of": found.kind != "choice",
        "several": found.kind != "choice",
        "unit": not found.is_numeric,
        "minimum": not found.is_numeric,
        "maximum": not found.is_numeric,
    }
    mistakes = [
        entries[key].misplaced(f"“{key}” means nothing for the type “{found.kind}”")
        for key, wrong in useless.items()
        if wrong and key in entries
    ]
    if found.kind == "choice" and not found.one_of:
        mistakes.append(entries["type"].mistake("a choice needs “one_of”, the list of its values"))
    if found.minimum is not None and found.maximum is not None and found.minimum > found.maximum:
        mistakes.append(entries["minimum"].mistake("is more than the maximum"))
    return mistakes


def type_schema() -> Json:
    """Describe the options of a type in JSON Schema, by name."""
    return {name: {"description": _DESCRIPTIONS[name], **schema} for name, schema in _SCHEMAS.items()}


_TEXT: Json = {"type": ["string", "number"]}
_TEXTS: Json = {"type": "array", "items": _TEXT, "minItems": 1, "uniqueItems": True}
_SCHEMAS: Mapping[str, Json] = {
    "type": {"enum": list(KINDS)},
    "one_of": _TEXTS,
    "several": {"type": "boolean"},
    "pattern": {"type": "string"},
    "required": {"type": "boolean"},
    "blank": {"const": _FINE},
    "not_applicable": {"const": _FINE},
    "unit": {"anyOf": [_TEXT, _TEXTS]},
    "minimum": {"type": "number"},
    "maximum": {"type": "number"},
}
_DESCRIPTIONS: Mapping[str, str] = {
    "type": """\
What the cells hold. number: in any notation of the language, $1,902, (345.50), 1 234.5, <1. integer: a whole number, 0
or more. money: a currency may stand beside it. percent: 12% and 12 are the same, 0.12 is 0.12%. date: a day. text.
choice: see one_of. mark: ticked or not, ☑, √, yes.""".replace("\n", " "),
    "one_of": "The values of a choice; case and spaces do not matter.",
    "several": "A choice may name several values, parted by commas, semicolons or line breaks; default: false.",
    "pattern": "A regular expression that the whole text of the cell must match; case and spaces do not matter.",
    "required": "Whether the cell must be filled in; default: true, but false for a mark.",
    "blank": "The cell may be left blank or say N/A; the same as required: false.",
    "not_applicable": "The cell may say N/A, but it may not be left blank.",
    "unit": "What may stand behind the number, such as mg/L; then nothing else may. A list gives several spellings.",
    "minimum": "The least number; default: 0 for an integer, none for others.",
    "maximum": "The greatest number; default: none.",
}
