"""What people ask of Limber, where they asked, and how the answer is shown."""

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
    """A slash command. Only its author sees the answer."""

    response_url: str


@dataclass(frozen=True)
class InMessage:
    """A click in a message."""

    response_url: str
    message: MessageRef | None
    """None for an ephemeral message, which nothing but the response_url can change."""

    @property
    def is_ephemeral(self) -> bool:
        return self.message is None


@dataclass(frozen=True)
class OnHome:
    """A click on the Home tab, which has no response_url."""


Origin = Typed | InMessage | OnHome


@dataclass(frozen=True)
class Request:
    """A command or a click: `text` is what follows the verb, or the value of the button."""

    who: Who
    text: str
    origin: Origin
    channel: Channel | None = None
    """Where it was asked, if that is a channel: from Slack's payload, never from a button."""
    trigger_id: str = ""
    action: str = ""
    """The button's action id without Limber's prefix."""
    near: tuple[str, ...] = ()
    """Commands that were perhaps meant, where the text names none."""

    def with_text(self, text: str) -> Self:
        return replace(self, text=text)

    @property
    def message(self) -> MessageRef | None:
        """The message that was clicked, if it can still be changed later."""
        return self.origin.message if isinstance(self.origin, InMessage) else None

    @property
    def named_channel(self) -> Channel:
        """The channel that the value of a button names."""
        return Channel(self.who.workspace_id, self.text)

    @property
    def answer_to(self) -> str:
        """The response_url for a modal to carry; "" on Home."""
        return "" if isinstance(self.origin, OnHome) else self.origin.response_url


@dataclass(frozen=True)
class Submission:
    """A submitted modal. `about` is what its card put into the metadata beside the origin."""

    who: Who
    values: FormValues
    origin: Typed | OnHome
    about: str = ""


class Show(Enum):
    """How an answer is shown. A typed command always gets a new ephemeral message, and Home is
    redrawn."""

    IN_PLACE = auto()
    """Replaces the message that was clicked."""
    BESIDE = auto()
    """Replaces an ephemeral message; an ephemeral message beside any other."""
    BELOW = auto()
    """A new ephemeral message."""
    CARD = auto()
    """A card to work with: as BELOW, but from Home it goes into the direct messages."""


class HomeNote(Enum):
    """Where the Home tab repeats what an answer says, if it was asked there."""

    NONE = auto()
    TOP = auto()
    DATA = auto()
    """Under the buttons about one's data."""


@dataclass(frozen=True)
class Answer:
    """A card and how it is shown; a bare card is shown BESIDE."""

    card: Card
    show: Show = Show.BESIDE
    on_home: HomeNote = HomeNote.NONE
    redraws_home: bool = False
    """Whether Home changed too, wherever this was asked."""


@dataclass(frozen=True)
class Followed:
    """A card at once, and perhaps another when it is ready."""

    card: Card
    then: Callable[[], Awaitable[Card | None]]


Reply = Card | Answer | Followed | View
Faults = Mapping[str, str]
"""What is wrong with a form: the block id of each field, and how to fix it."""
Save = Callable[[], Awaitable[Answer | None]]
"""Saves a form without faults, once Slack was answered. None: there is nobody to tell."""
