"""The page of `checker serve`: who may ask, what comes in, what goes out, and that nothing stays."""

import json
import re
import time
from collections.abc import Sequence
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Browser, FilePayload, expect

from checker_web.guard import HEADERS
from checker_web.sessions import FILES, SESSIONS, Sessions, State
from tests.support.paths import CLEAN, FAULTY, ROOT
from tests.support.web_server import Server

TWO_FINDINGS = ROOT / "tests/rules/foia-annual-report-2016/expedited-adjudicated-fail-more.docx"
TOKEN = "/?token="  # noqa: S105  # where the secret stands in an address


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/", {"Host": "evil.example"}, 421),
        ("GET", "/", {"Host": "127.0.0.1:1"}, 421),
        ("GET", "/", {"Host": None}, 400),
        ("GET", "/", {"Cookie": None}, 403),
        ("GET", "/", {"Cookie": "checker=guessed"}, 403),
        ("GET", f"{TOKEN}guessed", {"Cookie": None}, 403),
        ("POST", "/uploads", {"Origin": None}, 403),
        ("POST", "/uploads", {"Origin": "null"}, 403),
        ("POST", "/uploads", {"Origin": "http://127.0.0.1:{port}.evil.example"}, 403),
        ("POST", "/uploads", {"Origin": "https://evil.example", "Host": "evil.example"}, 421),
        ("POST", "/uploads", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("GET", "/uploads", {"Sec-Fetch-Site": "same-site"}, 403),
        ("GET", "/uploads", {"Origin": "https://evil.example"}, 403),
        ("DELETE", "/uploads", {"Origin": "http://localhost"}, 403),
    ],
)
def test_requests_of_others_are_refused(
    server: Server, method: str, path: str, headers: dict[str, str | None], status: int
) -> None:
    given = {name: value and value.format(port=server.port) for name, value in headers.items()}
    answer = server.ask(method, path, given, b"PK" if method == "POST" else None)
    assert answer.status == status
    assert status == 400 or all(answer.headers[name] == value for name, value in HEADERS.items())


def test_two_hosts_are_refused(server: Server) -> None:
    connection = HTTPConnection("127.0.0.1", server.port)
    connection.putrequest("GET", "/", skip_host=True)
    for host in (f"127.0.0.1:{server.port}", "evil.example"):
        connection.putheader("Host", host)
    connection.putheader("Cookie", server.cookie)
    connection.endheaders()
    assert connection.getresponse().status in {400, 421}
    connection.close()


def test_the_cookie_cannot_be_read_or_sent_by_other_sites(server: Server) -> None:
    path = server.address.partition(str(server.port))[2]
    answer = server.ask("GET", path, {"Cookie": None})
    assert answer.status == 303
    assert answer.headers["Location"] == "/"
    cookie = answer.headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert cookie.startswith(f"checker-{server.port}=")


def upload(server: Server, name: str, content: bytes) -> str:
    answer = server.upload(name, content)
    assert answer.status == 201, answer.content
    return str(json.loads(answer.content)["id"])


def finished(server: Server, keys: Sequence[str], cookie: str | None = None) -> dict[str, dict[str, Any]]:
    for _look in range(480):
        answer = server.ask("GET", "/uploads", {"Cookie": cookie or server.cookie})
        states = {state["id"]: state for state in json.loads(answer.content)}
        if all(states[key]["state"] not in {"waiting", "judging"} for key in keys):
            return {key: states[key] for key in keys}
        time.sleep(0.25)
    raise AssertionError("not judged in time")


def test_uploads_are_judged_and_hostile_ones_answered(server: Server) -> None:
    uploads = {
        "report.docx": FAULTY.read_bytes(),
        "clean.docx": CLEAN.read_bytes(),
        "../../<img src=x onerror=alert(1)>.docx": b"PK\x03\x04 but no package",
        ".pdf": b"%PDF-1.4 damaged",
        "empty.docx": b"",
    }
    keys = {name: upload(server, name, content) for name, content in uploads.items()}
    states = finished(server, list(keys.values()))
    assert [states[key]["verdict"] for key in keys.values()] == ["fails", "conforms", *["unread"] * 3]
    counts = states[keys["report.docx"]]["counts"]
    assert counts["required"] > 0
    assert not any(states[keys["clean.docx"]]["counts"].values())
    report = keys["report.docx"]
    page = server.ask("GET", f"/uploads/{report}/report")
    assert page.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert server.folder.name not in page.content.decode()
    for kind in ("marked", "fixed"):
        copy = server.ask("GET", f"/uploads/{report}/{kind}")
        assert copy.content.startswith(b"PK")
        assert copy.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''report-{kind}.docx"
    assert server.ask("GET", f"/uploads/{keys['clean.docx']}/marked").status == 404
    assert not list(server.folder.glob("checker-web-*"))
    path = server.address.partition(str(server.port))[2]
    other = server.ask("GET", path, {"Cookie": None}).headers["Set-Cookie"].partition(";")[0]
    assert json.loads(server.ask("GET", "/uploads", {"Cookie": other}).content) == []
    assert server.ask("GET", f"/uploads/{report}/report", {"Cookie": other}).status == 404
    assert server.ask("DELETE", "/uploads").status == 204
    assert server.ask("GET", f"/uploads/{report}/report").status == 404


