"""Streaks, goals, plans and charts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.cards.home import home_tab
from bot.cards.home.home_tab import HomePage
from bot.cards.progress import goal_cards, history_chart, plan_cards, streak_card
from bot.cards.progress.streak_card import Overview
from bot.cards.progress.week_note import OwnWeek, week_note
from bot.domain.exercises.picking import Allowed
from bot.domain.exercises.plan_progress import PlanProgress, PlanRun, tasks
from bot.domain.progress.heatmap import heat_map
from bot.domain.progress.streaks import Day, Streak, fold
from bot.library.words import Words
from tests.cards.gallery.samples import (
    LIBRARY,
    LONG_TEXT,
    MEMBER,
    NOBODY,
    NOW,
    SOME_EXERCISES,
    TODAY,
    Named,
)

LIVES: dict[str, list[Day]] = {
    "nothing": [],
    "one day": [Day(TODAY, True, 1, 1)],
    "all kept": [Day(TODAY - timedelta(days=n), True, 9, 9) for n in range(100, -1, -1)],
    "all kinds": [
        Day(TODAY - timedelta(days=100 - n), n % 7 < 6, 9 * (n % 11 > 0), n % 9, 2, n % 13 == 0)
        for n in range(101)
    ],
    "a freeze": [Day(TODAY - timedelta(days=100 - n), True, 9, int(n != 98)) for n in range(101)],
    "two freezes": [Day(TODAY - timedelta(days=100 - n), True, 9, int(n < 98)) for n in range(101)],
}


def every(words: Words) -> Iterator[Named]:
    yield "week of somebody unknown", week_note(words, OwnWeek())
    yield from _streaks(words)
    yield from _goals(words)
    yield from _plans(words)
    yield from history_charts(words)


def _streaks(words: Words) -> Iterator[Named]:
    for streak in (Streak(), Streak(1, 1, TODAY, 1), Streak(0, 9, TODAY, 30)):
        today = Day(TODAY, True, 2, streak.current)
        seen = Overview(member=MEMBER, at=NOW, today=today, streak=streak, together=NOBODY)
        for member in (MEMBER, None):
            card = streak_card.streak_card(words, replace(seen, member=member))
            yield f"streak {streak} {member is None}", card
    for name, days in LIVES.items():
        for goal in (1, 8):
            seen = Overview(
                member=MEMBER,
                at=NOW,
                today=Day(TODAY, True, 2, days[-1].breaks if days else 0, goal),
                streak=replace(fold(days, TODAY), seconds=123456),
                grid=heat_map(days, TODAY),
                together=NOBODY,
            )
            yield f"streak of {name} {goal}", streak_card.streak_card(words, seen)
            yield f"Home of {name} {goal}", home_tab.home_tab(words, seen)
            history = home_tab.home_tab(words, seen, HomePage.HISTORY)
            yield f"history on Home of {name} {goal}", history
        for suggestion in (None, *SOME_EXERCISES):
            week = OwnWeek(heat_map(days, TODAY, weeks=1), len(days), 90, suggestion)
            yield f"week of {name} {suggestion and suggestion.id}", week_note(words, week)


def _goals(words: Words) -> Iterator[Named]:
    for goal in (1, 8):
        yield f"goal {goal}", goal_cards.present_goal(words, goal)
        for today in (1, 8):
            yield f"goal set {goal} {today}", goal_cards.goal_set(words, goal, today)
    yield "goal unclear", goal_cards.goal_unclear(words, LONG_TEXT)


def _plans(words: Words) -> Iterator[Named]:
    plans = tuple(LIBRARY.plans.values())
    yield "plans", plan_cards.choice(words, plans)
    yield "plans on Home", plan_cards.choice_home(words, plans)
    yield "plan stopped", plan_cards.stopped(words)
    for plan in plans:
        for day in (plan.days[0], plan.days[-1]):
            for allowed in (Allowed(), Allowed(areas_left_out=frozenset({"hips"}))):
                for done in ((), day.exercises[:1], day.exercises):
                    run = PlanRun(plan.id, day.day, TODAY, done)
                    now = PlanProgress(plan, run, tasks(run, plan, LIBRARY.exercises, allowed))
                    label = f"{plan.id} {day.day} {len(done)} {len(allowed.areas_left_out)}"
                    yield f"plan {label}", plan_cards.status(words, now, LIBRARY.exercises)


def history_charts(words: Words) -> Iterator[Named]:
    """Somebody new, somebody with a bit of everything, and somebody who never stops."""
    monday = TODAY - timedelta(weeks=11)
    dates = [monday + timedelta(days=n) for n in range((TODAY - monday).days + 1)]
    some = [Day(it, it.weekday() < 5, 3, it.day % 5, 3) for it in dates]
    much = [Day(it, True, 20, 10**6, 8) for it in dates]
    for name, lived in (("nothing", []), ("some", some), ("much", much)):
        weeks = heat_map(lived, TODAY)
        order = history_chart.history(words, weeks, lived, TODAY, MEMBER)
        shown = history_chart.history_card(words, order, weeks.weeks[-1].monday, "F0000001")
        yield f"history of {name}", shown
