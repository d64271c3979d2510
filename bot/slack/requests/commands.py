"""/stretch: what was typed, and who answers it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import partial

from bot.cards import replies
from bot.cards.parts.blocks import Card, View
from bot.domain.exercises.browsing import Selection
from bot.domain.exercises.exercise import ExerciseKind
from bot.domain.members import Who
from bot.domain.schedule.rhythms import PaceStep
from bot.domain.teams.teams import Channel
from bot.library.finder import SUGGESTIONS, Found, FoundArea, NotFound
from bot.slack.requests.payloads import Command
from bot.usecases.cases import UseCases
from bot.usecases.deps import Deps


class Verb(StrEnum):
    STRETCH = "stretch"
    JOIN = "join"
    LEAVE = "leave"
    PAUSE = "pause"
    RESUME = "resume"
    SNOOZE = "snooze"
    MORE = "more"
    FEWER = "fewer"
    TIMES = "times"
    STOP = "stop"
    SETTINGS = "settings"
    HOURS = "hours"
    OFF = "off"
    SICK = "sick"
    HOLIDAYS = "holidays"
    CHECK = "check"
    STREAK = "streak"
    GOAL = "goal"
    LEADERBOARD = "leaderboard"
    TEAM = "team"
    WHY = "why"
    PRIVACY = "privacy"
    EXPORT = "export"
    FORGET = "forget-me"
    LIBRARY = "library"
    PLAN = "plan"
    TOGETHER = "together"
    HELP = "help"
    FIND = "find"


SYNONYMS = {
    "": Verb.STRETCH,
    "now": Verb.STRETCH,
    "start": Verb.JOIN,
    "on": Verb.JOIN,
    "subscribe": Verb.JOIN,
    "quit": Verb.LEAVE,
    "unsubscribe": Verb.LEAVE,
    "unpause": Verb.RESUME,
    "continue": Verb.RESUME,
    "later": Verb.SNOOZE,
    "vacation": Verb.OFF,
    "ill": Verb.SICK,
    "holiday": Verb.HOLIDAYS,
    "hour": Verb.HOURS,
    "faster": Verb.MORE,
    "less": Verb.FEWER,
    "slower": Verb.FEWER,
    "config": Verb.SETTINGS,
    "preferences": Verb.SETTINGS,
    "self-check": Verb.CHECK,
    "selfcheck": Verb.CHECK,
    "streaks": Verb.STREAK,
    "goals": Verb.GOAL,
    "leaders": Verb.LEADERBOARD,
    "board": Verb.LEADERBOARD,
    "teams": Verb.TEAM,
    "next": Verb.WHY,
    "status": Verb.WHY,
    "when": Verb.WHY,
    "list": Verb.LIBRARY,
    "exercises": Verb.LIBRARY,
    "browse": Verb.LIBRARY,
    "plans": Verb.PLAN,
    "program": Verb.PLAN,
    "private": Verb.PRIVACY,
    "who can see what i do": Verb.PRIVACY,
    "who can see what i do?": Verb.PRIVACY,
    "data": Verb.EXPORT,
    "my data": Verb.EXPORT,
    "forget": Verb.FORGET,
    "forget me": Verb.FORGET,
    "delete me": Verb.FORGET,
    "?": Verb.HELP,
}
"""Words, and a few whole lines, that mean a verb."""
_PAIN = frozenset(
    {"ache", "aches", "aching", "hurt", "hurts", "hurting", "injured", "injury", "pain", "pains"}
    | {"painful", "sciatica", "sore", "soreness", "sprain", "sprained"}
)
_TAKES_WORDS = frozenset(
    {Verb.PAUSE, Verb.SNOOZE, Verb.HOURS, Verb.OFF, Verb.SICK, Verb.HOLIDAYS, Verb.TIMES}
    | {Verb.GOAL, Verb.TOGETHER, Verb.TEAM, Verb.LEADERBOARD}
)


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
    if line.lower() in SYNONYMS:
        return Typed(SYNONYMS[line.lower()])
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
    known = [it.value for it in Verb if it is not Verb.FIND]
    close = get_close_matches(first, known, n=1, cutoff=0.7)
    return tuple("" if it == Verb.STRETCH else it for it in close)


@dataclass(frozen=True)
class Asked:
    """Who asked, the words after the verb, where an answer may go, and the channel it was typed
    in, if that is one."""

    who: Who
    words: str
    response_url: str
    channel: Channel | None


@dataclass(frozen=True)
class Followed:
    """A card at once, and another a little later, if anything comes of it."""

    card: Card
    then: Callable[[], Awaitable[Card | None]]


Answerer = Callable[[Asked], Awaitable[Card | View | Followed]]


class Commands:
    """Answers each command with a card, or with a modal to open."""

    def __init__(self, deps: Deps, cases: UseCases) -> None:
        self._deps = deps
        self._cases = cases
        self._answers: Mapping[Verb, Answerer] = {
            Verb.STRETCH: lambda it: cases.stretching.offer(it.who),
            Verb.JOIN: lambda it: cases.membership.join(it.who),
            Verb.LEAVE: lambda it: cases.membership.leave(it.who),
            Verb.PAUSE: lambda it: cases.membership.pause(it.who, it.words),
            Verb.RESUME: lambda it: cases.membership.resume(it.who),
            Verb.SNOOZE: lambda it: cases.membership.snooze(it.who, it.words),
            Verb.MORE: lambda it: cases.membership.step(it.who, PaceStep.MORE),
            Verb.FEWER: lambda it: cases.membership.step(it.who, PaceStep.FEWER),
            Verb.TIMES: lambda it: cases.membership.times(it.who, it.words),
            Verb.STOP: lambda it: cases.membership.how_to_stop(it.who),
            Verb.SETTINGS: lambda it: cases.membership.settings(it.who, it.response_url),
            Verb.HOURS: lambda it: cases.workdays.hours(it.who, it.words),
            Verb.OFF: lambda it: cases.workdays.off(it.who, it.words),
            Verb.SICK: lambda it: cases.workdays.sick(it.who, it.words),
            Verb.HOLIDAYS: lambda it: cases.workdays.holidays(it.who, it.words),
            Verb.CHECK: lambda it: cases.selfchecks.intro(it.who),
            Verb.STREAK: self._streak,
            Verb.GOAL: lambda it: cases.membership.goal(it.who, it.words),
            Verb.LEADERBOARD: lambda it: cases.boards.answer(
                it.who, it.words, it.channel, it.response_url
            ),
            Verb.TEAM: lambda it: cases.teams.answer(it.who, it.words, it.channel, it.response_url),
            Verb.WHY: lambda it: cases.overviews.why(it.who),
            Verb.PRIVACY: lambda it: cases.overviews.privacy(it.who),
            Verb.EXPORT: lambda it: cases.exporting.ask(it.who),
            Verb.FORGET: lambda it: cases.forgetting.ask(it.who),
            Verb.PLAN: lambda it: cases.planning.show(it.who),
            Verb.TOGETHER: lambda it: cases.together.call(it.who, it.channel, it.words),
            Verb.LIBRARY: lambda it: cases.browsing.card(it.who, Selection()),
            Verb.HELP: self._help,
            Verb.FIND: self._found,
        }

    async def answer(self, command: Command) -> Card | View | Followed:
        typed = parse(command.text)
        asked = Asked(command.who, typed.rest, command.response_url, command.channel)
        return await self._answers[typed.verb](asked)

    async def _streak(self, asked: Asked) -> Followed:
        """The numbers, and as soon as it is drawn the picture of them."""
        card = await self._cases.overviews.streak(asked.who)
        return Followed(card, partial(self._cases.charts.of_history, asked.who))

    async def _help(self, asked: Asked) -> Card:
        return replies.help_card(self._deps.words(await self._cases.membership.find(asked.who)))

    async def _found(self, asked: Asked) -> Card:
        words = self._deps.words(await self._cases.membership.find(asked.who))
        if speaks_of_pain(asked.words):
            return replies.pain(words)
        match self._deps.library.find(asked.words):
            case Found(exercise) if exercise.kind is ExerciseKind.SELF_CHECK:
                return await self._cases.selfchecks.intro(asked.who)
            case Found(exercise):
                return await self._cases.stretching.offer_named(asked.who, exercise)
            case FoundArea(_, exercises, nearby) if exercises:
                instead_of = asked.words if nearby else ""
                return await self._cases.stretching.offer_among(
                    asked.who, exercises, instead_of=instead_of
                )
            case NotFound(suggestions):
                meant = (*nearest(asked.words), *(it.name.lower() for it in suggestions))
                return replies.unknown(words, asked.words, meant[:SUGGESTIONS])
            case _:
                return replies.unknown(words, asked.words, nearest(asked.words))
