"""How the filings came in before and after the deadline."""

from collections import Counter
from dataclasses import dataclass, field

from checker_reporters.audit.body_status import Arrival, JudgedBody
from checker_reporters.audit.dashboard.chunks import Json


@dataclass
class Progress:
    """Count bodies by the day on which they filed, and by their deadline."""

    bodies: int = 0
    days: Counter[str] = field(default_factory=Counter)
    deadlines: Counter[str] = field(default_factory=Counter)
    undated: int = 0  # filed, nobody knows when

    def add(self, judged: JudgedBody) -> None:
        """Count a body."""
        body = judged.body_report.body
        self.bodies += 1
        if body.deadline is not None:
            self.deadlines[body.deadline.isoformat()] += 1
        if judged.arrival is Arrival.MISSING or not judged.body_report.submissions:
            return
        if body.submitted is not None:
            self.days[body.submitted.isoformat()] += 1
        else:
            self.undated += 1

    def json(self) -> Json:
        """Return the counts in the order of the days."""
        return {
            "bodies": self.bodies,
            "days": [[day, self.days[day]] for day in sorted(self.days)],
            "deadlines": [[day, self.deadlines[day]] for day in sorted(self.deadlines)],
            "undated": self.undated,
        }
