"""The Home tab, /stretch why, and the welcome message."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.cards.home import home_guest, home_tab, why_card
from bot.cards.home.home_tab import HomePage
from bot.cards.progress.streak_card import Overview, WorkspaceWeek
from bot.domain.calendar.busy_signals import Deferral, Quiet, Signal, Signals
from bot.domain.calendar.days_off import DayOff, Why
from bot.domain.calendar.work_week import WorkWeek
from bot.domain.exercises.exercise import Load
from bot.domain.exercises.picking import Allowed
from bot.domain.exercises.plan_progress import PlanProgress, PlanRun, tasks
from bot.domain.members import DueReason, Member, MemberStatus
from bot.domain.progress.streaks import Day, Streak
from bot.domain.settings.preferences import Preferences
from bot.library.vocabulary import BodyArea
from bot.library.words import Words
from tests.cards.gallery.samples import (
    GUEST,
    IDLE,
    LIBRARY,
    MEMBER,
    NOBODY,
    NOW,
    PLAN,
    TEAMS_NOW,
    TODAY,
    Named,
)

SEEN = Overview(
    member=MEMBER, at=NOW, today=Day(TODAY, True, 2, 1), streak=Streak(), together=NOBODY
)


def every(words: Words) -> Iterator[Named]:
    yield "welcome", home_guest.welcome(words)
    yield "failed on Home", home_tab.failed(words)
    for n, member in enumerate((None, *_members(), *_deferred())):
        seen = replace(SEEN, member=member)
        yield f"Home of member {n}", home_tab.home_tab(words, seen)
        for page in HomePage:
            shown = home_tab.home_tab(words, seen, page)
            yield f"Home of member {n}, {page}", shown
        yield f"why of member {n}", why_card.why_card(words, seen)
    lost = replace(SEEN, lost_at=NOW, is_served=False)
    yield "why, lost and without exercises", why_card.why_card(words, lost)
    news = words("*Your exercise is in the Messages tab.*")
    for member in (MEMBER, GUEST):
        shown = home_tab.home_tab(words, replace(SEEN, member=member), news=news, data_news=news)
        yield f"Home with news {member.is_active}", shown
    yield from _with_more(words)
    yield from _days_off(words)


def _with_more(words: Words) -> Iterator[Named]:
    """Home with weeks, streaks, plans and teams."""
    for people, breaks, mine in ((0, 0, 0), (1, 1, 1), (400, 9000, 12)):
        week = WorkspaceWeek(people=people, breaks=breaks, mine=mine, places=())
        for streak in (Streak(), Streak(1, 1, TODAY, 1), Streak(0, 9, TODAY, 30)):
            for member in (MEMBER, None):
                seen = replace(SEEN, member=member, streak=streak, together=week)
                shown = home_tab.home_tab(words, seen)
                yield f"Home {people} {streak} {member is None}", shown
    first = PLAN.days[0].exercises
    for done in ((), first[:1], first):
        run = PlanRun(PLAN.id, 1, TODAY, done)
        plan = PlanProgress(PLAN, run, tasks(run, PLAN, LIBRARY.exercises, Allowed()))
        shown = home_tab.home_tab(words, replace(SEEN, plan=plan), HomePage.PLAN)
        yield f"Home in plan {len(done)}", shown
    for n, now in enumerate(TEAMS_NOW):
        member = GUEST if n % 2 else MEMBER
        seen = replace(SEEN, member=member, teams=(now,) * (n % 3 + 1), more_teams=n % 3)
        yield f"Home of teams {n}", home_tab.home_tab(words, seen, HomePage.TOGETHER)


def _days_off(words: Words) -> Iterator[Named]:
    waiting = replace(MEMBER, due_reason=DueReason.DAY_OFF)
    for cause in Why:
        for called in ("", words("Founders' Day")):
            off = DayOff(cause, called, TODAY, TODAY)
            seen = replace(SEEN, member=waiting, day_off=off)
            yield f"why off {cause} {bool(called)}", why_card.why_card(words, seen)
            yield f"Home off {cause} {bool(called)}", home_tab.home_tab(words, seen)


def _members() -> Iterator[Member]:
    yield from (replace(MEMBER, due_reason=reason) for reason in DueReason)
    yield replace(IDLE, status=MemberStatus.LEFT)
    yield GUEST
    yield IDLE
    yield replace(MEMBER, paused_until=NOW + timedelta(hours=2))
    yield replace(MEMBER, signals=Signals(vacation_until=NOW + timedelta(days=2)))
    yield from _with_rhythms()
    yield replace(MEMBER, preferences=Preferences(fixed_times=(600, 750)))
    yield replace(IDLE, preferences=Preferences(fixed_times=(0,)))
    yield replace(MEMBER, preferences=Preferences(daily_cap=1))
    yield replace(MEMBER, preferences=Preferences(daily_goal=3))
    yield replace(MEMBER, preferences=Preferences(areas_left_out=frozenset(BodyArea)))
    yield replace(MEMBER, preferences=Preferences(left_out=frozenset({"dead-bug"})))
    yield replace(MEMBER, preferences=Preferences(spared=frozenset(Load)))
    yield replace(MEMBER, preferences=Preferences(holidays="1"))
    yield replace(MEMBER, preferences=Preferences(week=WorkWeek(((),) * 7)))
    snoozed = replace(MEMBER, sitting_since=NOW + timedelta(hours=20))
    yield replace(snoozed, due_reason=DueReason.OPENING)


def _with_rhythms() -> Iterator[Member]:
    """With a next nudge for each of the rhythms, alone and together."""
    several = Preferences(eyes_minutes=20, walk_minutes=90)
    for eyes, sitting, walk in ((20, 20, 20), (20, 35, 35), (9, 35, 35), (9, 35, 90), (20, 35, 90)):
        now = NOW + timedelta(hours=2)
        yield replace(
            MEMBER,
            preferences=several,
            sitting_since=now - timedelta(minutes=sitting),
            eyes_since=now - timedelta(minutes=eyes),
            walk_since=now - timedelta(minutes=walk),
            next_due_at=now,
        )


def _deferred() -> Iterator[Member]:
    """With a nudge that may be deferred, one that is, one that was, and one that never came; and
    with one that was dropped because they were away, before and after they came back."""
    then = NOW + timedelta(hours=1)
    for ahead in (
        Signals(huddle_until=then),
        Signals(meeting_until=then),
        Signals(quiet=Quiet(NOW, then)),
    ):
        yield replace(MEMBER, signals=ahead)
    for signal in (Signal.HUDDLE, Signal.MEETING, Signal.DND):
        waiting = Deferral(signal, NOW - timedelta(minutes=9))
        yield replace(MEMBER, due_reason=DueReason.DEFERRED, deferral=waiting)
        yield replace(MEMBER, deferral=replace(waiting, until=NOW), sitting_since=NOW)
        dropped = NOW - timedelta(minutes=50)
        yield replace(MEMBER, deferral=replace(waiting, until=NOW), sitting_since=dropped)
        past_hours = replace(waiting, until=NOW + timedelta(hours=9))
        yield replace(MEMBER, deferral=past_hours, sitting_since=dropped)
    away = Deferral(Signal.AWAY, NOW - timedelta(minutes=9))
    yield replace(MEMBER, due_reason=DueReason.AWAY, deferral=away)
    back = replace(MEMBER, deferral=replace(away, until=NOW), sitting_since=NOW)
    yield from (replace(back, due_reason=it) for it in (DueReason.INTERVAL, DueReason.OPENING))
