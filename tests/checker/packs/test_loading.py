"""Packs are read whole, with every mistake at its line; a pack that extends another is a delta."""

import json
import pickle
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from textwrap import dedent
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import PackError, PackMistake, PluginError
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.forms.relations import Per, Relation, RelationScope, parse_relation
from checker.forms.table_specs import Band, Label
from checker.judging.audit_checks import Audit, AuditCheck, CrossProblem, Vocabulary
from checker.judging.checks import Check, Mistake, Observation
from checker.judging.rules import Category, Naming, RulePack, Severity, Template, Years
from checker.packs.loading import load_pack, load_packs
from checker.packs.yaml_file import DEEPEST, LARGEST, read_yaml
from checker.patterns import Pattern
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE


@dataclass(frozen=True)
class Sums(Check):
    """The sums are right."""

    name: ClassVar[str] = "table-arithmetic"

    table: str
    per: Per
    relations: tuple[str, ...]

    def run(self, filing: Filing) -> Iterator[Observation]:
        raise NotImplementedError

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        spec = next((spec for spec in form.tables if spec.id == self.table), None)
        if spec is None:
            yield Mistake(("table",), f"unknown table “{self.table}”")
            return
        for index, text in enumerate(self.relations):
            try:
                parse_relation(text, RelationScope(form.tables, self.table, self.per))
            except ValueError as error:
                yield Mistake(("relations", index), str(error))

    def prescribes(self, form: Form) -> Iterator[tuple[str, Relation]]:
        scope = RelationScope(form.tables, self.table, self.per)
        yield from ((self.table, parse_relation(text, scope)) for text in self.relations)


class Mood(StrEnum):
    """How strict."""

    LENIENT = "lenient"
    STRICT = "strict"


@dataclass(frozen=True)
class Topic:
    """A topic and its wording."""

    name: str
    found: tuple[Pattern, ...]


@dataclass(frozen=True)
class Words(Check):
    """The words are there."""

    name: ClassVar[str] = "words"
    codes: ClassVar[tuple[str, ...]] = ("missing", "spelling")

    topics: tuple[Topic, ...] = ()
    mood: Mood = Mood.STRICT
    share: Decimal = Decimal(1)
    near: str | tuple[str, ...] = ""
    limit: int = 3

    def __post_init__(self) -> None:
        if self.limit < 0:
            raise ValueError("limit should not be below 0")

    def run(self, filing: Filing) -> Iterator[Observation]:
        raise NotImplementedError


CHECKS: dict[str, type[Check]] = {check.name: check for check in (Sums, Words)}


@dataclass(frozen=True)
class Nothing(AuditCheck):
    """Nothing need be true."""

    name: ClassVar[str] = "nothing"

    def run(self, rule: str, audit: Audit) -> Iterator[CrossProblem]:
        raise NotImplementedError


VOCABULARY = Vocabulary(CHECKS, {Nothing.name: Nothing}, {"en": ENGLISH, "zh": CHINESE})

PARENT = """\
    title: 报告（2021）
    language: zh
    basis: 〔2021〕30号
    years: {from: 2021}
    titles: [工作年度报告, 年度报告]
    sections: [总体情况, 申请情况]
    tables:
      applications:
        section: 申请情况
        title: 表3
        columns: [{申请人情况: [自然人, {法人: [企业, 其他]}, 总计]}]
        rows:
          new: 一、新收
          results: {二、结果: {granted: （一）公开, denied: （二）不公开}}
          counts: ""
      disclosure:
        section: 总体情况
        bands:
          - {caption: 第（一）项, stub: 内容, columns: [制发, 废止], rows: {norms: 规范性文件}}
          - {columns: [废止], rows: {fees: 2021}}
    rules:
      balance:
        check: table-arithmetic
        clause: "{basis} 附表"
        requirement: 相等
        category: accuracy
        severity: error
        table: applications
        per: column
        relations: [new == granted + denied, results >= granted]
      words:
        check: words
        clause: "{basis}"
        requirement: 不能遗漏
        category: completeness
        severity: warning
        topics: [{name: 主动公开, found: [（一）, "{year}年"]}]
        mood: lenient
        codes: [missing]
        share: 0.10
        near: ["{basis}"]
    """


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text), encoding="utf-8")
    return path


def load(folder: Path, **packs: str) -> RulePack:
    """Write packs of one family and load the last; the others are registered."""
    paths = {f"family/{name}": write(folder, f"family/{name}", text) for name, text in packs.items()}
    *registered, last = paths
    return load_pack(paths[last], VOCABULARY, {name: paths[name] for name in registered})


