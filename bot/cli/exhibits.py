"""Every card about the exercises and plans of the library, with figures, on a page to review."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.cards.breaks import (
    break_card,
    ended_cards,
    feedback_cards,
    library_cards,
    offer_cards,
    self_check_cards,
)
from bot.cards.breaks.ended_cards import BreakOutcome, Following
from bot.cards.parts.blocks import Card, Image
from bot.cards.parts.button_values import Sightings
from bot.cards.progress import plan_cards
from bot.cards.teams import group_break_cards
from bot.domain.breaks.card_state import CardState, Progress
from bot.domain.breaks.feedback import easier
from bot.domain.breaks.nudges import Nudge, new_nudge
from bot.domain.breaks.playing import screens
from bot.domain.breaks.self_check import PLAN_ID, Observation, gentle_start
from bot.domain.exercises.browsing import Selection, library_page
from bot.domain.exercises.exercise import Exercise, ExerciseKind, Stage
from bot.domain.exercises.picking import Allowed
from bot.domain.exercises.plan_progress import PlanProgress, PlanRun, tasks
from bot.domain.members import Who
from bot.domain.progress.streaks import Day, Streak
from bot.domain.teams.group_breaks import GroupBreak, GroupBreakState
from bot.library.catalog import Library
from bot.library.vocabulary import BodyArea
from bot.library.words import Words
from bot.playground.exhibits import Exhibit

Shown = Callable[[Exercise, Stage, bool], Image | None]
"""The figure of a stage, moving or not; None if it has not been drawn."""

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def exhibits(library: Library, words: Words, shown: Shown) -> Iterator[Exhibit]:
    """The cards of each exercise in each state, then the plans and the pages of the library."""
    for exercise in library.exercises.values():
        for name, card in _of_exercise(words, library, exercise, shown):
            yield Exhibit(exercise.name, name, card.blocks, card.text)
    for plan in library.plans.values():
        for day in plan.days:
            run = PlanRun(plan.id, day.day, NOON.date())
            now = PlanProgress(plan, run, tasks(run, plan, library.exercises, Allowed()))
            card = plan_cards.status(words, now, library.exercises)
            yield Exhibit(f"Plan: {plan.name}", f"day {day.day}", card.blocks, card.text)
    first = library_page(library.exercises.values(), BodyArea, Selection())
    for page in range(first.pages):
        turned = library_page(library.exercises.values(), BodyArea, Selection(page=page))
        images = {
            exercise.id: image
            for exercise in turned.exercises
            if (image := shown(exercise, exercise.gist, False))
        }
        card = library_cards.library_card(words, turned, images)
        yield Exhibit("Library", f"page {page + 1}", card.blocks, card.text)


def _of_exercise(
    words: Words, library: Library, exercise: Exercise, shown: Shown
) -> Iterator[tuple[str, Card]]:
    if exercise.kind is ExerciseKind.SELF_CHECK:
        yield "introduced", self_check_cards.intro(words, exercise)
        for seen in (Sightings(), Sightings((Observation.LIFTED,))):
            figure = shown(exercise, Stage(exercise.gist.step, seen.side), True)
            yield f"check, {seen.side} side", self_check_cards.side(words, exercise, seen, figure)
        yield from _checked(words, library)
    figure = shown(exercise, exercise.gist, False)
    yield "offered", offer_cards.offer(words, exercise, _offered(exercise), "Etc/UTC", figure)
    for at, stages in enumerate(screens(exercise)):
        nudge = _offered(exercise).moved(Progress(CardState.STARTED, at))
        figures = [shown(exercise, stage, True) for stage in stages]
        yield f"screen {at + 1}", break_card.screen(words, exercise, nudge, figures, plays=False)
    yield from _of_group_break(words, exercise, shown)
    following = Following(NOON + timedelta(minutes=35), NOON, "Etc/UTC")
    today = BreakOutcome(Day(NOON.date(), True, 1, 1), Streak(1, 1, NOON.date(), 1))
    done = ended_cards.done(words, exercise, today)
    yield "stopped", ended_cards.stopped(words, exercise, None, following)
    yield from _afterwards(words, library, exercise, done)
    for state in (CardState.SNOOZED, CardState.SKIPPED, CardState.EXPIRED):
        nudge = _offered(exercise).moved(Progress(state))
        yield state.value, ended_cards.ended(words, exercise, nudge, following)


def _checked(words: Words, library: Library) -> Iterator[tuple[str, Card]]:
    gentle = gentle_start(library.rotation(Allowed()))
    plan = library.plans.get(PLAN_ID)
    for seen in Observation:
        if seen is not Observation.HURT:
            both = Sightings((seen, seen))
            card = self_check_cards.result(words, both, gentle, plan, is_nudged=True)
            yield f"checked, {seen} on both sides", card
    yield "checked, hurt", self_check_cards.hurt(words)


def _afterwards(
    words: Words, library: Library, exercise: Exercise, done: Card
) -> Iterator[tuple[str, Card]]:
    """What follows a finished break, for each answer."""
    nudge = _offered(exercise)
    instead = easier(exercise, library.rotation(Allowed()))
    yield "done", feedback_cards.question(words, done, nudge)
    yield "felt good", feedback_cards.felt_good(words, done)
    if instead is None:
        yield "too hard", feedback_cards.nothing_easier(words, done, nudge)
    else:
        yield "too hard", feedback_cards.easier_next(words, done, exercise, instead, nudge)
    yield "hurt", feedback_cards.hurt(words, done, exercise, nudge, Allowed())
    yield "left out", feedback_cards.left_out(words, done, exercise, nudge)
    yield "its area left out", feedback_cards.area_left_out(words, done, exercise, nudge)


def _of_group_break(words: Words, exercise: Exercise, shown: Shown) -> Iterator[tuple[str, Card]]:
    """The exercise as a group break."""
    if exercise.kind is ExerciseKind.SELF_CHECK:
        return
    group_break = GroupBreak(
        id="0" * 32,
        workspace_id="T",
        channel_id="C",
        host="U",
        daily=False,
        exercise_id=exercise.id,
        locale=words.locale.language,
        zone="Etc/UTC",
        starts_at=NOON + timedelta(minutes=5),
    )
    figure = shown(exercise, exercise.gist, False)
    called = group_break_cards.called(words, group_break, exercise, 3, NOON, figure)
    yield "together, called for", called
    for state in (GroupBreakState.RUNNING, GroupBreakState.DONE):
        later = replace(group_break, state=state, stage=len(exercise.script) - 1)
        figure = shown(exercise, exercise.script[-1], True)
        card = group_break_cards.shown(words, later, exercise, 12, NOON, figure)
        yield f"together, {state}", card


def _offered(exercise: Exercise) -> Nudge:
    return new_nudge("0" * 32, Who("T", "U"), exercise.id, CardState.OFFERED, NOON, asked=False)
