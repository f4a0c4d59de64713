"""The script that tries every edit: a small share of what it is run on, LibreOffice included."""

from pathlib import Path

import pytest

from tests.support.clean_drafts import clean
from tests.support.draft_reports import changed, figure, text, word_file
from tests.support.scripts import script

FAULTS = {
    "figures": (figure("三、本年度办理结果", 9, "99"), text("新收政府信息公开申请16件", "新收政府信息公开申请17件")),
    "words": (text("五、存在的主要问题及改进情况", "五、存在的主要问题及改进措施"), text("自2024年1月", "自2023年1月")),
    "statement": (text("依据《政府信息公开信息处理费管理办法》，2024年青屏县水务局未收取信息处理费。", "无。"),),
}  # fmt: skip


@pytest.mark.needs("soffice")
def test_edits_solve_what_they_say_and_libreoffice_accepts_and_rejects_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHECKER_DISABLE_PLUGINS", "example")
    for name, changes in FAULTS.items():
        (tmp_path / f"{name}.docx").write_bytes(word_file(changed(clean(), *changes)))
    status = script("ci/edits.py").main([str(tmp_path), "--office"])
    printed = capsys.readouterr().out
    assert status == 0, printed
    assert "3  copies that are the original once LibreOffice has rejected them" in printed
    assert "3  copies that read as the edits say once LibreOffice has accepted them" in printed
