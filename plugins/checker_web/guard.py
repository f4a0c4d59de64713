"""What every request must show before anything is done: the right host, the right origin, and the secret."""

from collections.abc import Collection
from dataclasses import dataclass
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from checker_web.sessions import Sessions

_SAFE = {"GET", "HEAD"}
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _CSP,
    "Referrer-Policy": "same-origin",  # with no-referrer, Chromium sends “Origin: null” for forms
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Guard:
    """Refuse requests from other sites, under other names of this computer, and without the secret.

    The first request brings the secret in its address and gets a cookie with a session of its own.
    """

    app: ASGIApp
    origins: Collection[str]
    token: str
    sessions: Sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on with its session."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], headers)
        if refusal is not None:
            await PlainTextResponse(refusal[1], refusal[0])(scope, receive, secured)
            return
        session = self.sessions.get(self._cookie(headers))
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["path"] == "/" and given and compare_digest(given.encode(), self.token.encode()):
            answer = RedirectResponse("/", 303)
            if session is None:
                key = self.sessions.begin()
                secure = all(origin.startswith("https:") for origin in self.origins)
                answer.set_cookie(self._name, key, httponly=True, samesite="strict", secure=secure)
            await answer(scope, receive, secured)
            return
        if session is None:
            await PlainTextResponse("open the page with the address that was printed\n", 403)(
                scope, receive, secured
            )
            return
        scope["session"] = session
        await self.app(scope, receive, secured)

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        """Return the status and the reason of a refusal."""
        hosts = {urlsplit(origin).netloc for origin in self.origins}
        if headers.getlist("host") not in [[host] for host in hosts]:
            return 421, "this is not the host of this page\n"
        if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"} and not self._is_visit(
            method, headers
        ):
            return 403, "requests from other sites are refused\n"
        origin = headers.getlist("origin")
        if (method not in _SAFE or origin) and origin not in [[one] for one in self.origins]:
            return 403, "requests from other sites are refused\n"
        return None

    @staticmethod
    def _is_visit(method: str, headers: Headers) -> bool:
        """Return whether somebody follows a link to the page, as from an e-mail."""
        return (
            method == "GET"
            and headers.get("sec-fetch-mode") == "navigate"
            and headers.get("sec-fetch-dest") == "document"
        )

    @property
    def _name(self) -> str:
        """Name the cookie by the port: cookies of all ports of a computer go together."""
        return f"checker-{urlsplit(min(self.origins)).port or 'web'}"

    def _cookie(self, headers: Headers) -> str:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self._name)
        except CookieError:
            return ""
        return found.value if found else ""
