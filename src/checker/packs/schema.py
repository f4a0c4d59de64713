"""The JSON Schema of pack files, generated from the fields of the checks' dataclasses."""

import inspect
from collections.abc import Mapping

from checker.forms.body_names import PROPERTIES
from checker.judging.audit_checks import AuditCheck, Vocabulary
from checker.judging.checks import Check
from checker.judging.rules import Category, Severity
from checker.packs.cell_types import type_schema
from checker.packs.cycle import DATE_ORDERS
from checker.packs.manuals import options_of
from checker.packs.notations import numbers_schema
from checker.packs.options import CODES, NAME, RULE_KEYS, options_schema
from checker.periods import EVERY

Json = dict[str, object]

_TEXT: Json = {"type": ["string", "number"]}  # a number is read as text
_TEXTS: Json = {"type": "array", "items": _TEXT, "minItems": 1, "uniqueItems": True}
_YEAR: Json = {"type": "integer"}
_COLUMNS: Json = {"$ref": "#/definitions/columns"}
_ROWS: Json = {"$ref": "#/definitions/rows"}


def pack_schema(vocabulary: Vocabulary) -> Json:
    """Return the schema of pack files whose rules use these checks."""
    definitions: Json = {"columns": _columns(), "rows": _rows(), "table": _table(), "sections": _sections()}
    definitions["rule"] = _any_rule("check", vocabulary.checks, definitions)
    definitions["audit-rule"] = _any_rule("audit-check", vocabulary.audit_checks, definitions)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Rule pack of checker",
        **_object(
            {
                "title": _described(_TEXT, "The name of the pack."),
                "language": _described(
                    {"enum": sorted(vocabulary.languages)}, "The language of its documents and findings."
                ),
                "basis": _described(_TEXT, "The text for {basis} in the texts of rules."),
                "extends": _described({"type": "string"}, "The id of the pack that this one changes."),
                "years": _described(
                    _object({"from": _YEAR, "to": _YEAR}), "The report years to which it applies."
                ),
                "period": _described(
                    _period(), "How often the report is due; years are calendar years by default."
                ),
                "titles": _described(
                    _TEXTS, "Accepted wordings of the document's title; the first is the prescribed one."
                ),
                "numbers": _described(numbers_schema(), "How the form writes numbers, beside its language."),
                "sections": _described(
                    {"$ref": "#/definitions/sections"},
                    "The prescribed sections in order: a title, a title with the sections within it, or a mapping with"
                    " title, also, optional, sections. Numbers in front are not needed to match.",
                ),
                "body": _described(
                    _object({"pattern": {"type": "string"}, "property": {"enum": list(PROPERTIES)}}),
                    "Where the name of the body stands: a pattern (its group body) of title or opening, or a property.",
                ),
                "numbered": _described(
                    {"type": "boolean"},
                    "Sections are known by the numbers printed before their titles, in cells of tables, too.",
                ),
                "dated": _described(
                    _TEXTS, "Words before the date that decides which edition governs, the best first."
                ),
                "ends": _described(
                    _TEXTS,
                    "Patterns of the line that begins an annex behind the last section: what follows is no part of it.",
                ),
                "not_for": _described(
                    {
                        "type": "array",
                        "items": _object(
                            {
                                "pattern": _TEXT,
                                "because": {"type": ["string", "object"]},
                                "unless": _TEXTS,
                                "anywhere": {"type": "boolean"},
                            },
                            "pattern",
                            "because",
                        ),
                        "minItems": 1,
                    },
                    "Documents that look like those of the pack and are none: what their heads or first page say, or, with"
                    " anywhere, all of their text.",
                ),
                "only_for": _described(
                    _object(
                        {"patterns": _TEXTS, "because": {"type": ["string", "object"]}}, "patterns", "because"
                    ),
                    "What documents of the kind say in their heads or on their first page; those that say none of it"
                    " need half of the sections.",
                ),
                "outdated_sections": _described(
                    _TEXTS, "Titles of sections by which a form that is no longer in force is recognised."
                ),
                "tables": _described(
                    _named({"$ref": "#/definitions/table"}), "The prescribed tables; null removes one."
                ),
                "statistics": _described(
                    _named(
                        _object(
                            {
                                "name": {"type": ["string", "object"]},
                                "table": {"type": "string"},
                                "row": _TEXT,
                                "column": _TEXT,
                                "value": _TEXT,
                                "of": _TEXT,
                                "at_least": {"type": "integer", "minimum": 1},
                            },
                            "name",
                            "table",
                            "value",
                        )
                    ),
                    "Totals over the filings of an audit, and with “of” rates, which need a base of at_least; sums of cells"
                    " in a row or a column of a table.",
                ),
                "template": _described(
                    _object({"title": _TEXTS, "opening": _TEXTS, "sections": _named_texts()}),
                    "The text of the blank form; {year} and {body} are replaced, ____ is left to fill in.",
                ),
                "patterns": _described(
                    {
                        "type": "object",
                        "additionalProperties": _TEXT,
                        "propertyNames": {"pattern": "^[a-z][a-z_]*$"},
                    },
                    "Parts of patterns: {name} in a rule stands for the part of that name, also in parts below it.",
                ),
                "rules": _described(
                    _named({"$ref": "#/definitions/rule"}),
                    "The rules; null removes one, a severity alone changes its severity.",
                ),
                "audit": _described(
                    _named({"$ref": "#/definitions/audit-rule"}),
                    "The rules across filings (checker audit); null removes one, a severity alone changes its severity.",
                ),
                "endings": _described(
                    _TEXTS, "Endings of names: bodies whose names differ only in these are the same."
                ),
                "names": _described(
                    _object({"leads": _TEXTS, "topics": _TEXTS, "heads": _TEXTS}),
                    "Words beside names of bodies in paths: before a name, after it, and the endings of longer names.",
                ),
            }
        ),
        "definitions": definitions,
    }


