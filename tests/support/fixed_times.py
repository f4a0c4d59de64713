"""Fixed times for tests."""

from datetime import UTC, datetime

NOW = datetime(2025, 3, 31, 12, tzinfo=UTC)
LATER = datetime(2025, 3, 31, 13, tzinfo=UTC)