def mistakes(folder: Path, **packs: str) -> list[str]:
    with pytest.raises(PackError) as caught:
        load(folder, **packs)
    found = caught.value.mistakes
    assert str(caught.value).splitlines() == [str(mistake) for mistake in found]
    shortened = (str(mistake).replace(f"{folder}/family/", "") for mistake in found)
    return [line.replace(str(folder), "") for line in shortened]


def test_pack_holds_the_form_and_the_rules(tmp_path: Path) -> None:
    pack = load(tmp_path, parent=PARENT)
    assert (pack.id, pack.family, pack.title, pack.language) == (
        "family/parent",
        "family",
        "报告（2021）",
        "zh",
    )
    assert pack.years == Years(2021)
    assert pack.form.title == ("工作年度报告", "年度报告")
    assert pack.form.section_titles == ("总体情况", "申请情况")
    applications = pack.form.table("applications")
    assert (applications.section, applications.title) == ("申请情况", "表3")
    assert list(applications.columns) == [
        "申请人情况",
        "申请人情况/自然人",
        "申请人情况/法人",
        "申请人情况/法人/企业",
        "申请人情况/法人/其他",
        "申请人情况/总计",
    ]
    assert applications.columns["申请人情况/法人/企业"][-1] == Label("申请人情况/法人/企业", "企业")
    assert {key: path[-1].text for key, path in applications.rows.items()} == {
        "new": "一、新收",
        "results": "二、结果",
        "granted": "（一）公开",
        "denied": "（二）不公开",
        "counts": "",
    }
    assert pack.form.table("disclosure").bands == (
        Band(
            (Label("制发", "制发"), Label("废止", "废止")),
            (Label("norms", "规范性文件"),),
            "第（一）项",
            "内容",
        ),
        Band((Label("废止", "废止"),), (Label("fees", "2021"),)),
    )
    balance, words = pack.rules
    assert (balance.id, balance.severity, balance.category) == ("balance", Severity.ERROR, Category.ACCURACY)
    assert (balance.clause, balance.requirement) == ("〔2021〕30号 附表", "相等")
    assert words.check == Words(
        (Topic("主动公开", (Pattern("（一）"), Pattern("{year}年"))),),
        Mood.LENIENT,
        Decimal("0.1"),
        ("〔2021〕30号",),
    )
    assert words.codes == ("missing",)
    assert pickle.loads(pickle.dumps(pack.rules)) == pack.rules  # noqa: S301  # our own bytes


@pytest.mark.parametrize(
    ("name", "en", "zh"),
    [
        ("Balance", "Balance", "Balance"),
        ("{en: Balance, zh: 平衡}", "Balance", "平衡"),
        ("{zh: 平衡}", "平衡", "平衡"),
    ],
)
def test_a_rule_has_a_name_or_one_for_each_language(tmp_path: Path, name: str, en: str, zh: str) -> None:
    called = (
        load(tmp_path, parent=PARENT.replace("balance:\n", f"balance:\n        name: {name}\n")).rules[0].name
    )
    assert called is not None
    assert (called.render("en"), called.render("zh")) == (en, zh)


def test_a_name_that_is_no_text_is_a_mistake(tmp_path: Path) -> None:
    (mistake,) = mistakes(tmp_path, parent=PARENT.replace("balance:\n", "balance:\n        name: [a]\n"))
    assert "name" in mistake


def test_relations_of_all_rules_are_gathered_by_table(tmp_path: Path) -> None:
    again = """\
        extends: family/parent
        rules:
          again:
            check: table-arithmetic
            clause: c
            requirement: r
            category: accuracy
            severity: info
            table: applications
            per: row
            relations: [总计 == 自然人 + 法人]
        """
    form = load(tmp_path, parent=PARENT, child=again).form
    columns, rows = (RelationScope(form.tables, "applications", per) for per in ("column", "row"))
    assert form.relations == {
        "applications": (
            parse_relation("new == granted + denied", columns),
            parse_relation("results >= granted", columns),
            parse_relation("总计 == 自然人 + 法人", rows),
        )
    }


TEMPLATED = """\
    extends: family/parent
    template:
      title: ["{body}", "{year}年报告"]
      opening: ["根据{basis}，{body}编制本报告。"]
      sections: {总体情况: [____]}
    tables:
      applications: {section: 申请情况, stub: 项目, columns: [合计], rows: {new: 新收}}
    rules: {balance: null}
    """