def _described(schema: Json, description: str) -> Json:
    return {"description": description, **schema}


def _object(properties: Json, *required: str) -> Json:
    needed: Json = {"required": list(required)} if required else {}
    return {"type": "object", "properties": properties, "additionalProperties": False, **needed}


def _named(entry: Json) -> Json:
    dropped: Json = {"type": "null"}
    return {
        "type": "object",
        "propertyNames": {"pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"},
        "additionalProperties": {"anyOf": [entry, dropped]},
    }


def _named_texts() -> Json:
    return {"type": "object", "additionalProperties": _TEXTS}


def _sections() -> Json:
    inner: Json = {"$ref": "#/definitions/sections"}
    nested: Json = {
        "type": "object",
        "additionalProperties": inner,
        "minProperties": 1,
        "maxProperties": 1,
        "not": {"required": ["title"]},
    }
    also = _described(_TEXTS, "Wordings of the title that are as right.")
    optional = _described({"type": "boolean"}, "Whether the section may be left out.")
    choice = _described(_TEXT, "The name of a choice: one of the sections with the same name must be there.")
    options = _object(
        {"title": _TEXT, "also": also, "optional": optional, "choice": choice, "sections": inner}, "title"
    )
    return {"type": "array", "items": {"anyOf": [_TEXT, nested, options]}, "minItems": 1}


def _columns() -> Json:
    return _labels("columns", _object(_label_options("columns"), "label"))


def _rows() -> Json:
    least: Json = {"type": "integer", "minimum": 0}
    codes: Json = {"anyOf": [_TEXT, _TEXTS]}
    repeated: Json = {
        "any": _described({"const": True}, "The row stands for any number of rows, whatever their labels."),
        "at_least": _described(least, "How many rows there must be; default: 0."),
        "nested_by": _described(
            codes, "The columns that hold a code: a row is a part of the one whose code its own begins with."
        ),
        "grouped_by": _described(
            codes, "The columns that are filled in once for several rows: merged, or blank below the first."
        ),
        "named_by": _described(codes, "The column that names the row in other tables; default: its label."),
        **type_schema(),
        "rows": _described(_ROWS, "The rows of which each entry consists; default: one."),
    }
    return _labels("rows", _object(_label_options("rows"), "label"), _object(repeated, "any"))


def _label_options(below: str) -> Json:
    return {
        "label": _described(_TEXT, "The prescribed label."),
        "also": _described(_TEXTS, "Other wordings that are accepted."),
        "optional": _described({"type": "boolean"}, "Whether it need not be there; it counts as 0 then."),
        **type_schema(),
        below: _described(
            {"$ref": f"#/definitions/{below}"}, f"The {below} below this one, of which it is a group."
        ),
    }


def _labels(kind: str, *with_options: Json) -> Json:
    """Return the schema of columns or rows: a list of labels, or keys and their labels."""
    below: Json = {"$ref": f"#/definitions/{kind}"}
    no_option: Json = {"type": ["array", "object"]}
    groups: Json = {
        "type": "object",
        "additionalProperties": {"allOf": [below, no_option]},
        "minProperties": 1,
    }
    label: Json = {"anyOf": [_TEXT, {**groups, "maxProperties": 1}, *with_options]}
    keyed: Json = {
        "type": "object",
        "propertyNames": {"pattern": "^[a-z][a-z0-9]*([-_][a-z0-9]+)*$"},
        "additionalProperties": label,
        "minProperties": 1,
    }
    listed: Json = {"type": "array", "items": {"anyOf": [_TEXT, groups, *with_options]}, "minItems": 1}
    return _described({"anyOf": [listed, keyed]}, f"The {kind}: a list of labels, or keys and their labels.")


