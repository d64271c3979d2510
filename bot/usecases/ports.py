"""The ports of use cases, and the outcomes of each call. bot/slack implements them."""

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
    """A message in Slack."""

    channel_id: str
    message_ts: str


@dataclass(frozen=True)
class Delivered:
    """Slack posted the card."""

    channel_id: str
    message_ts: str


@dataclass(frozen=True)
class NotTaken:
    """Slack certainly did nothing, so a retry is safe.

    The reason applies to every call for the workspace, not only to this one.
    """

    retry_after: float
    """In seconds."""
    error: str


_ELSEWHERE = frozenset({"channel_not_found", "is_archived", "not_in_channel"})


@dataclass(frozen=True)
class Refused:
    """Slack said no for good."""

    error: str
    gone: bool = False
    """Whether the person no longer has an account."""

    @property
    def is_elsewhere(self) -> bool:
        """Whether Limber is not in the channel, or the channel was archived or deleted."""
        return self.error in _ELSEWHERE


@dataclass(frozen=True)
class Unclear:
    """No answer came, so the card may have arrived. It is never sent again."""

    error: str


PostOutcome = Delivered | NotTaken | Refused | Unclear


@dataclass(frozen=True)
class Updated:
    """The message shows the new card, or is deleted."""


UpdateOutcome = Updated | NotTaken | Refused | Unclear


@dataclass(frozen=True)
class Uploaded:
    file_id: str


UploadOutcome = Uploaded | NotTaken | Refused | Unclear


@dataclass(frozen=True)
class Document:
    """A file to save."""

    name: str
    title: str
    content: bytes


@dataclass(frozen=True)
class Shared:
    """The conversation shows the files."""


ShareOutcome = Shared | NotTaken | Refused | Unclear


Addressee = Who | Channel
"""A person's direct messages, or a channel that Limber is in."""


class Courier(Protocol):
    """Posts cards. Raises nothing: every failure is an outcome."""

    async def post(self, to: Addressee, card: Card, *, fresh: bool = False) -> PostOutcome:
        """Posts once. `fresh`: the picture was uploaded just now."""
        ...


class Files(Protocol):
    """Slack's files. Failures of Slack or the network are outcomes."""

    async def upload(self, workspace_id: str, path: Path, alt: str) -> UploadOutcome:
        """Uploads a picture. Raises OSError if it cannot be read."""
        ...

    async def upload_picture(
        self, workspace_id: str, name: str, content: bytes, alt: str
    ) -> UploadOutcome:
        """Uploads a picture that only cards show."""
        ...

    async def hand_in(self, workspace_id: str, document: Document) -> UploadOutcome:
        """Uploads a file that nobody can see until it is shared."""
        ...

    async def share(
        self, workspace_id: str, channel_id: str, titles: Mapping[str, str]
    ) -> ShareOutcome:
        """Shares uploaded files, given as titles by file id, as one message."""
        ...

    async def delete(self, workspace_id: str, file_id: str) -> bool:
        """Whether Slack no longer has the file."""
        ...


class ChartPainter(Protocol):
    async def draw(self, order: Order) -> bytes | None:
        """A PNG; None if it failed or took too long. Raises nothing."""
        ...


class Editor(Protocol):
    """Replaces and deletes messages. Raises nothing: every failure is an outcome."""

    async def update(self, workspace_id: str, place: MessageRef, card: Card) -> UpdateOutcome:
        """Tries once."""
        ...

    async def delete(self, workspace_id: str, place: MessageRef) -> UpdateOutcome:
        """Tries once."""
        ...


class Responder(Protocol):
    """Answers clicks. Raises nothing."""

    async def respond(self, response_url: str, card: Card, *, replace: bool) -> bool:
        """Whether Slack took the card, which replaces the clicked message or comes below it."""
        ...


@dataclass(frozen=True)
class Profile:
    """A person as Slack shows them.

    `status_until` and `huddle_until` are None if it lasts until it is changed.
    """

    zone: str
    """An IANA name."""
    locale: str | None
    """Such as en-US; None if Slack did not send it."""
    name: str = ""
    """Shown at once and never stored."""
    deleted: bool = False
    status_text: str = ""
    status_emoji: str = ""
    status_until: datetime | None = None
    huddling: bool = False
    huddle_until: datetime | None = None


@dataclass(frozen=True)
class Page:
    """Some people of a workspace, by user id."""

    profiles: Mapping[str, Profile]
    cursor: str | None
    """Where the next page begins; None after the last."""


class Later(Protocol):
    """Runs work in the background."""

    def spawn(self, work: Callable[[], Awaitable[None]], *, after: Hashable) -> None:
        """Calls `work` when all earlier work with the same key has ended."""
        ...


class Directory(Protocol):
    """Slack's people. Every method returns None if the call failed."""

    async def profile(self, who: Who) -> Profile | None: ...

    async def is_admin(self, who: Who) -> bool | None:
        """Whether they are an admin or owner of their workspace."""
        ...

    async def page(self, workspace_id: str, cursor: str) -> Page | None:
        """The people of a workspace from `cursor` on; "" is the beginning."""
        ...

    async def quiet(
        self, workspace_id: str, user_ids: Sequence[str]
    ) -> Mapping[str, Quiet | None] | None:
        """The current or next do-not-disturb hours by user id, None for people without any.

        People whom Slack does not know are missing.
        """
        ...

    async def presence(self, who: Who) -> Presence | None: ...