def test_template_holds_the_text_of_the_blank_form(tmp_path: Path) -> None:
    pack = load(tmp_path, parent=PARENT, child=TEMPLATED)
    assert pack.template.title == ("{body}", "{year}年报告")
    assert pack.template.opening == ("根据〔2021〕30号，{body}编制本报告。",)
    assert (pack.template.section("总体情况"), pack.template.section("申请情况")) == (("____",), ())
    assert pack.form.table("applications").bands[0].stub == "项目"
    assert (pack.parents, load(tmp_path, parent=PARENT).template) == (("family/parent",), Template())
    grandchild = load(
        tmp_path, parent=PARENT, child=TEMPLATED, grandchild="extends: family/child\nbasis: x\n"
    )
    assert grandchild.template.opening == ("根据x，{body}编制本报告。",)


def test_mistakes_of_a_template_are_reported(tmp_path: Path) -> None:
    child = "extends: family/parent\ntemplate:\n  titel: [a]\n  opening: a\n  sections: {总体情: [a]}\n"
    assert mistakes(tmp_path, parent=PARENT, child=child) == [
        "child.yaml:3:3: template.titel: unknown key “titel”; did you mean “title”?",
        "child.yaml:4:12: template.opening: should be a non-empty list of texts",
        "child.yaml:5:14: template.sections.总体情: “总体情” is not a prescribed section; did you mean “总体情况”?",
    ]


CHILD = """\
    extends: family/parent
    title: 报告（2019）
    basis: 〔2019〕60号
    tables:
      disclosure: null
      applications:
        section: 申请情况
        columns: [合计]
        rows: {new: 新收, granted: 公开, denied: 不公开, results: 结果}
    rules:
      balance: warning
      extra:
        check: words
        clause: "{basis}"
        requirement: r
        category: form
        severity: info
    """


def test_child_replaces_drops_or_changes_the_severity_of_entries_of_its_parent(tmp_path: Path) -> None:
    parent, child = load(tmp_path, parent=PARENT), load(tmp_path, parent=PARENT, child=CHILD)
    assert (child.title, child.language, child.years) == ("报告（2019）", "zh", Years())
    assert (child.form.title, child.form.sections) == (parent.form.title, parent.form.sections)
    assert [spec.id for spec in child.form.tables] == ["applications"]
    assert list(child.form.table("applications").columns) == ["合计"]
    assert [rule.id for rule in child.rules] == ["balance", "words", "extra"]
    assert [rule.severity for rule in child.rules] == [Severity.WARNING, Severity.WARNING, Severity.INFO]
    before, after = parent.rules[0], child.rules[0]
    assert (after.check, after.requirement) == (before.check, before.requirement)
    assert [rule.clause for rule in child.rules] == ["〔2019〕60号 附表", "〔2019〕60号", "〔2019〕60号"]


def test_grandchild_builds_on_the_child(tmp_path: Path) -> None:
    grandchild = "extends: family/child\nyears: {to: 2018}\nrules: {words: null, balance: info}\n"
    pack = load(tmp_path, parent=PARENT, child=CHILD, grandchild=grandchild)
    assert [(rule.id, rule.severity) for rule in pack.rules] == [("balance", "info"), ("extra", "info")]
    assert (pack.title, pack.years) == ("报告（2019）", Years(None, 2018))


def test_replaced_rule_forgets_an_older_severity(tmp_path: Path) -> None:
    rule = "{check: words, clause: c, requirement: r, category: form, severity: error}"
    pack = load(
        tmp_path,
        parent=PARENT,
        child="extends: family/parent\nrules: {words: info}\n",
        grandchild=f"extends: family/child\nrules: {{words: {rule}}}\n",
    )
    assert pack.rule("words") == pack.rules[1]
    assert pack.rules[1].severity is Severity.ERROR


def test_pack_beside_another_extends_it_unregistered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "family/parent", PARENT)
    child = write(tmp_path, "family/child", CHILD)
    assert load_pack(child, VOCABULARY, {}).id == "family/child"
    monkeypatch.chdir(child.parent)
    assert load_pack(Path("child.yaml"), VOCABULARY, {}).id == "family/child"


@pytest.mark.parametrize("name", ["../family/parent", "family/../family/parent", "/family/parent", "parent"])
def test_parent_is_an_id_never_a_path(tmp_path: Path, name: str) -> None:
    write(tmp_path, "family/parent", PARENT)
    assert mistakes(tmp_path, child=f"extends: {name}\n")[0].startswith(
        f"child.yaml:1:10: extends: unknown pack “{name}”"
    )


