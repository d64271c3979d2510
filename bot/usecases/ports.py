"""What use cases need from the outside world, and every way it can answer.

Slack's edge implements these protocols; tests pass recorders.
"""

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.cards.parts.blocks import Card
from bot.charts.orders import Order
from bot.domain.calendar.busy_signals import Quiet
from bot.domain.members import Who
from bot.domain.schedule.presence_budget import Presence
from bot.domain.teams.teams import Channel


@dataclass(frozen=True)
class MessageRef:
    """Where a card stands."""

    channel_id: str
    message_ts: str


@dataclass(frozen=True)
class Delivered:
    """Slack took the card and put it there."""

    channel_id: str
    message_ts: str


@dataclass(frozen=True)
class NotTaken:
    """Slack certainly did not take the card; it may be tried again after so many seconds.

    The reason holds for every post to the workspace, not for this one alone.
    """

    retry_after: float
    error: str


_ELSEWHERE = frozenset({"channel_not_found", "is_archived", "not_in_channel"})


@dataclass(frozen=True)
class Refused:
    """Slack said no for good. `gone`: the person no longer has an account."""

    error: str
    gone: bool = False

    @property
    def is_elsewhere(self) -> bool:
        """Whether Limber is not in that channel, or the channel is no more."""
        return self.error in _ELSEWHERE


@dataclass(frozen=True)
class Unclear:
    """No answer came, so nobody can say whether the card arrived. It is never sent again."""

    error: str


PostOutcome = Delivered | NotTaken | Refused | Unclear


@dataclass(frozen=True)
class Updated:
    """The message shows the new card."""


UpdateOutcome = Updated | NotTaken | Refused | Unclear


@dataclass(frozen=True)
class Uploaded:
    """Slack has the file."""

    file_id: str


UploadOutcome = Uploaded | NotTaken | Refused | Unclear


@dataclass(frozen=True)
class Document:
    """A file for somebody to save."""

    name: str
    title: str
    content: bytes


@dataclass(frozen=True)
class Shared:
    """The conversation shows the files."""


ShareOutcome = Shared | NotTaken | Refused | Unclear


Addressee = Who | Channel
"""Where a card is posted to: somebody's direct messages, or a channel that Limber is in."""


class Courier(Protocol):
    """Brings cards to people and channels."""

    async def post(self, to: Addressee, card: Card, *, fresh: bool = False) -> PostOutcome:
        """Posts once; `fresh` says that its picture was uploaded just now.

        Raises nothing: every end is one of the outcomes.
        """
        ...


class Files(Protocol):
    """Slack's files. Nothing here raises for what Slack or the network does."""

    async def upload(self, workspace_id: str, path: Path, alt: str) -> UploadOutcome:
        """Uploads a picture from disk. Raises OSError if it cannot be read."""
        ...

    async def upload_picture(
        self, workspace_id: str, name: str, content: bytes, alt: str
    ) -> UploadOutcome:
        """Uploads a picture that is seen only where a card shows it."""
        ...

    async def hand_in(self, workspace_id: str, document: Document) -> UploadOutcome:
        """Uploads a file that nobody sees yet."""
        ...

    async def share(
        self, workspace_id: str, channel_id: str, titles: Mapping[str, str]
    ) -> ShareOutcome:
        """Shows uploaded files, each with its title, in a conversation."""
        ...

    async def delete(self, workspace_id: str, file_id: str) -> bool:
        """Whether the file is gone from Slack."""
        ...


class ChartPainter(Protocol):
    """Draws charts."""

    async def draw(self, order: Order) -> bytes | None:
        """A PNG, or None if there is none in time. Raises nothing."""
        ...


class Editor(Protocol):
    """Changes cards that were brought."""

    async def update(self, workspace_id: str, place: MessageRef, card: Card) -> UpdateOutcome:
        """Asks once. Raises nothing: every end is one of the outcomes."""
        ...


@dataclass(frozen=True)
class Profile:
    """What Slack says of a person. `zone` is an IANA name, `locale` such as en-US; None where
    Slack is silent about it.

    `status_until` and `huddle_until` are None for one that stays until it is changed.
    """

    zone: str
    locale: str | None
    name: str = ""
    """What they are called, to be shown at once; it is kept nowhere."""
    deleted: bool = False
    status_text: str = ""
    status_emoji: str = ""
    status_until: datetime | None = None
    huddling: bool = False
    huddle_until: datetime | None = None


@dataclass(frozen=True)
class Page:
    """Some of a workspace's people by id, and where the next page begins; None after the last."""

    profiles: Mapping[str, Profile]
    cursor: str | None


class Later(Protocol):
    """Does what nobody needs to wait for."""

    def spawn(self, work: Callable[[], Awaitable[None]], *, after: Hashable) -> None:
        """Calls `work` once whatever was spawned before with the same key has ended."""
        ...


class Directory(Protocol):
    """Knows who people are."""

    async def profile(self, who: Who) -> Profile | None:
        """The person's profile; None when Slack does not tell just now."""
        ...

    async def is_admin(self, who: Who) -> bool | None:
        """Whether they are an admin or owner of their workspace, as of now."""
        ...

    async def page(self, workspace_id: str, cursor: str) -> Page | None:
        """The people of a workspace from `cursor` on, "" being the beginning."""
        ...

    async def quiet(
        self, workspace_id: str, user_ids: Sequence[str]
    ) -> Mapping[str, Quiet | None] | None:
        """The next or present do-not-disturb hours of some people; None for one without any.

        Whoever Slack does not know is left out. None when Slack does not tell just now.
        """
        ...

    async def presence(self, who: Who) -> Presence | None:
        """Whether they are at their Slack; None when it does not tell just now."""
        ...