def _period() -> Json:
    every: Json = {"enum": list(EVERY)}
    day: Json = {"type": "string", "pattern": r"^(--)?\d{1,2}-\d{1,2}$"}
    return {
        "anyOf": [
            every,
            _object({"every": every, "begins": day, "dates": {"enum": list(DATE_ORDERS)}}, "every"),
        ]
    }


def _table() -> Json:
    part: Json = {
        "stub": _described(_TEXT, "The head above the labels of the rows."),
        "columns": _COLUMNS,
        "rows": _ROWS,
    }
    caption = _described(_TEXT, "The line across the table above the head of this part.")
    parts: Json = {
        "type": "array",
        "items": _object({"caption": caption, **part}, "columns", "rows"),
        "minItems": 1,
    }
    about: Json = {
        "section": _described(_TEXT, "The section in which it stands; default: anywhere."),
        "title": _described(_TEXT, "Its title, by which a caption above it names it."),
        "also": _described(_TEXTS, "Other wordings of the title."),
        "repeats": _described(
            {"type": "boolean"}, "It is there any number of times, each judged on its own."
        ),
        **type_schema(),
    }
    grid: Json = {**about, "layout": _described({"const": "grid"}, "Rows below a head; the default.")}
    form = _described(
        {"const": "form"}, "Labels, each with its value beside it, several in a row or not; no head."
    )
    bands = _described(parts, "Parts below one another, each with a head of its own.")
    sides = _described(parts, "Parts side by side, from left to right, each with its columns and rows.")
    return {
        "anyOf": [
            _object({**grid, **part}, "columns", "rows"),
            _object({**grid, "bands": bands}, "bands"),
            _object({**grid, "sides": sides}, "sides"),
            _object({**about, "layout": form, "rows": _ROWS}, "layout", "rows"),
        ]
    }


def _rule(name: str, part: str, check: type[Check] | type[AuditCheck], definitions: Json) -> Json:
    """Return the schema of a rule that uses a check; dataclasses in its options become definitions."""
    options, required, inner = options_schema(check, f"#/definitions/{part}.{{model}}")
    meanings = {option.name: option.meaning for option in options_of(check) if option.meaning}
    options = {
        name: _described(schema, meanings[name]) if name in meanings and isinstance(schema, dict) else schema
        for name, schema in options.items()
    }
    definitions |= {f"{part}.{model}": schema for model, schema in inner.items()}
    codes = list(getattr(check, CODES, ()))
    listed: Json = {"type": "array", "items": {"enum": codes}, "minItems": 1, "uniqueItems": True}
    described = _described(
        listed, "What the rule enforces; default: what no other rule with these options does."
    )
    properties: Json = {
        **options,
        **({CODES: described} if codes else {}),
        "check": {"const": name},
        NAME: _described(
            {"type": ["string", "object"]},
            "What people call the rule, in a few words; or a mapping of languages.",
        ),
        "clause": _described(_TEXT, "The clause of the source."),
        "requirement": _described(_TEXT, "The requirement in the words of the source."),
        "category": {"enum": [category.value for category in Category]},
        "severity": {"enum": [severity.value for severity in Severity]},
    }
    return {"description": inspect.getdoc(check) or "", **_object(properties, *RULE_KEYS, *required)}


def _any_rule(
    prefix: str, checks: Mapping[str, type[Check]] | Mapping[str, type[AuditCheck]], definitions: Json
) -> Json:
    """Return the schema of a rule with any check, chosen by its name so that editors report precise errors."""
    names = sorted(checks)
    for name in names:
        part = name if prefix == "check" else f"{prefix}-{name}"
        definitions[f"{prefix}-{name}"] = _rule(name, part, checks[name], definitions)
    chosen = [
        {
            "if": {"type": "object", "properties": {"check": {"const": name}}, "required": ["check"]},
            "then": {"$ref": f"#/definitions/{prefix}-{name}"},
        }
        for name in names
    ]
    rule: Json = {
        "type": "object",
        "properties": {"check": {"enum": names}},
        "required": ["check"],
        "allOf": chosen,
    }
    return {"anyOf": [rule, {"enum": [severity.value for severity in Severity]}]}
