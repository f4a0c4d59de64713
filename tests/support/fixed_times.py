"""Moments that tests give to what asks for the time."""

from datetime import UTC, datetime

NOW = datetime(2025, 3, 31, 12, tzinfo=UTC)
LATER = datetime(2025, 3, 31, 13, tzinfo=UTC)