def test_digest_covers_the_file_and_all_it_extends(tmp_path: Path) -> None:
    parent, child = load(tmp_path, parent=PARENT), load(tmp_path, parent=PARENT, child=CHILD)
    texts = [dedent(text).encode() for text in (CHILD, PARENT)]
    assert parent.digest == sha256(texts[1]).hexdigest()
    assert child.digest == sha256(b"\0".join(texts)).hexdigest()


PLANTED = """\
    title: 报告
    langauge: zh
    language: fr
    years: {from: 2021, to: 2019, till: 3}
    titles: 报告
    sections: [总体情况, 总体情况, 申请情况, ""]
    tables:
      Bad_Table:
        section: 总体情
        columns: [甲, 甲, {乙: []}]
        rows: {a: 甲, "b c": 乙, group: {丙: {a: 丁}}, d: {}, e: }
      bands:
        bands:
          - {caption: [], colums: [甲], rows: {x: 甲}}
          - {columns: [甲], rows: {x: 乙}}
    rules:
      balance:
        check: table-arithmetic
        clause: ""
        category: acuracy
        severity: fatal
        table: bands
        per: colum
        relations: x == y
      balance:
        check: words
      relations:
        check: table-arithmetic
        clause: c
        requirement: r
        category: accuracy
        severity: error
        table: bands
        per: column
        relations:
          - x == x
          - x == xx
          - x + == x
      nowhere: {check: table-arithmetic, clause: c, requirement: r, category: form, severity: error,
        table: tabel, per: row, relations: []}
      No_Kebab: {check: wrods, clause: c, requirement: r, category: form, severity: error}
      options:
        check: words
        clause: "{basis}"
        requirement: [r]
        category: form
        severty: error
        topics:
          - {name: 甲, found: ["(", "{yaer}"], fond: 1}
          - {found: 甲}
        mood: 2
        codes: [mising]
        share: much
        near: 3
        limit: -1
      limits: {check: words, clause: c, requirement: r, category: form, severity: error, limit: -1}
      graded: warning
      dropped: null
      listed: []
    """


