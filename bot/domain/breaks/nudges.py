"""The card of one break: sent unasked, or asked for with /stretch."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.breaks.card_state import CardState, Progress
from bot.domain.breaks.playing import Playback
from bot.domain.members import Who

NO_EXERCISE = ""
"""Stands for an exercise's id: the nudge only reminds the person to move."""


@dataclass(frozen=True, kw_only=True)
class Nudge:
    """`channel_id` and `message_ts` are None until Slack has taken the message.

    `asked`: the person asked for it. `ended_at` is set only if it was over when it was read.
    `is_first`: the person begins this exercise for the first time, or its cautions have changed
    since: its first step shows them in full. `playback` is None unless it moves on by itself.
    """

    id: str
    workspace_id: str
    user_id: str
    exercise_id: str
    asked: bool
    progress: Progress
    created_at: datetime
    sent_at: datetime | None = None
    ended_at: datetime | None = None
    channel_id: str | None = None
    message_ts: str | None = None
    is_first: bool = False
    playback: Playback | None = None

    @property
    def owner(self) -> Who:
        return Who(self.workspace_id, self.user_id)

    def moved(self, progress: Progress) -> "Nudge":
        """It stops playing."""
        return replace(self, progress=progress, ended_at=None, playback=None)


def new_nudge(
    id_: str, owner: Who, exercise_id: str, state: CardState, at: datetime, *, asked: bool
) -> Nudge:
    return Nudge(
        id=id_,
        workspace_id=owner.workspace_id,
        user_id=owner.user_id,
        exercise_id=exercise_id,
        asked=asked,
        progress=Progress(state),
        created_at=at,
    )
