"""The card of a break in every state, feedback, the library, and the self-check."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.cards.breaks import (
    break_card,
    ended_cards,
    library_cards,
    offer_cards,
    self_check_cards,
)
from bot.cards.breaks import feedback_cards as feedback
from bot.cards.breaks.day_line import day_line
from bot.cards.breaks.ended_cards import BreakOutcome, Following
from bot.cards.parts.button_values import Sightings
from bot.cards.schedule import snooze_menu
from bot.domain.breaks.card_state import CardState, Refusal
from bot.domain.breaks.old_cards import DayOfBreaks
from bot.domain.breaks.playing import Playback, screens
from bot.domain.breaks.self_check import CHECK_ID, RECHECK_AFTER, Observation
from bot.domain.exercises.browsing import Selection, library_page
from bot.domain.exercises.exercise import Exercise, Position
from bot.domain.exercises.picking import Allowed
from bot.domain.exercises.plan_progress import PlanProgress, PlanRun, tasks
from bot.domain.phrases.until import EndReason, EndTime
from bot.domain.progress.streaks import Day, Streak
from bot.library.vocabulary import BodyArea
from bot.library.words import Words
from tests.cards.gallery.samples import (
    DEAD_BUG,
    LIBRARY,
    LONG_TEXT,
    MEMBER,
    NOW,
    PLAN,
    SOME_EXERCISES,
    TODAY,
    Named,
    figure,
    nudge,
)

FOLLOWING = Following(NOW, NOW, "Etc/UTC")


def every(words: Words) -> Iterator[Named]:
    for exercise in SOME_EXERCISES:
        yield from _offers(words, exercise)
        yield from _afterwards(words, exercise)
    yield from _endings(words)
    yield from _counted(words)
    yield from _in_plan(words)
    yield from _days(words)
    yield from _without_exercise(words)
    yield from _library(words)
    yield from _self_check(words)


def _offers(words: Words, exercise: Exercise) -> Iterator[Named]:
    for n in range(3):
        offered = offer_cards.offer(words, exercise, nudge(CardState.OFFERED, n=n), "Etc/UTC")
        yield f"offer {n} {exercise.id}", offered
    asked = nudge(CardState.OFFERED, asked=True)
    yield (
        f"asked {exercise.id}",
        offer_cards.offer(words, exercise, asked, "Etc/UTC", snoozes=False),
    )
    yield f"about {exercise.id}", offer_cards.about(words, exercise)
    yield f"nothing else {exercise.id}", offer_cards.nothing_else(words, offered)
    yield f"from nearby {exercise.id}", offer_cards.from_nearby(words, offered, LONG_TEXT)
    yield f"welcome back {exercise.id}", offer_cards.welcome_back(words, offered)
    for at, stages in enumerate(screens(exercise)):
        pictures = [figure(words, exercise, it) for it in stages]
        begun = nudge(CardState.STARTED, at)
        drawn = break_card.screen(words, exercise, begun, pictures)
        yield f"paused {at} {exercise.id}", drawn
        yield f"stale {at} {exercise.id}", break_card.explained(words, Refusal.ELSEWHERE, drawn)
        first = replace(begun, is_first=True)
        yield f"first {at} {exercise.id}", break_card.screen(words, exercise, first, plays=False)
        plays = replace(first, playback=Playback(NOW, "https://hooks.slack.com/", 4))
        yield f"plays {at} {exercise.id}", break_card.screen(words, exercise, plays, pictures)


def _without_exercise(words: Words) -> Iterator[Named]:
    yield "nothing suits", offer_cards.nothing_suits(words)
    yield "just move", offer_cards.just_move(words)
    yield "welcome back", offer_cards.welcome_back(words, offer_cards.just_move(words))
    yield "gone", break_card.gone(words)
    yield "foreign", break_card.foreign(words)


def _endings(words: Words) -> Iterator[Named]:
    for due in (None, NOW):
        for state in CardState:
            following = Following(due, NOW - timedelta(hours=20), "Etc/UTC")
            drawn = ended_cards.ended(words, DEAD_BUG, nudge(state), following)
            yield f"ended {state} {due}", drawn
            yield f"explained {state} {due}", break_card.explained(words, Refusal.OVER, drawn)
        for breaks, scheduled, current in ((1, True, 1), (7, True, 120), (1, False, 0)):
            day = Day(TODAY, scheduled, 3, breaks)
            following = Following(due, NOW, "Etc/UTC")
            outcome = BreakOutcome(day, Streak(current, current, TODAY, breaks))
            label = f"{breaks} {scheduled} {due}"
            yield f"done {label}", ended_cards.done(words, DEAD_BUG, outcome)
            yield f"stopped {label}", ended_cards.stopped(words, DEAD_BUG, outcome, following)
            yield f"just stopped {label}", ended_cards.stopped(words, DEAD_BUG, None, following)
    yield "never", ended_cards.never(words, DEAD_BUG, nudge(CardState.SKIPPED))
    yield "done before", ended_cards.done(words, DEAD_BUG, None)
    snoozed = ended_cards.ended(words, DEAD_BUG, nudge(CardState.SNOOZED), FOLLOWING)
    for reading in EndReason:
        drawn = snooze_menu.explained(words, snoozed, EndTime(NOW, reading), MEMBER)
        yield f"snoozed card {reading}", drawn


def _counted(words: Words) -> Iterator[Named]:
    """Every way a break counts, or does not."""
    frozen = (TODAY - timedelta(days=4), TODAY - timedelta(days=3))
    for scheduled in (True, False):
        for breaks in (0, 1, 2, 3, 4):
            for current in (0, 1, 12):
                for n in range(3):
                    day = Day(TODAY, scheduled, 3, breaks, goal=3)
                    streak = Streak(current, 20, TODAY, 30, earned_on=TODAY)
                    outcome = BreakOutcome(
                        day, streak, counted=n < 2, frozen=frozen[:n], kept_days=25
                    )
                    label = f"{scheduled} {breaks} {current} {n}"
                    yield f"counted {label}", ended_cards.done(words, DEAD_BUG, outcome)
                    stopped = ended_cards.stopped(words, DEAD_BUG, outcome, FOLLOWING)
                    yield f"counted stopped {label}", stopped


def _in_plan(words: Words) -> Iterator[Named]:
    for day in (PLAN.days[0], PLAN.days[-1]):
        for done in ((), day.exercises[:1], day.exercises):
            run = PlanRun(PLAN.id, day.day, TODAY, done)
            now = PlanProgress(PLAN, run, tasks(run, PLAN, LIBRARY.exercises, Allowed()))
            outcome = BreakOutcome(Day(TODAY, True, 1, 1), Streak(1, 1, TODAY, 1), now)
            card = ended_cards.done(words, DEAD_BUG, outcome)
            yield f"done in plan {day.day} {len(done)}", card


def _days(words: Words) -> Iterator[Named]:
    for breaks in (1, 3, 14):
        yield f"day {breaks}", day_line(words, DayOfBreaks(TODAY, breaks, 100 * breaks, 4))


def _afterwards(words: Words, exercise: Exercise) -> Iterator[Named]:
    outcome = BreakOutcome(Day(TODAY, True, 3, 7), Streak(120, 120, TODAY, 7))
    done, easier = nudge(CardState.DONE), LIBRARY.exercises["stand-and-walk"]
    for kind, ended in (
        ("done", ended_cards.done(words, exercise, outcome)),
        ("stopped", ended_cards.stopped(words, exercise, outcome, FOLLOWING)),
    ):
        label = f"{kind} {exercise.id}"
        yield f"question {label}", feedback.question(words, ended, done)
        yield f"unasked {label}", feedback.unasked(words, ended, done)
        yield f"felt good {label}", feedback.felt_good(words, ended)
        yield f"easier next {label}", feedback.easier_next(words, ended, exercise, easier, done)
        yield (
            f"easier by name {label}",
            feedback.easier_by_name(words, ended, exercise, easier, done),
        )
        yield f"nothing easier {label}", feedback.nothing_easier(words, ended, done)
        yield f"another day {label}", feedback.another_day(words, ended, done)
        for left_out in (False, True):
            allowed = Allowed(
                left_out=frozenset({exercise.id} if left_out else ()),
                areas_left_out=frozenset({exercise.body_area} if left_out else ()),
            )
            answers = {
                "hurt": feedback.hurt(words, ended, exercise, done, allowed),
                "left out": feedback.left_out(
                    words, ended, exercise, done, already=left_out, nothing_remains=left_out
                ),
                "area left out": feedback.area_left_out(
                    words, ended, exercise, done, already=left_out, nothing_remains=left_out
                ),
                "back": feedback.brought_back(words, ended, exercise, already=left_out),
                "area back": feedback.area_brought_back(words, ended, exercise, already=left_out),
            }
            for name, card in answers.items():
                yield f"{name} {left_out} {label}", card


def _library(words: Words) -> Iterator[Named]:
    chosen = [
        *(Selection(area) for area in (None, *BodyArea)),
        *(Selection(None, position) for position in Position),
        Selection(BodyArea.EYES, Position.FLOOR),
    ]
    for first in chosen:
        for page in range(library_page(LIBRARY.exercises.values(), BodyArea, first).pages):
            turned = library_page(LIBRARY.exercises.values(), BodyArea, replace(first, page=page))
            images = {it.id: figure(words, it, it.gist) for it in turned.exercises}
            label = f"{first.area} {first.position} {page}"
            yield f"library {label}", library_cards.library_card(words, turned, images)
            yield f"library on Home {label}", library_cards.library_home(words, turned, {})
    sent = library_cards.library_home(words, turned, {}, sent=True)
    yield "library on Home, one sent", sent


def _self_check(words: Words) -> Iterator[Named]:
    check, gentle = LIBRARY.exercises[CHECK_ID], LIBRARY.exercises["standing-split-stance"]
    yield "check", self_check_cards.intro(words, check)
    yield "check, one side", self_check_cards.side(words, check, Sightings())
    yield "check hurt", self_check_cards.hurt(words)
    for one in Observation:
        yield f"check, other side {one}", self_check_cards.side(words, check, Sightings((one,)))
        for other in Observation:
            seen = Sightings((one, other))
            card = self_check_cards.result(words, seen, gentle, PLAN, is_nudged=True)
            yield f"checked {one} {other}", card
    both = Sightings((Observation.DOWN, Observation.LIFTED))
    nothing = self_check_cards.result(words, both, None, None, is_nudged=False)
    yield "checked, nothing to do", nothing
    again = replace(MEMBER, recheck_at=NOW + RECHECK_AFTER)
    yield "check to come", self_check_cards.will_remind(words, again)
    offered = offer_cards.offer(words, gentle, nudge(CardState.OFFERED), "Etc/UTC")
    yield "check brought up", self_check_cards.brought_up(words, offered)
    alone = self_check_cards.brought_up(words, offer_cards.just_move(words))
    yield "check brought up alone", alone
