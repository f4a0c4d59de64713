"""The application behind the page: uploads come in, judgements and copies go out."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Coroutine
from contextlib import asynccontextmanager, suppress
from importlib.resources import files
from typing import Any
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from checker import clean
from checker_web.commands import Commands
from checker_web.guard import HEADERS, Guard
from checker_web.page import page
from checker_web.sessions import Session, Sessions, State, Upload

LARGEST = 64 << 20  # bytes of one document
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {".pdf": "application/pdf", ".docx": _WORD}
_SITE = {"page.css": "text/css", "page.js": "text/javascript"}
_REPORT = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"

_Answer = Callable[[Request], Coroutine[Any, Any, Response]]


def application(commands: Commands, origins: Collection[str], token: str, jobs: int) -> ASGIApp:
    """Return the application; `jobs` documents are judged at the same time."""
    sessions = Sessions()
    site = _Site(commands, asyncio.Semaphore(jobs))

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        sessions.end_all()
        await commands.processes.end()

    routes = [
        Route("/", site.show),
        Route("/site/{name}", site.file),
        Route("/uploads", site.states, methods=["GET"]),
        Route("/uploads", site.upload, methods=["POST"]),
        Route("/uploads", site.forget_all, methods=["DELETE"]),
        Route("/uploads/{id}", site.forget, methods=["DELETE"]),
        Route("/uploads/{id}/stop", site.stop, methods=["POST"]),
        Route("/uploads/{id}/report", site.report),
        Route("/uploads/{id}/{kind}", site.copy),
        Route("/forms/{number:int}", site.form),
    ]
    return Guard(Starlette(routes=routes, lifespan=lifespan), origins, token, sessions)


class _Site:
    def __init__(self, commands: Commands, turns: asyncio.Semaphore) -> None:
        self._commands, self._turns = commands, turns

    async def show(self, request: Request) -> Response:
        language = _language(request.query_params.get("lang"), request)
        return HTMLResponse(
            page(language, sorted(self._commands.suffixes), list(self._commands.packs.values()))
        )

    async def file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _SITE:
            return _absent()
        return Response(files(__package__).joinpath("site", name).read_bytes(), media_type=_SITE[name])

    async def states(self, request: Request) -> Response:
        return JSONResponse([_state(upload) for upload in _session(request).uploads.values()])

    async def upload(self, request: Request) -> Response:
        """Take one document as the whole body; count its bytes, whatever its declared length is."""
        session, name = _session(request), clean(unquote(request.headers.get("x-name", ""))) or "document"
        room = min(LARGEST, session.room())
        pieces, size = [], 0
        try:
            async for piece in request.stream():
                size += len(piece)
                if size > room:
                    return PlainTextResponse("too large\n", 413, headers={"Connection": "close"})
                pieces.append(piece)
        except ClientDisconnect:
            return PlainTextResponse("incomplete\n", 400)
        upload = session.add(name, b"".join(pieces), _language(request.headers.get("x-lang"), request))
        upload.task = asyncio.create_task(self._judge(upload))
        return JSONResponse(_state(upload), 201)

    async def _judge(self, upload: Upload) -> None:
        with suppress(asyncio.CancelledError):
            async with self._turns:
                upload.state = State.JUDGING
                try:
                    await self._commands.judge(upload)
                except (OSError, ValueError, LookupError) as error:
                    upload.state, upload.detail = State.FAILED, clean(str(error))
        upload.content = b""

    async def stop(self, request: Request) -> Response:
        upload = _upload(request)
        if upload is None:
            return _absent()
        upload.stop()
        return JSONResponse(_state(upload))

    async def forget(self, request: Request) -> Response:
        _session(request).forget(request.path_params["id"])
        return Response(status_code=204)

    async def forget_all(self, request: Request) -> Response:
        session = _session(request)
        for key in list(session.uploads):
            session.forget(key)
        return Response(status_code=204)

    async def report(self, request: Request) -> Response:
        upload = _upload(request)
        if upload is None or not upload.page:
            return _absent()
        return HTMLResponse(upload.page, headers={"Content-Security-Policy": _REPORT})

    async def copy(self, request: Request) -> Response:
        upload, kind = _upload(request), request.path_params["kind"]
        if upload is None or kind not in upload.copies:
            return _absent()
        stem, dot, suffix = upload.name.rpartition(".")
        return _download(upload.copies[kind], f"{stem}-{kind}{dot}{suffix}")

    async def form(self, request: Request) -> Response:
        packs, number = list(self._commands.packs), request.path_params["number"]
        if number >= len(packs):
            return _absent()
        async with self._turns:
            form = await self._commands.form(packs[number])
        return _absent() if form is None else _download(form, f"{packs[number].replace('/', '-')}.docx")


def _language(chosen: str | None, request: Request) -> str:
    """Return the language of the reader: the one that was chosen, else the one the browser likes best."""
    given = (chosen or request.headers.get("accept-language", "")).lower().split(",")
    known = [one.strip()[:2] for one in sorted(given, key=_weight, reverse=True)]
    return next((one for one in known if one in {"zh", "en"}), "en")


def _weight(accepted: str) -> float:
    """Return how much a language of the header Accept-Language is liked (RFC 9110, 12.5.4)."""
    _tag, _semicolon, weight = accepted.partition(";q=")
    try:
        return float(weight or 1)
    except ValueError:
        return 0


def _session(request: Request) -> Session:
    session = request.scope["session"]
    assert isinstance(session, Session), "the guard found it"
    return session


def _upload(request: Request) -> Upload | None:
    return _session(request).uploads.get(request.path_params["id"])


def _state(upload: Upload) -> dict[str, object]:
    return {
        "id": upload.id, "name": upload.name, "state": upload.state, "verdict": upload.verdict,
        "detail": upload.detail, "counts": upload.counts, "code": upload.code, "report": bool(upload.page),
        "copies": sorted(upload.copies),
    }  # fmt: skip


def _download(content: bytes, name: str) -> Response:
    kind = _TYPES.get(f".{name.rpartition('.')[2].lower()}", "application/octet-stream")
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=kind, headers={"Content-Disposition": disposition})


def _absent() -> Response:
    return PlainTextResponse("not found\n", 404, headers=HEADERS)
