"""Bodies that were renamed, merged or dissolved: who reports for whom in a period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from checker import Body, Period
from checker_audit.intake.names import key


@dataclass(frozen=True)
class Succession:
    """The bodies that report for a period, and those that others took over from, by name, with their successors."""

    bodies: tuple[Body, ...]
    former: tuple[Body, ...] = ()
    successors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, roster: Sequence[Body], period: Period) -> "Succession":
        """Part the bodies of a roster at the last day of a period."""
        named = {key(name): body for body in reversed(roster) for name in reversed(body.names)}
        over = [body for body in roster if _is_over(body, period)]
        gone = {body.name for body in over}
        present = tuple(
            body
            for body in roster
            if body.name not in gone and (body.valid_from is None or body.valid_from <= period.end)
        )
        successors = {}
        for body in over:
            visited, last = {body.name}, named.get(key(body.successor))
            while last is not None and last.name in gone and last.name not in visited:
                visited.add(last.name)
                last = named.get(key(last.successor))
            if last is not None and last.name not in gone:
                successors[body.name] = last.name
        return cls(present, tuple(body for body in over if body.name in successors), successors)

    def former_of(self, body: str) -> tuple[str, ...]:
        """Return the bodies from which a body took over."""
        return tuple(one.name for one in self.former if self.successors[one.name] == body)


def _is_over(body: Body, period: Period) -> bool:
    if body.valid_until is not None:
        return body.valid_until < period.end
    return bool(body.successor)
