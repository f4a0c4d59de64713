"""What visitors uploaded and what was found, in memory only, each visitor's apart, and forgotten in time."""

import asyncio
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic

SESSIONS = 50
FILES = 200  # of a session
BYTES = 256 << 20  # of a session: uploads and results together
IDLE = 4 * 3600  # seconds after which a session is forgotten


class State(StrEnum):
    """What became of an upload so far."""

    WAITING = "waiting"
    JUDGING = "judging"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass
class Upload:
    """A document and what was found; `content` is emptied when it is no longer needed.

    `reader` is the language of who uploaded it. `verdict` is conforms, improve, fails or unread; `counts` how much is
    to be corrected, `detail` why nothing could be judged, and `code` is that of the failure.
    """

    id: str
    name: str
    content: bytes = b""
    reader: str = ""
    state: State = State.WAITING
    verdict: str = ""
    detail: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    code: str = ""
    page: bytes = b""
    copies: dict[str, bytes] = field(default_factory=dict)
    task: "asyncio.Task[None] | None" = None

    @property
    def size(self) -> int:
        return len(self.content) + len(self.page) + sum(map(len, self.copies.values()))

    def stop(self) -> None:
        """Stop judging."""
        if self.task is not None and self.state in {State.WAITING, State.JUDGING}:
            self.task.cancel()
            self.state = State.STOPPED
            self.content = b""


@dataclass
class Session:
    """The uploads of one visitor, in the order in which they came."""

    uploads: dict[str, Upload] = field(default_factory=dict)
    used: float = field(default_factory=monotonic)

    def room(self) -> int:
        """Return how many bytes may be added; 0 where there are too many files."""
        if len(self.uploads) >= FILES:
            return 0
        return max(BYTES - sum(upload.size for upload in self.uploads.values()), 0)

    def add(self, name: str, content: bytes, reader: str = "") -> Upload:
        """Add an upload."""
        upload = Upload(secrets.token_hex(8), name, content, reader)
        self.uploads[upload.id] = upload
        return upload

    def forget(self, key: str) -> None:
        """Stop and forget an upload, if there is such a one."""
        upload = self.uploads.pop(key, None)
        if upload is not None:
            upload.stop()


class Sessions:
    """The sessions by the values of their cookies."""

    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}

    def __iter__(self) -> Iterator[Session]:
        return iter(self._sessions.values())

    def begin(self) -> str:
        """Begin a session and return its key; forget those that are idle, and the oldest where there are too many."""
        now = monotonic()
        by_use = sorted(self._sessions, key=lambda key: self._sessions[key].used)
        surplus = max(len(by_use) - SESSIONS + 1, 0)
        for at, key in enumerate(by_use):
            if at < surplus or now - self._sessions[key].used > IDLE:
                self._end(key)
        key = secrets.token_urlsafe(32)
        self._sessions[key] = Session()
        return key

    def get(self, key: str) -> Session | None:
        """Return the session with a key."""
        session = self._sessions.get(key)
        if session is not None:
            if monotonic() - session.used > IDLE:
                self._end(key)
                return None
            session.used = monotonic()
        return session

    def end_all(self) -> None:
        """Stop and forget everything."""
        for key in list(self._sessions):
            self._end(key)

    def _end(self, key: str) -> None:
        session = self._sessions.pop(key)
        for upload in list(session.uploads):
            session.forget(upload)
