"""People, exercises and teams that the cards of the gallery are about."""

from dataclasses import replace
from datetime import date, time, timedelta

from bot.cards.parts.blocks import Card, Image, View
from bot.cards.progress.streak_card import WorkspaceWeek
from bot.domain.breaks.card_state import CardState, Progress
from bot.domain.breaks.nudges import Nudge
from bot.domain.breaks.self_check import CHECK_ID
from bot.domain.calendar.days_off import DateRange, DayKind
from bot.domain.exercises.exercise import Exercise, Stage
from bot.domain.members import DueReason, MemberStatus
from bot.domain.teams.teams import Appointment, Team, TeamDay, TeamNow
from bot.library.files.location import content_root
from bot.library.loading import load_library
from bot.library.words import Words
from tests.domain.people import ana, utc

Shown = Card | View
Named = tuple[str, Shown]

NOW = utc("2026-11-23 09:00")
TODAY = date(2026, 11, 23)
LIBRARY = load_library(content_root())
DEAD_BUG = LIBRARY.exercises["dead-bug"]
SOME_EXERCISES = tuple(
    LIBRARY.exercises[it]
    for it in ("20-20-20", "dead-bug", "kneeling-hip-flexor-stretch", "stand-and-walk", CHECK_ID)
)
"""One of each sort, among them those with the longest name and the longest text."""
PLAN = LIBRARY.plans["hip-flexor-reset"]
CROWD = {
    f"{it.id}-{n}": replace(it, id=f"{it.id}-{n}", name=f"{it.name} {n}".ljust(60, "x"))
    for n in range(12)
    for it in LIBRARY.exercises.values()
}
"""More exercises than Slack takes in one menu."""

MEMBER = ana(next_due_at=NOW + timedelta(minutes=35), due_reason=DueReason.INTERVAL)
IDLE = replace(MEMBER, next_due_at=None, due_reason=None)
GUEST = replace(IDLE, status=MemberStatus.GUEST)
LONG_TEXT = "<!channel> & " + "so very long " * 200
NOBODY = WorkspaceWeek(people=0, breaks=0, mine=0, places=())

TEAM = Team(
    workspace_id="T1",
    channel_id="C0000001",
    set_up_by="U1",
    set_up_at=NOW,
    zone="Etc/UTC",
    locale="en-US",
)
BUSY_TEAM = replace(
    TEAM, weekly_goal=10_000, digest=Appointment(4, time(15)), together=time(10, 30)
)
TEAMS_NOW = tuple(
    TeamNow(team=team, today=today, streak=streak, breaks=breaks)
    for team in (TEAM, BUSY_TEAM)
    for today, streak, breaks in (
        (TeamDay(TODAY), 0, 0),
        (TeamDay(TODAY, 1, 1, 2, 90), 0, 2),
        (TeamDay(TODAY, 3, 1, 1, 60), 1, 1),
        (TeamDay(TODAY, 150, 150, 900), 250, 10_001),
    )
)
"""Empty, with one person, begun, and past the goal."""


def nudge(state: CardState, screen: int = 0, *, asked: bool = False, n: int = 0) -> Nudge:
    return Nudge(
        id=f"{n:032x}",
        workspace_id="T1",
        user_id="U1",
        exercise_id="dead-bug",
        asked=asked,
        progress=Progress(state, screen),
        created_at=NOW,
    )


def figure(words: Words, exercise: Exercise, stage: Stage) -> Image:
    return Image(words.of(exercise, "alt", exercise.alt(stage)), file_id="F0000001")


def date_ranges(words: Words) -> list[DateRange]:
    """More than a card lists, of every kind."""
    name = words("Founders' Day")
    return [
        DateRange(f"{n:032x}", TODAY, TODAY + timedelta(days=n % 3), kind, name * for_all, for_all)
        for n in range(15)
        for kind, for_all in ((DayKind.OFF, False), (DayKind.WORKS, False), (DayKind.OFF, True))
    ]
