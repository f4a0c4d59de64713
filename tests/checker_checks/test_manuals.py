"""Every check's manual has the same layout, says what each option and code means, and its example works as written."""

import dataclasses
import inspect
from pathlib import Path
from textwrap import indent

import pytest

from checker import plugins
from checker.judging.audit_checks import AuditCheck
from checker.judging.checks import Check
from checker.packs.loading import load_pack
from checker.packs.manuals import options_of, read_manual

HOST = plugins.load()
Kind = type[Check] | type[AuditCheck]
CHECKS: tuple[Kind, ...] = (*HOST.checks.values(), *HOST.audit_checks.values())

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
    assert len(set(codes)) == len(codes)
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
    part = "audit" if kind in HOST.audit_checks.values() else "rules"
    example = read_manual(kind).example
    whole = f"\n{part}:\n" in f"\n{example}"
    base, child = tmp_path / "manual" / "base.yaml", tmp_path / "manual" / "child.yaml"
    base.parent.mkdir()
    base.write_text(PACK, encoding="utf-8")
    text = example if whole else f"{part}:\n{indent(example, '  ')}"
    child.write_text(f"title: Example\nextends: manual/base\n{text}\n", encoding="utf-8")
    pack = load_pack(child, HOST.vocabulary, {"manual/base": base})
    rules = pack.audit if part == "audit" else pack.rules
    assert any(isinstance(rule.check, kind) for rule in rules)
