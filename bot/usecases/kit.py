"""What every use case works with, and what it needs somebody at Slack's edge to do for it."""

from dataclasses import dataclass
from typing import Protocol

from bot.cards.blocks import Card
from bot.domain.clock import Clock, Dice
from bot.domain.members import Member, Who
from bot.library.catalog import Library
from bot.library.words import Languages, Words
from bot.store.database import Database
from bot.usecases.figures import Figures


@dataclass(frozen=True)
class Kit:
    """Made once by app.py and handed to every use case."""

    database: Database
    library: Library
    languages: Languages
    figures: Figures
    clock: Clock
    dice: Dice

    def words(self, member: Member | None) -> Words:
        """The language of a member; English for somebody Limber does not know yet."""
        return self.languages.of(member.locale if member is not None else "en-US")

    def new_id(self) -> str:
        """An id that nobody can guess and no two cards share."""
        return f"{self.dice.getrandbits(128):032x}"


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


@dataclass(frozen=True)
class Refused:
    """Slack said no for good. `gone`: the person no longer has an account."""

    error: str
    gone: bool = False


@dataclass(frozen=True)
class Unclear:
    """No answer came, so nobody can say whether the card arrived. It is never sent again."""

    error: str


PostOutcome = Delivered | NotTaken | Refused | Unclear


@dataclass(frozen=True)
class Uploaded:
    """Slack has the file."""

    file_id: str


UploadOutcome = Uploaded | NotTaken | Refused | Unclear


class Courier(Protocol):
    """Brings cards to people's direct messages."""

    async def post(self, who: Who, card: Card) -> PostOutcome:
        """Posts once. Raises nothing: every end is one of the outcomes."""
        ...


@dataclass(frozen=True)
class Profile:
    """What Slack says of a person. `zone` is an IANA name, `locale` such as en-US."""

    zone: str
    locale: str


class Directory(Protocol):
    """Knows who people are."""

    async def profile(self, who: Who) -> Profile | None:
        """The person's profile; None when Slack does not tell just now."""
        ...

    async def is_admin(self, who: Who) -> bool | None:
        """Whether they are an admin or owner of their workspace, as of now."""
        ...


@dataclass(frozen=True)
class Place:
    """Where a clicked card stands."""

    channel_id: str
    message_ts: str
