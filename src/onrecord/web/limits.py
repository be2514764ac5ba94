"""Lets somebody do a thing so often in so long, and no oftener."""

from collections import deque
from dataclasses import dataclass, field

KEPT = 10_000
"""Who is remembered at most: whoever comes from more addresses is let through by turns, and memory stays small."""


@dataclass(slots=True)
class Limit:
    """So `many` times in so many `seconds`, for each who asks."""

    many: int
    seconds: float
    _seen: dict[str, deque[float]] = field(default_factory=dict)

    def wait(self, who: str, now: float) -> float:
        """How many seconds they have to wait; 0, and it is counted, where they need not."""
        times = self._seen.pop(who, deque())
        while times and now - times[0] >= self.seconds:
            times.popleft()
        self._seen[who] = times
        if len(self._seen) > KEPT:
            del self._seen[next(iter(self._seen))]
        if len(times) >= self.many:
            return max(1.0, self.seconds - (now - times[0]))
        times.append(now)
        return 0.0
