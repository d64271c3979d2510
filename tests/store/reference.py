"""A slow reference for streaks.

Shares no code with the bot: keeps plain dicts, and recomputes everything from the first day on each
call.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta


@dataclass
class Person:
    """The events of one person."""

    goal: int = 1
    nudges: defaultdict[date, int] = field(default_factory=lambda: defaultdict(int))
    counted: list[tuple[datetime, date, int]] = field(default_factory=list)
    asked: dict[date, int] = field(default_factory=dict)
    working: dict[date, bool] = field(default_factory=dict)
    excused: set[date] = field(default_factory=set)
    off: defaultdict[str, set[date]] = field(default_factory=lambda: defaultdict(set))
    """Days off by the id of their range."""

    def begins(self, day: date, working: bool) -> None:
        self.working.setdefault(day, working)
        self.asked.setdefault(day, self.goal)

    def nudge(self, day: date, working: bool) -> None:
        self.begins(day, working)
        self.nudges[day] += 1

    def takes(self, at: datetime, day: date, working: bool, seconds: int) -> bool:
        if any(abs((at - then).total_seconds()) < 300 for then, _, _ in self.counted):
            return False
        self.begins(day, working)
        self.counted.append((at, day, seconds))
        return True

    def excuse(self, day: date, working: bool) -> None:
        self.begins(day, working)
        self.excused.add(day)

    def aims(self, day: date, goal: int) -> None:
        self.goal = goal
        if day in self.asked and goal < self.asked[day]:
            self.asked[day] = goal

    def is_off(self, day: date, id_: str, length: int) -> None:
        self.off[id_] |= {day + timedelta(days=n) for n in range(length)}

    def is_back(self, today: date, id_: str) -> None:
        self.off[id_] = {it for it in self.off[id_] if it < today}

    def breaks_on(self, day: date) -> int:
        return sum(it == day for _, it, _ in self.counted)

    def verdict(self, day: date) -> str:
        if day not in self.working or not self.working[day]:
            return "nothing"
        if self.breaks_on(day) >= self.asked[day]:
            return "kept"
        spared = day in self.excused or any(day in it for it in self.off.values())
        reached = self.nudges[day] >= self.asked[day]
        return "missed" if reached and not spared else "nothing"

    def adds_up(self, today: date) -> dict[str, object]:
        """All fields of the streak as of `today`, and the frozen days."""
        run = best = ice = steps = 0
        frozen: list[date] = []
        last_kept = last_earned = None
        for day in sorted(self.working):
            verdict = self.verdict(day)
            if verdict == "kept":
                run, last_kept = run + 1, day
                best = max(best, run)
                if ice < 2:
                    steps += 1
                if steps == 10:
                    steps, ice, last_earned = 0, ice + 1, day
            if verdict == "missed" and day < today and run:
                if ice:
                    ice -= 1
                    frozen.append(day)
                else:
                    run = 0
        return {
            "current": run,
            "longest": best,
            "last_day": last_kept,
            "breaks": len(self.counted),
            "seconds": sum(it for _, _, it in self.counted),
            "freezes": ice,
            "toward": steps,
            "frozen_on": frozen[-1] if frozen else None,
            "earned_on": last_earned,
        } | {"frozen": set(frozen)}
