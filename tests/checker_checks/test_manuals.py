"""Every check's manual has the same layout, says what each option and code means, and its example works as written."""

import dataclasses
import inspect
from pathlib import Path

import pytest
import yaml

from checker import plugins
from checker.judging.audit_checks import AuditCheck
from checker.judging.checks import Check
from checker.packs.loading import load_pack
from checker.packs.manuals import options_of, read_manual

HOST = plugins.load()
CHECKS = [kind for kind in (*HOST.checks.values(), *HOST.audit_checks.values()) if kind.name != "date-range"]
Kind = type[Check] | type[AuditCheck]

PACK = """
title: Annual report
language: en
basis: Reporting Manual 3
titles: [Annual Report]
sections: [Summary, Applications, Rules, Outlook, Contact]
tables:
  applications:
    section: Applications
    columns: [Persons, Companies, Total]
    rows:
      carried_in: Carried in
      received: Received
      licences: Licences
      granted: Granted
      denied: Denied
      carried_out: Carried out
      total: Total
  rules:
    section: Rules
    columns: [Made, Repealed, In force]
    rows: {orders: Orders, guides: Guides}
rules:
  shape: {check: table-shape, table: rules, clause: "{basis}, 3", requirement: There is one, category: form, severity: error}
"""
"""What the examples of manuals are about."""


def ids(kind: Kind) -> str:
    return kind.__name__


def options(kind: Kind) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))  # type: ignore[arg-type]  # checks are dataclasses


@pytest.mark.parametrize("kind", CHECKS, ids=ids)
def test_manual_says_what_every_option_and_code_means(kind: Kind) -> None:
    manual = read_manual(kind)
    assert manual.summary.endswith(".")
    assert sorted(manual.meanings) == sorted(options(kind))
    codes = getattr(kind, "codes", ()) or manual.codes  # checks across filings declare none
    assert sorted(manual.codes) == sorted(codes) != []
    assert all(text.endswith(".") for text in (*manual.meanings.values(), *manual.codes.values()))
    inner = [option for outer in options_of(kind) for option in outer.inner]
    assert [option.name for option in inner if not option.meaning] == []


@pytest.mark.parametrize("kind", CHECKS, ids=ids)
def test_manual_is_written_in_lines(kind: Kind) -> None:
    lines = (inspect.getdoc(kind) or "").splitlines()
    parts = [
        line for line in lines if line.split(":")[0] in {"Option", "Options", "Code", "Codes", "Example"}
    ]
    assert parts == (["Options:"] if options(kind) else []) + ["Codes:", "Example:"]


@pytest.mark.parametrize("kind", CHECKS, ids=ids)
def test_example_is_a_rule_of_a_pack(kind: Kind, tmp_path: Path) -> None:
    pack = yaml.safe_load(PACK)
    example = yaml.safe_load(read_manual(kind).example)
    part = "audit" if kind in HOST.audit_checks.values() else "rules"
    whole = example if part in example else {part: example}
    for key, entries in whole.items():
        pack[key] = {**pack.get(key, {}), **entries} if isinstance(entries, dict) else entries
    file = tmp_path / "manual" / "2024.yaml"
    file.parent.mkdir()
    file.write_text(yaml.safe_dump(pack, allow_unicode=True), encoding="utf-8")
    loaded = load_pack(file, HOST.vocabulary, {})
    rules = loaded.rules if part == "rules" else loaded.audit
    assert any(isinstance(rule.check, kind) for rule in rules)