def test_every_mistake_is_reported_at_its_line(tmp_path: Path) -> None:
    assert mistakes(tmp_path, pack=PLANTED) == [
        "pack.yaml:2:1: langauge: unknown key “langauge”; did you mean “language”?",
        "pack.yaml:3:11: language: unknown language “fr”; use en or zh",
        "pack.yaml:4:8: years: the years begin with 2021 and end with 2019",
        "pack.yaml:4:31: years.till: unknown key “till”",
        "pack.yaml:5:9: titles: should be a non-empty list of texts",
        "pack.yaml:6:18: sections[1]: “总体情况” is already in the list",
        "pack.yaml:6:30: sections[3]: should be non-empty text",
        "pack.yaml:8:3: tables.Bad_Table: “Bad_Table” is not an id: small letters and digits, words joined by “-”",
        "pack.yaml:9:14: tables.Bad_Table.section: “总体情” is not a prescribed section; did you mean “总体情况”?",
        "pack.yaml:10:18: tables.Bad_Table.columns[1]: the column “甲” is already in line 10",
        "pack.yaml:10:25: tables.Bad_Table.columns[2].乙: should be a non-empty list of labels, or keys and labels",
        "pack.yaml:11:18: tables.Bad_Table.rows.b c: “b c” is not a valid key: use lower-case letters, digits, “-” and “_”",
        "pack.yaml:11:40: tables.Bad_Table.rows.group.丙.a: the row “a” is already in line 11",
        "pack.yaml:11:51: tables.Bad_Table.rows.d: should be a label, or one label with the rows below it",
        'pack.yaml:11:58: tables.Bad_Table.rows.e: give the row a label, or "" for none',
        "pack.yaml:14:9: tables.bands.bands[0].columns: is required",
        "pack.yaml:14:19: tables.bands.bands[0].caption: should be non-empty text",
        "pack.yaml:14:23: tables.bands.bands[0].colums: unknown key “colums”; did you mean “columns”?",
        "pack.yaml:15:31: tables.bands.bands[1].rows.x: the row “x” is already in line 14",
        "pack.yaml:17:3: rules.balance.requirement: is required",
        "pack.yaml:19:13: rules.balance.clause: should be non-empty text",
        f"pack.yaml:20:15: rules.balance.category: should be one of {', '.join(Category)}; did you mean “accuracy”?",
        "pack.yaml:21:15: rules.balance.severity: should be one of error, warning, info",
        "pack.yaml:23:10: rules.balance.per: should be one of row, column, cell; did you mean “column”?",
        "pack.yaml:24:16: rules.balance.relations: should be a list: [a, b]",
        "pack.yaml:25:3: rules.balance: the key is already in line 17",
        (
            "pack.yaml:37:9: rules.relations.relations[1]: “x == xx”, character 6: “xx” is not a row of the table “bands”; "
            "did you mean “x”?"
        ),
        (
            "pack.yaml:38:9: rules.relations.relations[2]: “x + == x”, character 5: a key, a quoted label, a number or “(” "
            "is missing after “+”"
        ),
        "pack.yaml:40:12: rules.nowhere.table: unknown table “tabel”",
        "pack.yaml:41:3: rules.No_Kebab: “No_Kebab” is not an id: small letters and digits, words joined by “-”",
        "pack.yaml:41:21: rules.No_Kebab.check: unknown check “wrods”; did you mean “words”?",
        "pack.yaml:42:3: rules.options.severity: is required",
        "pack.yaml:44:13: rules.options.clause: {basis} is used, but the pack has no basis",
        "pack.yaml:45:18: rules.options.requirement: should be non-empty text",
        "pack.yaml:47:5: rules.options.severty: unknown option “severty”; did you mean “severity”?",
        "pack.yaml:49:27: rules.options.topics[0].found[0]: bad pattern: missing ): (",
        "pack.yaml:49:32: rules.options.topics[0].found[1]: unknown placeholder {yaer}; did you mean “{year}”?",
        "pack.yaml:49:43: rules.options.topics[0].fond: unknown option “fond”; did you mean “found”?",
        "pack.yaml:50:9: rules.options.topics[1].name: is required",
        "pack.yaml:50:17: rules.options.topics[1].found: should be a list: [a, b]",
        "pack.yaml:51:11: rules.options.mood: should be one of lenient, strict",
        "pack.yaml:52:13: rules.options.codes[0]: should be one of missing, spelling; did you mean “missing”?",
        "pack.yaml:53:12: rules.options.share: should be a valid decimal",
        "pack.yaml:54:11: rules.options.near: should be text; put quotes around a number or should be a list: [a, b]",
        "pack.yaml:56:11: rules.limits: limit should not be below 0",
        "pack.yaml:57:3: rules.graded: no parent has “graded”",
        "pack.yaml:58:3: rules.dropped: no parent has “dropped”",
        "pack.yaml:59:11: rules.listed: should be a mapping: a key, “: ” and a value on each line",
    ]


CODED = """\
    extends: family/parent
    rules:
      words: null
      one: {check: words, clause: c, requirement: r, category: form, severity: info, codes: [spelling]}
      rest: {check: words, clause: c, requirement: r, category: form, severity: info}
      alone: {check: words, clause: c, requirement: r, category: form, severity: info, limit: 4}
    """


def test_rule_without_codes_takes_those_that_no_rule_with_the_same_options_takes(tmp_path: Path) -> None:
    pack = load(tmp_path, parent=PARENT, child=CODED)
    assert {rule.id: rule.codes for rule in pack.rules} == {
        "balance": (),  # its check declares none
        "one": ("spelling",),
        "rest": ("missing",),
        "alone": ("missing", "spelling"),
    }


def test_code_that_two_rules_take_is_a_mistake(tmp_path: Path) -> None:
    again = f"""{CODED}
      again: {{check: words, clause: c, requirement: r, category: form, severity: info, codes: [spelling]}}
      more: {{check: words, clause: c, requirement: r, category: form, severity: info}}
      balance:
        {{check: table-arithmetic, clause: c, requirement: r, category: form, severity: info, codes: [sum],
          table: applications, per: column, relations: []}}
    """
    assert mistakes(tmp_path, parent=PARENT, child=again) == [
        "child.yaml:8:92: rules.again.codes[0]: “spelling” is taken already by the rule “one”, with the same check",
        "child.yaml:9:17: rules.more.check: all codes of the check are taken already by the rule “rest”",
        "child.yaml:11:90: rules.balance.codes: the check “table-arithmetic” declares no codes to choose from",
    ]


def test_required_keys_of_a_pack_are_reported_when_missing(tmp_path: Path) -> None:
    assert mistakes(tmp_path, pack="years: {}\n") == [
        "pack.yaml:1:1: language: is required",
        "pack.yaml:1:1: rules: a pack without rules finds nothing",
        "pack.yaml:1:1: title: is required",
    ]
    for text in ("", "# nothing\n", "- a\n", "text"):
        assert [line.split(": ")[1] for line in mistakes(tmp_path, pack=text)] == ["should be a mapping"]


