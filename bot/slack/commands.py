"""/stretch: what was typed, and who answers it."""

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from bot.cards import replies
from bot.cards.blocks import Card, View
from bot.library.finder import SUGGESTIONS, Found, FoundArea, NotFound
from bot.slack.payloads import Command
from bot.usecases.kit import Kit
from bot.usecases.membership import Membership
from bot.usecases.overviews import Overviews
from bot.usecases.stretching import Stretching


class Verb(StrEnum):
    STRETCH = "stretch"
    JOIN = "join"
    LEAVE = "leave"
    PAUSE = "pause"
    RESUME = "resume"
    SNOOZE = "snooze"
    SETTINGS = "settings"
    STREAK = "streak"
    LEADERBOARD = "leaderboard"
    WHY = "why"
    HELP = "help"
    FIND = "find"


SYNONYMS = {
    "": Verb.STRETCH,
    "now": Verb.STRETCH,
    "start": Verb.JOIN,
    "on": Verb.JOIN,
    "subscribe": Verb.JOIN,
    "off": Verb.LEAVE,
    "stop": Verb.LEAVE,
    "quit": Verb.LEAVE,
    "unsubscribe": Verb.LEAVE,
    "unpause": Verb.RESUME,
    "continue": Verb.RESUME,
    "later": Verb.SNOOZE,
    "config": Verb.SETTINGS,
    "preferences": Verb.SETTINGS,
    "streaks": Verb.STREAK,
    "leaders": Verb.LEADERBOARD,
    "next": Verb.WHY,
    "status": Verb.WHY,
    "when": Verb.WHY,
    "?": Verb.HELP,
}
_PAIN = frozenset(
    {"ache", "aches", "aching", "hurt", "hurts", "hurting", "injured", "injury", "pain", "pains"}
    | {"painful", "sciatica", "sore", "soreness", "sprain", "sprained"}
)
_TAKES_WORDS = frozenset({Verb.PAUSE})


@dataclass(frozen=True)
class Typed:
    """A verb and the rest of the line."""

    verb: Verb
    rest: str = ""


def parse(text: str) -> Typed:
    """What `/stretch <text>` asks for: a verb, or something to find in the library.

    A verb that takes no words after it is one only when it stands alone, so that an exercise
    may begin with the same word.
    """
    line = " ".join(text.split())
    first, _, rest = line.partition(" ")
    word = first.lower()
    verb = SYNONYMS.get(word) or next(
        (it for it in Verb if it is not Verb.FIND and it.value == word), None
    )
    if verb is None or (rest and verb not in _TAKES_WORDS):
        return Typed(Verb.FIND, line)
    return Typed(verb, rest)


def speaks_of_pain(typed: str) -> bool:
    """Whether somebody tells where it hurts rather than what they would like to do."""
    return not _PAIN.isdisjoint(typed.lower().replace("-", " ").split())


def nearest(typed: str) -> tuple[str, ...]:
    """The verbs that were perhaps meant."""
    first = typed.partition(" ")[0].lower()
    known = [it.value for it in Verb if it not in {Verb.FIND, Verb.STRETCH}]
    return tuple(get_close_matches(first, known, n=1, cutoff=0.6))


class Commands:
    """Answers each command with a card, or with a modal to open."""

    def __init__(
        self, kit: Kit, stretching: Stretching, membership: Membership, overviews: Overviews
    ) -> None:
        self._kit = kit
        self._stretching = stretching
        self._membership = membership
        self._overviews = overviews

    async def answer(self, command: Command) -> Card | View:
        typed = parse(command.text)
        who = command.who
        match typed.verb:
            case Verb.STRETCH:
                return await self._stretching.offer(who)
            case Verb.JOIN:
                return await self._membership.join(who)
            case Verb.LEAVE:
                return await self._membership.leave(who)
            case Verb.PAUSE:
                return await self._membership.pause(who, typed.rest)
            case Verb.RESUME:
                return await self._membership.resume(who)
            case Verb.SNOOZE:
                return await self._membership.snooze(who)
            case Verb.SETTINGS:
                return await self._membership.settings(who, command.response_url)
            case Verb.STREAK:
                return await self._overviews.streak(who)
            case Verb.LEADERBOARD:
                return await self._overviews.leaderboard(who)
            case Verb.WHY:
                return await self._overviews.why(who)
            case Verb.HELP:
                return replies.help_card(self._kit.words(await self._membership.find(who)))
            case Verb.FIND:
                return await self._found(command, typed.rest)

    async def _found(self, command: Command, asked: str) -> Card:
        words = self._kit.words(await self._membership.find(command.who))
        if speaks_of_pain(asked):
            return replies.pain(words)
        match self._kit.library.find(asked):
            case Found(exercise):
                return await self._stretching.offer(command.who, (exercise,))
            case FoundArea(_, exercises, nearby) if exercises:
                card = await self._stretching.offer(command.who, exercises)
                return replies.from_nearby(words, card, asked) if nearby else card
            case NotFound(suggestions):
                meant = (*nearest(asked), *(it.name.lower() for it in suggestions))
                return replies.unknown(words, asked, meant[:SUGGESTIONS])
            case _:
                return replies.unknown(words, asked, nearest(asked))
