"""Breaks together: the card in the channel, and what one person alone is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.cards.teams import group_break_cards
from bot.domain.phrases.moments import Unreadable
from bot.domain.phrases.together_command import Misread
from bot.domain.teams.group_breaks import GroupBreak, GroupBreakState
from bot.library.words import Words
from tests.cards.gallery.samples import LIBRARY, LONG_TEXT, NOW, SOME_EXERCISES, Named, figure

CALLED = GroupBreak(
    id="0" * 32,
    workspace_id="T1",
    channel_id="C1",
    host="U1",
    daily=False,
    exercise_id="dead-bug",
    locale="en-US",
    zone="Etc/UTC",
    starts_at=NOW + timedelta(minutes=5),
)


def every(words: Words) -> Iterator[Named]:
    yield from _running(words)
    yield from _called_and_ended(words)
    yield from _alone(words)
    yield from _refused(words)


def _running(words: Words) -> Iterator[Named]:
    running = replace(CALLED, state=GroupBreakState.RUNNING)
    for exercise in LIBRARY.exercises.values():
        for at, here in enumerate(exercise.script):
            session, picture = replace(running, stage=at), figure(words, exercise, here)
            card = group_break_cards.step(words, session, exercise, at, picture)
            yield f"together {exercise.id} {at}", card


def _called_and_ended(words: Words) -> Iterator[Named]:
    for exercise in SOME_EXERCISES:
        picture = figure(words, exercise, exercise.gist)
        for people in (0, 1, 200):
            label = f"{people} {exercise.id}"
            for host, daily in (("U1", False), (None, False), (None, True)):
                session = replace(CALLED, host=host, daily=daily)
                card = group_break_cards.called(words, session, exercise, people, NOW, picture)
                yield f"together {host} {daily} {label}", card
            for state in GroupBreakState:
                session = replace(CALLED, state=state)
                card = group_break_cards.shown(words, session, exercise, people, NOW)
                yield f"together {state} {label}", card
                if state not in {GroupBreakState.CALLED, GroupBreakState.RUNNING}:
                    ended = group_break_cards.ended(words, session, exercise, people)
                    yield f"together ended {state} {label}", ended


def _alone(words: Words) -> Iterator[Named]:
    for n, session in enumerate(
        (
            CALLED,
            replace(CALLED, starts_at=NOW + timedelta(hours=20)),
            replace(CALLED, daily=True, host=None),
            replace(CALLED, state=GroupBreakState.RUNNING),
        )
    ):
        yield f"together called {n}", group_break_cards.posted(words, session, NOW)
        yield f"together already there {n}", group_break_cards.already_called(words, session, NOW)
        for already in (True, False):
            for nudged in (True, False):
                card = group_break_cards.joined(words, session, NOW, already=already, nudged=nudged)
                yield f"together joined {n} {already} {nudged}", card
        yield f"together left {n}", group_break_cards.left(words, session)
        yield f"together not yours {n}", group_break_cards.not_yours(words, session)
    for took_part in (True, False):
        yield f"together over {took_part}", group_break_cards.over(words, took_part=took_part)


def _refused(words: Words) -> Iterator[Named]:
    for why in Unreadable:
        unclear = group_break_cards.unclear(words, Misread(why, LONG_TEXT))
        yield f"together unclear {why}", unclear
    yield "together gone", group_break_cards.gone(words)
    yield "together off", group_break_cards.called_off(words)
    yield "together nothing on", group_break_cards.nothing_on(words)
    yield "together daily back", group_break_cards.back(words, NOW, "Etc/UTC")
    yield "together daily not back", group_break_cards.not_back(words)
    yield "together daily asked for", group_break_cards.daily_is_the_teams(words)
    yield "together only alone", group_break_cards.only_alone(words)
    yield "together nothing found", group_break_cards.nothing_for_a_group(words, LONG_TEXT)
    yield "together not here", group_break_cards.not_here(words)
    yield "together not in channel", group_break_cards.not_in_channel(words)
    yield "together not posted", group_break_cards.not_posted(words)
    yield "together perhaps posted", group_break_cards.perhaps_posted(words)