@pytest.mark.parametrize("empty", ["", " ", "null", "~", '""', "' '", "[]", "{}", ">"])
def test_empty_clause_is_refused(tmp_path: Path, empty: str) -> None:
    lines = mistakes(tmp_path, pack=PARENT.replace('clause: "{basis}"\n', f"clause: {empty}\n"))
    assert [line.partition(": ")[2] for line in lines] == ["rules.words.clause: should be non-empty text"]


def test_severity_or_removal_of_what_the_parent_does_not_have(tmp_path: Path) -> None:
    child = """\
        extends: family/parent
        tables: {application: null}
        rules:
          balanc: info
          wrods: null
          words: grave
        """
    assert mistakes(tmp_path, parent=PARENT, child=child) == [
        "child.yaml:2:10: tables.application: no parent has “application”; did you mean “applications”?",
        "child.yaml:4:3: rules.balanc: no parent has “balanc”; did you mean “balance”?",
        "child.yaml:5:3: rules.wrods: no parent has “wrods”; did you mean “words”?",
        "child.yaml:6:10: rules.words: should be one of error, warning, info",
    ]


def test_naming_words_are_inherited_as_a_whole(tmp_path: Path) -> None:
    parent = PARENT.rstrip(" ") + "    endings: [办公室]\n    names: {leads: [关于], heads: [局, 厅]}\n"
    child = "extends: family/parent\nnames: {topics: [报告]}\n"
    assert load(tmp_path, parent=parent).naming == Naming(("办公室",), ("关于",), (), ("局", "厅"))
    assert load(tmp_path, parent=parent, child=child).naming == Naming(("办公室",), (), ("报告",))
    assert mistakes(
        tmp_path, parent=PARENT, child="extends: family/parent\nnames: {head: [局], leads: []}\n"
    ) == [
        "child.yaml:2:9: names.head: unknown key “head”; did you mean “heads”?",
        "child.yaml:2:27: names.leads: should be a non-empty list of texts",
    ]


def test_rules_and_audit_rules_cannot_share_an_id(tmp_path: Path) -> None:
    rule = "{check: nothing, clause: 甲, requirement: 乙, category: form, severity: info}"
    own = PARENT.rstrip(" ") + f"    audit:\n      alone: {rule}\n      words: {rule}\n"
    problem = "audit.words: “words” is the id of a rule under “rules” already"
    assert mistakes(tmp_path, own=own) == [f"own.yaml:44:3: {problem}"]
    child = f"extends: family/parent\naudit:\n  words: {rule}\n"
    assert mistakes(tmp_path, parent=PARENT, child=child) == [f"child.yaml:3:3: {problem}"]
    moved = f"extends: family/parent\nrules: {{words: null}}\naudit:\n  words: {rule}\n"
    assert [rule.id for rule in load(tmp_path, parent=PARENT, moved=moved).audit] == ["words"]


def test_rule_that_no_longer_fits_is_reported_with_the_pack_that_inherits_it(tmp_path: Path) -> None:
    child = "extends: family/parent\ntables: {applications: null}\nsections: [其他]\n"
    assert mistakes(tmp_path, parent=PARENT, child=child) == [
        "parent.yaml:17:14: tables.disclosure.section: “总体情况” is not a prescribed section (as child.yaml takes it over)",
        "parent.yaml:28:12: rules.balance.table: unknown table “applications” (as child.yaml takes it over)",
    ]


def test_unknown_parent_neither_hides_nor_causes_other_mistakes(tmp_path: Path) -> None:
    child = """\
        extends: family/parnt
        rules:
          balance: info
          words: {check: words, clause: c, requirement: r, category: form, severity: error, limt: 1}
          sums: {check: table-arithmetic, clause: c, requirement: r, category: form, severity: error,
            table: applications, per: row, relations: [a == b]}
        """
    assert mistakes(tmp_path, parent=PARENT, child=child) == [
        "child.yaml:1:10: extends: unknown pack “family/parnt”; did you mean “family/parent”?",
        "child.yaml:4:85: rules.words.limt: unknown option “limt”; did you mean “limit”?",
    ]


