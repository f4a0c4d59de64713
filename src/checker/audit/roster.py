"""Rosters: who must file, read from a table whose columns are found by what they are called."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checker.audit.sheets import read_sheets
from checker.audits import Body
from checker.errors import AuditError
from checker.messages import Message, Sentences

_ = Sentences(__package__)

# What columns are called; the first name is the one that messages tell.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    field: tuple(names.split("|"))
    for field, names in {
        "name": "单位名称|单位|单位全称|机构名称|机构|机构全称|机关名称|机关|部门名称|部门|名称|全称|主体名称|公开主体|填报单位"
        "|报送单位|责任单位|name|body|organisation|organization|agency|department|authority",
        "aliases": "别名|简称|曾用名|原名|其他名称|单位简称|机构简称|alias|aliases|short name|former name|also known as",
        "kind": "类别|类型|性质|单位类别|单位类型|单位性质|机构类别|机构类型|机构性质|kind|type|category",
        "parent": "上级|上级单位|上级机关|上级部门|主管部门|主管单位|主管机关|所属|所属单位|隶属|parent|superior|supervisor",
        "deadline": "截止日期|截止时间|报送期限|期限|报送截止日期|公布期限|公开期限|最迟日期|deadline|due|due date",
        "contact": "联系人|联系电话|联系方式|电话|手机|手机号|邮箱|电子邮箱|contact|phone|telephone|email|mail",
        "submitted": "报送时间|报送日期|提交时间|提交日期|上报时间|上报日期|公布日期|公布时间|公开日期|公开时间|发布日期|发布时间"
        "|submitted|submitted at|submitted on|date submitted|submission date|filed|published",
        "": "序号|编号|no|number|id",
    }.items()
}
_SEVERAL = {"aliases", "contact"}  # fields that several columns may fill
_HEAD_ROWS = 20  # below a title, a unit, a note
_BRACKETED = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]|必填|[*＊]")
_ALIAS_SIGNS = re.compile(r"[、；;|/，\n]+")
_COMPACT = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)")
_SERIAL = re.compile(r"[3-7]\d{4}(?:\.\d+)?")  # a day as workbooks count them: 1982 to 2119
_FIRST_SERIAL = date(1899, 12, 30)
_NEAR = 80  # of 100: one sign of five differs


@dataclass(frozen=True)
class Roster:
    """The bodies that must file, in the order of the table; `remarks` are doubts, with their places."""

    bodies: tuple[Body, ...]
    remarks: tuple[Message, ...] = ()


def read_roster(path: Path) -> Roster:
    """Read a CSV file or a workbook; raise AuditError with every mistake, one line each."""
    sheets = tuple(read_sheets(path))
    tables = [table for sheet in sheets if (table := _table(sheet)) is not None]
    if not tables:
        raise AuditError(_("{file}: {why}", file=path, why=_no_name_column(sheets)))
    table = max(tables, key=lambda table: len(table.columns))  # the first of the best
    entries = _Entries(path, table)
    bodies = tuple(entries.read())
    if entries.mistakes:
        raise AuditError(_lines(entries.mistakes))
    return Roster(bodies, tuple(entries.remarks))
