"""How a form writes numbers, where it says otherwise than its language."""

from dataclasses import replace

from checker.errors import PackMistake
from checker.language import Language
from checker.packs.yaml_file import Node, entries_of, texts_of
from checker.text import fold

Json = dict[str, object]

_WORDS = ("nothing", "not_applicable", "currencies")


def with_numbers(language: Language, node: Node | None, mistakes: list[PackMistake]) -> Language:
    """Return a language with the notation of numbers that a pack gives; its words are added to the language's."""
    if node is None:
        return language
    entries = entries_of(node, mistakes, ("decimal", *_WORDS))
    words = {key: texts_of(entries[key], mistakes) for key in _WORDS if key in entries}
    notation = language.notation
    if (decimal := entries.get("decimal")) is not None:
        if decimal.text == ",":
            notation = replace(notation, decimal=",")
        elif decimal.text == ".":
            notation = replace(notation, decimal=".")
        else:
            mistakes.append(decimal.mistake("should be “.” or “,”"))
    notation = replace(
        notation,
        nothing=(*notation.nothing, *words.get("nothing", ())),
        not_applicable=(*notation.not_applicable, *words.get("not_applicable", ())),
        currencies=(*notation.currencies, *words.get("currencies", ())),
    )
    no_value = language.no_value | set(map(fold, words.get("not_applicable", ())))
    return replace(language, notation=notation, no_value=no_value)


def numbers_schema() -> Json:
    """Describe the notation of numbers in JSON Schema."""
    texts: Json = {
        "type": "array",
        "items": {"type": ["string", "number"]},
        "minItems": 1,
        "uniqueItems": True,
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "decimal": {
                "description": "The sign before decimals; default: that of the language.",
                "enum": [".", ","],
            },
            "nothing": {"description": "What stands for 0 in a cell, such as “–”.", **texts},
            "not_applicable": {"description": "What says in a cell that there is no value.", **texts},
            "currencies": {"description": "Further signs, codes or names of currencies.", **texts},
        },
    }