def test_circular_inheritance_is_refused(tmp_path: Path) -> None:
    one = write(tmp_path, "family/one", "extends: family/two\n")
    write(tmp_path, "family/two", "extends: family/one\n")
    with pytest.raises(PackError) as caught:
        load_pack(one, VOCABULARY, {})
    (mistake,) = caught.value.mistakes
    assert mistake.message == "a pack extends itself: family/one → family/two → family/one"
    assert (Path(mistake.file).name, mistake.line, mistake.column) == ("two.yaml", 1, 10)


def test_too_long_a_chain_of_packs_is_refused(tmp_path: Path) -> None:
    for number in range(12):
        write(tmp_path, f"family/p{number}", f"extends: family/p{number + 1}\n")
    with pytest.raises(PackError, match="more than 8 packs extend one another"):
        load_pack(tmp_path / "family/p0.yaml", VOCABULARY, {})


def test_all_packs_are_loaded_and_mistakes_of_all_are_reported_once(tmp_path: Path) -> None:
    broken = PARENT.replace("per: column", "per: colum")
    names = {"family/child": CHILD, "family/parent": PARENT, "family/other": "title: [\n"}
    paths = {name: write(tmp_path, name, text) for name, text in names.items()}
    good = {name: path for name, path in paths.items() if name != "family/other"}
    assert [pack.id for pack in load_packs(good, VOCABULARY)] == ["family/child", "family/parent"]
    write(tmp_path, "family/parent", broken)
    with pytest.raises(PackError) as caught:
        load_packs(paths, VOCABULARY)
    assert [(Path(m.file).name, m.line, m.path) for m in caught.value.mistakes] == [
        ("other.yaml", 2, ""),
        ("parent.yaml", 29, "rules.balance.per"),
    ]


def test_pack_error_can_be_pickled() -> None:
    error = PackError([PackMistake("b.yaml", 1, 2, "rules", "x"), PackMistake("a.yaml", 3, 1, "", "{y}")])
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes
    assert copy.mistakes == error.mistakes
    assert str(copy) == "a.yaml:3:1: {y}\nb.yaml:1:2: rules: x"


def test_check_whose_fields_cannot_be_options_is_named(tmp_path: Path) -> None:
    class Broken(Check):
        name: ClassVar[str] = "broken"

        def run(self, filing: Filing) -> Iterator[Observation]:
            raise NotImplementedError

    path = write(tmp_path, "family/pack", PARENT.replace("check: words", "check: broken"))
    with pytest.raises(PluginError, match="broken"):
        load_pack(path, Vocabulary({**CHECKS, "broken": Broken}), {})


def test_check_whose_own_validation_exits_is_named(tmp_path: Path) -> None:
    @dataclass(frozen=True)
    class Exits(Words):
        """Its options are never right."""

        def mistakes(self, form: Form) -> Iterator[Mistake]:  # noqa: ARG002  # whatever the form
            raise SystemExit(0)

    path = write(tmp_path, "family/pack", PARENT)
    with pytest.raises(PluginError, match=r"^check words failed: SystemExit: 0$"):
        load_pack(path, Vocabulary({**CHECKS, "words": Exits}, languages={"zh": CHINESE}), {})


# --- the file itself ---


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: &x 1\nb: *x\n", "pack.yaml:1:4: anchors (&x) are not allowed"),
        ("a:\n  - *x\n", "pack.yaml:2:5: aliases (*x) are not allowed"),
        ("a: !!python/object/apply:os.mkdir [x]\n", "pack.yaml:1:4: tags (tag:yaml.org,2002:python/object/apply:os.mkdir)"),
        ("a: !x 1\n", "pack.yaml:1:4: tags (!x) are not allowed"),
        ("a: 1\n--- \nb: 2\n", "pack.yaml:2:1: a file must contain one document"),
        ("%YAML 1.1\n---\na: 1\n", "pack.yaml:1:1: directives are not allowed"),
        ("title: a\n? [b]\n: c\n", "pack.yaml:2:3: a key must be text"),
        ("title: a: b\n", "pack.yaml:1:9: not valid YAML: mapping values are not allowed here"),
        ("title: [a\n", "pack.yaml:2:1: not valid YAML: while parsing a flow sequence, expected ',' or ']'"),
        ("title: a\n\tb: c\n", "pack.yaml:2:1: not valid YAML: "),
        ("title: a\nx: \x01\n", "pack.yaml:2:4: not valid YAML: the character U+0001 is not allowed"),
        ('a: "\\ud800"\n', "pack.yaml:1:4: invalid escape"),
        ('a: "\\UFFFFFFFF"\n', "pack.yaml:1:1: not valid YAML: invalid escape"),
        ("[" * 50_000, "pack.yaml:1:34: deeper than 32 levels"),
        ("a: {" * 50_000, "pack.yaml:1:"),
        ("- a\n" * 30_000, "pack.yaml:20000:3: more than 20000 values"),
        ("a: " + "x" * LARGEST, "pack.yaml:1:1: the file is larger than 1 MiB"),
    ],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_yaml_beyond_plain_values_is_refused_at_its_place(tmp_path: Path, text: str, line: str) -> None:
    assert any(found.startswith(line) for found in mistakes(tmp_path, pack=text))


