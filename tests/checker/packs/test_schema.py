"""Pack files are described for editors as they are read."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from checker import plugins
from checker.judging.audit_checks import Vocabulary
from checker.packs.manuals import options_of
from checker.packs.schema import pack_schema
from checker.packs.yaml_file import read_yaml
from checker_checks.topics import SectionTopics

COMMITTED = Path(plugins.__file__).with_name("pack.schema.json")
BUILT_IN = ("checks", "formats", "reporters", "rules")


@pytest.fixture(scope="module")
def schema() -> dict[str, object]:
    host = plugins.load()
    built_in = {
        name: check for name, check in host.checks.items() if check.__module__.startswith("checker_checks.")
    }
    across = {n: c for n, c in host.audit_checks.items() if c.__module__.startswith("checker_checks.")}
    return pack_schema(Vocabulary(built_in, across, host.languages))


def plain(path: Path) -> object:
    return read_yaml(path.read_bytes(), str(path))[0].plain


def test_committed_schema_is_up_to_date(schema: dict[str, object]) -> None:
    committed = json.loads(COMMITTED.read_text("utf-8"))
    assert committed == schema, "regenerate it: checker packs schema > src/checker/pack.schema.json"


@pytest.mark.parametrize(
    "pack", plugins.load().packs.values(), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_built_in_packs_are_valid(pack: Path, schema: dict[str, object]) -> None:
    Draft7Validator.check_schema(schema)
    assert [error.message for error in Draft7Validator(schema).iter_errors(plain(pack))] == []


RULE = {"check": "generic-text", "clause": "c", "requirement": "r", "category": "form", "severity": "error"}


@pytest.mark.parametrize(
    ("rules", "valid"),
    [
        ({"a": {**RULE, "section": "x"}}, True),
        ({"a": "warning", "b": None}, True),
        ({"a": RULE}, False),  # a required option lacks
        ({"a": {**RULE, "section": "x", "sections": "x"}}, False),
        ({"a": {**RULE, "section": 3}}, False),
        ({"a": {**RULE, "section": "x", "check": "generic"}}, False),
        ({"a": "grave"}, False),
        ({"No_Kebab": "error"}, False),
    ],
)
def test_schema_refuses_mistakes_in_rules(
    rules: dict[str, object], valid: bool, schema: dict[str, object]
) -> None:
    assert Draft7Validator(schema).is_valid({"rules": rules}) is valid


@pytest.mark.parametrize(
    ("table", "valid"),
    [
        (
            {
                "section": "s",
                "columns": ["a", {"b": ["c", {"d": ["e"]}]}],
                "rows": {"x": "X", "y": {"Y": {"z": 1}}},
            },
            True,
        ),
        (
            {"section": "s", "bands": [{"caption": "c", "stub": "s", "columns": ["a"], "rows": {"x": ""}}]},
            True,
        ),
        (None, True),
        ({"section": "s", "columns": ["a"]}, False),
        ({"section": "s", "columns": [], "rows": {"x": "X"}}, False),
        ({"section": "s", "columns": ["a"], "rows": {"x": {"X": {"y": "Y"}, "Z": {"z": "Z"}}}}, False),
    ],
)
def test_schema_describes_tables_as_trees_of_columns_and_rows(
    table: object, valid: bool, schema: dict[str, object]
) -> None:
    assert Draft7Validator(schema).is_valid({"tables": {"t": table}}) is valid


@pytest.mark.parametrize(
    ("part", "labels", "valid"),
    [
        ("columns", {"no": "No.", "due": {"label": "Due date", "also": ["Deadline"]}}, True),
        ("columns", {"in": {"Requests in": ["New", {"label": "Old"}]}}, True),
        ("columns", {"in": {"label": "In", "columns": {"new": "New"}}}, True),
        ("columns", {"a": {"lable": "A"}}, False),
        ("columns", {"a": {"label": "A", "any": True}}, False),
        ("rows", ["A b", {"G": ["C", {"label": "D", "also": ["d"]}]}], True),
        ("rows", {"each": {"any": True, "at_least": 1}, "total": {"label": "All", "also": ["Total"]}}, True),
        ("rows", {"each": {"any": True, "rows": {"new": "New"}, "nested_by": "code"}}, True),
        ("rows", {"each": {"any": False}}, False),
        ("rows", {"each": {"any": True, "at_least": -1}}, False),
    ],
)
def test_schema_describes_labels_with_their_options(
    part: str, labels: object, valid: bool, schema: dict[str, object]
) -> None:
    table = {"section": "s", "columns": ["a"], "rows": {"x": "X"}, part: labels}
    assert Draft7Validator(schema).is_valid({"tables": {"t": table}}) is valid


def test_options_are_described_as_in_the_manual(schema: dict[str, object]) -> None:
    definitions = schema["definitions"]
    assert isinstance(definitions, dict)
    topics = definitions["check-section-topics"]["properties"]["topics"]
    meaning = next(option for option in options_of(SectionTopics) if option.name == "topics").meaning
    assert topics["description"] == meaning
    assert meaning
