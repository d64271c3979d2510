"""Requests, where they came from, and how their answers are shown."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Self

from bot.cards.parts.blocks import Card, View
from bot.cards.parts.form_values import FormValues
from bot.domain.members import Who
from bot.domain.teams.teams import Channel
from bot.usecases.ports import MessageRef


@dataclass(frozen=True)
class Typed:
    """A slash command; only its author sees the answer."""

    response_url: str


@dataclass(frozen=True)
class InMessage:
    """A click in a message."""

    response_url: str
    message: MessageRef | None
    """None for an ephemeral message, which only the response_url can change."""

    @property
    def is_ephemeral(self) -> bool:
        return self.message is None


@dataclass(frozen=True)
class OnHome:
    """A click on the Home tab, which has no response_url."""

    page: str = ""
    """The page that was open."""


@dataclass(frozen=True)
class InModal:
    """A click in a modal, which was opened from a command, a message or Home."""

    opened_from: "Typed | OnHome"


Origin = Typed | InMessage | OnHome | InModal


@dataclass(frozen=True)
class Request:
    """A command or a click. `text` is what follows the verb, or the value of the button."""

    who: Who
    text: str
    origin: Origin
    channel: Channel | None = None
    """The channel of the request, if any: from Slack's payload, never from a button's value."""
    trigger_id: str = ""
    action: str = ""
    """The button's action id without Limber's prefix."""
    near: tuple[str, ...] = ()
    """Similar commands, if the text names none."""

    def with_text(self, text: str) -> Self:
        return replace(self, text=text)

    @property
    def message(self) -> MessageRef | None:
        """The clicked message, if it can be changed later."""
        return self.origin.message if isinstance(self.origin, InMessage) else None

    @property
    def named_channel(self) -> Channel:
        """The channel in the value of a button."""
        return Channel(self.who.workspace_id, self.text)

    @property
    def answer_to(self) -> str:
        """The response_url for a modal to carry; "" on Home."""
        origin = self.origin
        if isinstance(origin, InModal):
            origin = origin.opened_from
        return "" if isinstance(origin, OnHome) else origin.response_url


@dataclass(frozen=True)
class Submission:
    """A submitted modal. `about` is what its card put into the metadata next to the origin."""

    who: Who
    values: FormValues
    origin: Typed | OnHome
    about: str = ""


class Show(Enum):
    """How an answer is shown. A typed command always gets a new ephemeral message, and Home is
    redrawn."""

    IN_PLACE = auto()
    """Replaces the clicked message."""
    WELCOME = auto()
    """As IN_PLACE, but from Home it goes into the direct messages."""
    BESIDE = auto()
    """Replaces an ephemeral message; an ephemeral message beside any other."""
    BELOW = auto()
    """A new ephemeral message."""
    CARD = auto()
    """A break card: as BELOW, but from Home it goes into the direct messages."""


class HomeNote(Enum):
    """Where Home shows the text of an answer to a click on Home."""

    NONE = auto()
    TOP = auto()
    DATA = auto()
    """Under the privacy buttons."""


@dataclass(frozen=True)
class Answer:
    """A card and how it is shown; a bare card is shown BESIDE."""

    card: Card
    show: Show = Show.BESIDE
    on_home: HomeNote = HomeNote.NONE
    original: Card | None = None
    """What the clicked message becomes for everybody who sees it."""
    redraws_home: bool = False
    """Whether to redraw Home too, wherever the request came from."""


@dataclass(frozen=True)
class Followed:
    """A card now, and another one later, if there is one."""

    card: Card
    then: Callable[[], Awaitable[Card | None]]


Reply = Card | Answer | Followed | View
Faults = Mapping[str, str]
"""The fault of each wrong field by block id, with its fix."""
Save = Callable[[], Awaitable[Answer | None]]
"""Saves a valid form after the ack. None: the person was forgotten meanwhile."""
