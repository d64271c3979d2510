"""The state machine of a card."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.breaks.card_state import Action, CardState, Progress, Refusal, act

SCREENS = 5
OFFER = Progress(CardState.OFFERED)


def started(screen: int) -> Progress:
    return Progress(CardState.STARTED, screen)


@pytest.mark.parametrize(
    ("before", "action", "seen", "after"),
    [
        (OFFER, Action.START, None, started(0)),
        (Progress(CardState.CLAIMED), Action.START, None, started(0)),
        (OFFER, Action.SNOOZE, None, Progress(CardState.SNOOZED)),
        (OFFER, Action.SWAP, None, Progress(CardState.SWAPPED)),
        (OFFER, Action.SKIP, None, Progress(CardState.SKIPPED)),
        (OFFER, Action.NEVER, None, Progress(CardState.SKIPPED)),
        (OFFER, Action.DONE, None, Progress(CardState.DONE)),
        (Progress(CardState.SNOOZED), Action.DONE, None, Progress(CardState.DONE)),
        (Progress(CardState.SKIPPED), Action.DONE, None, Progress(CardState.DONE)),
        (Progress(CardState.SKIPPED), Action.START, None, started(0)),
        (Progress(CardState.SNOOZED), Action.START, None, started(0)),
        (started(0), Action.NEXT, 0, started(1)),
        (started(2), Action.NEXT, 2, started(3)),
        (started(4), Action.NEXT, 4, Progress(CardState.DONE, 4)),
        (started(2), Action.BACK, 2, started(1)),
        (started(2), Action.WAIT, 2, started(2)),
        (started(2), Action.GO_ON, 2, started(2)),
        (started(1), Action.STOP, 1, Progress(CardState.STOPPED, 1)),
        # What does not fit the card changes nothing.
        (started(1), Action.NEXT, 0, Refusal.ELSEWHERE),
        (started(1), Action.START, None, Refusal.ELSEWHERE),
        (started(1), Action.SNOOZE, 1, Refusal.ELSEWHERE),
        (started(1), Action.DONE, 1, Refusal.ELSEWHERE),
        (Progress(CardState.SKIPPED), Action.NEVER, None, Refusal.ELSEWHERE),
        (started(0), Action.BACK, 0, Refusal.ELSEWHERE),
        (started(1), Action.WAIT, 0, Refusal.ELSEWHERE),
        (OFFER, Action.WAIT, None, Refusal.ELSEWHERE),
        (OFFER, Action.NEXT, 0, Refusal.ELSEWHERE),
        (OFFER, Action.NEXT, None, Refusal.ELSEWHERE),
        (Progress(CardState.SNOOZED), Action.SNOOZE, None, Refusal.ELSEWHERE),
        (Progress(CardState.SKIPPED), Action.SWAP, None, Refusal.ELSEWHERE),
        (Progress(CardState.DONE, 4), Action.NEXT, 4, Refusal.OVER),
        (Progress(CardState.STOPPED, 1), Action.NEXT, 1, Refusal.OVER),
        (Progress(CardState.EXPIRED), Action.START, None, Refusal.OVER),
        (Progress(CardState.SWAPPED), Action.START, None, Refusal.OVER),
        (Progress(CardState.LOST), Action.START, None, Refusal.OVER),
    ],
)
def test_a_click_that_does_not_fit_the_card_changes_nothing(
    before: Progress, action: Action, seen: int | None, after: Progress | Refusal
) -> None:
    assert act(before, action, SCREENS, seen) == after


@given(st.lists(st.sampled_from(Action), max_size=40), st.sampled_from([2, SCREENS]))
def test_a_repeated_click_never_counts_twice(actions: list[Action], screens: int) -> None:
    card = OFFER
    for action in actions:
        seen = card.screen if card.state is CardState.STARTED else None
        after = act(card, action, screens, seen)
        if isinstance(after, Refusal):
            continue
        if action in {Action.WAIT, Action.GO_ON}:
            assert after == card
        elif action is Action.START or after.state is not CardState.STARTED:
            assert isinstance(act(after, action, screens, seen), Refusal)
        card = after
        assert 0 <= card.screen < screens


@pytest.mark.parametrize("screens", [2, SCREENS])
def test_next_always_leads_to_the_end(screens: int) -> None:
    card = act(OFFER, Action.START, screens, None)
    for _ in range(screens):
        assert isinstance(card, Progress)
        card = act(card, Action.NEXT, screens, card.screen)
    assert card == Progress(CardState.DONE, screens - 1)