def test_reasons_are_in_the_language_of_the_reader(server: Server) -> None:
    for headers, word in (
        ({"Accept-Language": "zh-CN,zh;q=0.9"}, "文件"),
        ({"Accept-Language": "de"}, "file"),
        ({"Accept-Language": "de, en;q=0.1, zh;q=0.9"}, "文件"),
        ({"Accept-Language": "en", "X-Lang": "zh-CN"}, "文件"),
        ({"Accept-Language": "zh", "X-Lang": "en"}, "file"),
    ):
        answer = server.ask("POST", "/uploads", {"X-Name": "notes.docx", **headers}, b"hello")
        key = json.loads(answer.content)["id"]
        assert word in finished(server, [key])[key]["detail"]
    assert server.ask("DELETE", "/uploads").status == 204


def test_what_is_counted_is_what_the_report_lists(server: Server) -> None:
    key = upload(server, "report.docx", TWO_FINDINGS.read_bytes())  # which one change solves
    counts = finished(server, [key])[key]["counts"]
    page = server.ask("GET", f"/uploads/{key}/report").content.decode()
    assert counts == {"required": 1, "suggested": 0, "check": 0}
    assert re.findall(r'id="(c\d+)"', page) == ["c1"]
    assert server.ask("DELETE", "/uploads").status == 204


def test_a_document_that_is_too_large_is_refused_while_it_comes(server: Server) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.putrequest("POST", "/uploads", skip_host=True)
    own = f"127.0.0.1:{server.port}"
    headers = {
        "Host": own,
        "Origin": f"http://{own}",
        "Cookie": server.cookie,
        "Transfer-Encoding": "chunked",
    }
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    piece = bytes(1 << 20)
    try:
        for _piece in range(80):
            connection.send(b"%x\r\n%s\r\n" % (len(piece), piece))
    except OSError:  # the server has closed
        pass
    else:
        raise AssertionError("80 MiB were taken")
    finally:
        connection.close()
    assert json.loads(server.ask("GET", "/uploads").content) == []


def test_judging_can_be_stopped(server: Server) -> None:
    keys = [upload(server, f"{number}.docx", FAULTY.read_bytes()) for number in range(4)]
    for key in keys:
        server.ask("POST", f"/uploads/{key}/stop")
    assert {state["state"] for state in finished(server, keys).values()} == {"stopped"}
    server.ask("DELETE", "/uploads")
    for _look in range(80):
        if not list(server.folder.glob("checker-web-*")):
            return
        time.sleep(0.25)
    raise AssertionError("the processes go on")


def test_a_blank_form_is_taken(server: Server) -> None:
    assert server.ask("GET", "/forms/0").content.startswith(b"PK")
    assert server.ask("GET", "/forms/99").status == 404


def test_sessions_have_limits() -> None:
    sessions = Sessions()
    first = sessions.begin()
    session = sessions.get(first)
    assert session is not None
    for number in range(FILES):
        session.add(f"{number}.docx", b"PK")
    assert session.room() == 0
    for _session in range(SESSIONS):
        sessions.begin()
    assert sessions.get(first) is None
    assert len(list(sessions)) == SESSIONS
    sessions.end_all()
    assert not list(sessions)
    assert State("waiting") is State.WAITING


@pytest.mark.needs("chromium")
def test_the_page_speaks_the_language_of_the_browser(server: Server, browser: Browser) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(server.address)
    expect(page.locator("h1")).to_have_text("Check documents before they are handed in")
    assert Axe().run(page).violations_count == 0
    page.get_by_text("中文").click()
    expect(page.locator("h1")).to_have_text("报送之前检查文件")
    context.close()


@pytest.mark.needs("chromium")
def test_a_folder_that_is_dropped_is_judged_and_names_what_no_reader_knows(
    server: Server, browser: Browser, tmp_path: Path
) -> None:
    inner = tmp_path / "局" / "二级"
    inner.mkdir(parents=True)
    (inner / "clean.docx").write_bytes(CLEAN.read_bytes())
    (inner.parent / "notes.xyz").write_bytes(b"x")
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(server.address)
    tools = context.new_cdp_session(page)
    dropped = {"items": [], "files": [str(inner.parent)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        tools.send("Input.dispatchDragEvent", {"type": kind, "x": 400, "y": 200, "data": dropped})
    expect(page.locator("tbody tr[data-state=done]")).to_have_count(1, timeout=60_000)
    expect(page.locator("tbody th")).to_have_text("局/二级/clean.docx")
    expect(page.locator("#notice")).to_contain_text("notes.xyz")
    expect(page.locator("#status")).to_contain_text("已检查 1 份")
    assert Axe().run(page).violations_count == 0
    context.close()


@pytest.mark.needs("chromium")
def test_the_page_in_a_browser(server: Server, browser: Browser) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    page.goto(server.address)
    assert page.url == f"http://127.0.0.1:{server.port}/"
    hostile = "<img src=x onerror=alert(1)>.docx"
    files: list[FilePayload] = [
        {"name": "report.docx", "mimeType": "", "buffer": FAULTY.read_bytes()},
        {"name": hostile, "mimeType": "", "buffer": b"PK"},
    ]
    page.set_input_files("#files", files)
    expect(page.locator("tbody tr[data-state=done]")).to_have_count(2, timeout=60_000)
    expect(page.locator("tbody tr").first).to_contain_text("暂不能报送")
    expect(page.locator("tbody tr").last.locator("th")).to_have_text(hostile)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.locator("tbody button").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    with context.expect_page() as opened:
        page.locator("tbody a").first.focus()
        page.keyboard.press("Enter")
    expect(opened.value.locator("h1, h2").first).to_be_visible()
    page.locator("#forget").click()
    expect(page.locator("tbody tr")).to_have_count(0)
    assert errors == []
    assert all(url.startswith((f"http://127.0.0.1:{server.port}/", "data:")) for url in asked)
    context.close()
