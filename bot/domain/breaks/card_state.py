"""The state machine of a card: offered, walked through screen by screen, over.

A button carries the screen it was drawn for. A click that does not fit the current state changes
nothing: the card is redrawn with an explanation.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class CardState(StrEnum):
    """CLAIMED is on its way to Slack; the last five are over."""

    CLAIMED = "claimed"
    OFFERED = "offered"
    STARTED = "started"
    SNOOZED = "snoozed"
    SKIPPED = "skipped"
    DONE = "done"
    STOPPED = "stopped"
    SWAPPED = "swapped"
    EXPIRED = "expired"
    LOST = "lost"

    @property
    def is_live(self) -> bool:
        """Whether a click can still change the card."""
        return self in LIVE


OPEN = frozenset({CardState.CLAIMED, CardState.OFFERED})
LIVE = OPEN | {CardState.STARTED, CardState.SNOOZED, CardState.SKIPPED}


class Action(StrEnum):
    START = "start"
    NEXT = "next"
    BACK = "back"
    WAIT = "wait"
    GO_ON = "go_on"
    STOP = "stop"
    DONE = "done"
    SNOOZE = "snooze"
    SWAP = "swap"
    SKIP = "skip"
    NEVER = "never"


class Refusal(StrEnum):
    """Why a click changes nothing."""

    OVER = "over"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Progress:
    """`screen` counts from 0 through the exercise's screens."""

    state: CardState
    screen: int = 0


def act(progress: Progress, action: Action, screens: int, seen: int | None) -> Progress | Refusal:
    """The card of so many screens after a click, or why the click does not fit it.

    `seen` is the screen that the button was drawn for, None on a card that was not started.
    """
    if not progress.state.is_live:
        return Refusal.OVER
    if progress.state is CardState.STARTED:
        return _walk(progress, action, screens, seen)
    if seen is not None:
        return Refusal.ELSEWHERE
    return _answer(progress, action)


def _answer(progress: Progress, action: Action) -> Progress | Refusal:
    """An offer that was snoozed or skipped can still be started, or done without the steps."""
    if action is Action.START:
        return Progress(CardState.STARTED)
    if action is Action.DONE:
        return replace(progress, state=CardState.DONE)
    if progress.state not in OPEN:
        return Refusal.ELSEWHERE
    match action:
        case Action.SNOOZE:
            return replace(progress, state=CardState.SNOOZED)
        case Action.SWAP:
            return replace(progress, state=CardState.SWAPPED)
        case Action.SKIP | Action.NEVER:
            return replace(progress, state=CardState.SKIPPED)
        case _:
            return Refusal.ELSEWHERE


def _walk(progress: Progress, action: Action, screens: int, seen: int | None) -> Progress | Refusal:
    if seen != progress.screen:
        return Refusal.ELSEWHERE
    match action:
        case Action.NEXT if progress.screen + 1 >= screens:
            return replace(progress, state=CardState.DONE)
        case Action.NEXT:
            return replace(progress, screen=progress.screen + 1)
        case Action.BACK if progress.screen > 0:
            return replace(progress, screen=progress.screen - 1)
        case Action.WAIT | Action.GO_ON:
            return progress
        case Action.STOP:
            return replace(progress, state=CardState.STOPPED)
        case _:
            return Refusal.ELSEWHERE


def counts(progress: Progress) -> bool:
    """Whether it counts as a break: all screens are done, or some before it was stopped.

    Stopping must never cost a streak, or the streak would be a reason to go on in pain.
    """
    return progress.state is CardState.DONE or (
        progress.state is CardState.STOPPED and progress.screen > 0
    )