def test_duplicate_keys_are_reported_beside_a_syntax_error(tmp_path: Path) -> None:
    assert (
        mistakes(tmp_path, pack="a: 1\na: 2\nb: [\n")[0] == "pack.yaml:2:1: a: the key is already in line 1"
    )


def test_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "family").mkdir()
    (tmp_path / "family/latin.yaml").write_bytes("a: 1\nb: é\n".encode("latin-1"))
    for name, reason in {
        "none.yaml": ":1:1: cannot be read: No such file or directory",
        "latin.yaml": ":2:1: the file is not UTF-8",
        "": ":1:1: cannot be read: Is a directory",
    }.items():
        path = tmp_path / "family" / name
        with pytest.raises(PackError) as caught:
            load_pack(path, VOCABULARY, {})
        assert [str(mistake) for mistake in caught.value.mistakes] == [f"{path}{reason}"]


def test_scalars_are_yaml_1_2() -> None:
    text = b"\xef\xbb\xbf[yes, no, on, Off, true, NULL, ~, 12, -0.5, 1e3, 0x1f, 1_0, 2021-01-01, '12', 1.10, 12:30]"
    root, _ = read_yaml(text, "pack.yaml")
    assert root.plain == [
        *("yes", "no", "on", "Off", True, None, None, 12, -0.5, 1000.0),
        *("0x1f", "1_0", "2021-01-01", "12", 1.1, "12:30"),
    ]  # fmt: skip


SHORT = st.text(st.sampled_from('ab_- "é甲{}\\\n\0'), max_size=4)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | SHORT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SHORT, inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(["title", "language", "years", "titles", "sections", "tables", "rules", "basis"]),
        JSON,
    )
)
def test_any_values_are_a_pack_or_reported_mistakes(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_pack(path, VOCABULARY, {})
    assert all(mistake.line >= 1 and mistake.message for mistake in caught.value.mistakes)


@given(
    st.text(st.sampled_from("ab:-[]{}#&*!|>'\"%@`?, \n\t\\ux0é\x07\ud83d"), max_size=20)
    | st.binary(max_size=20)
)
def test_any_bytes_are_read_or_refused(content: str | bytes) -> None:
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    with suppress(PackError):
        assert read_yaml(raw, "any.yaml")[0].place >= (1, 1)


def test_depth_is_counted_in_levels() -> None:
    deepest = b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1)
    assert read_yaml(deepest, "pack.yaml")[0].members
    with pytest.raises(PackError):
        read_yaml(b"[" + deepest + b"]", "pack.yaml")


PARTS = "patterns: {unit: '[件宗]', counted: '[0-9]+{unit}'}\n"


def test_parts_of_patterns_are_filled_and_a_child_changes_them(tmp_path: Path) -> None:
    parent = dedent(PARENT).replace("（一）, ", "'收到{counted}', ") + PARTS
    child = "extends: family/parent\npatterns: {unit: 份}\n"
    both = load(tmp_path / "a", parent=parent), load(tmp_path / "b", parent=parent, child=child)
    checks = [rule.check for pack in both if (rule := pack.rule("words")) is not None]
    found = [check.topics[0].found[0].source for check in checks if isinstance(check, Words)]
    assert found == ["收到[0-9]+[件宗]", "收到[0-9]+份"]
    assert both[1].parts == ("unit", "counted")


def test_parts_of_patterns_have_names_of_their_own(tmp_path: Path) -> None:
    parent = dedent(PARENT) + "patterns: {year: x, Unit: y, n: }\n"
    line = len(parent.splitlines())
    assert mistakes(tmp_path, parent=parent) == [
        f"parent.yaml:{line}:12: patterns.year: “year” cannot name a part: small letters, none that is filled in",
        f"parent.yaml:{line}:21: patterns.Unit: “Unit” cannot name a part: small letters, none that is filled in",
        f"parent.yaml:{line}:33: patterns.n: should be non-empty text",
    ]
