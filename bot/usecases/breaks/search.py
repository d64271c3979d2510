"""Text that is not a command: an exercise, a part of the body, or pain."""

from bot.cards.parts import safety
from bot.cards.parts.action_ids import TRY
from bot.cards.parts.blocks import Card
from bot.cards.people import help_cards
from bot.domain.exercises.exercise import Exercise, ExerciseKind
from bot.domain.members import Who
from bot.domain.phrases.pain import speaks_of_pain
from bot.library.finder import SUGGESTIONS, Found, FoundArea, NotFound
from bot.usecases.breaks.self_check import SelfChecks
from bot.usecases.breaks.stretching import Stretching
from bot.usecases.deps import Deps
from bot.usecases.people.lookup import find_member
from bot.usecases.registry import button, fallback
from bot.usecases.requests import Answer, Request, Show


class Search:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._stretching = Stretching(deps)
        self._self_checks = SelfChecks(deps)

    @fallback
    async def search(self, request: Request) -> Card:
        words = self._deps.words(await find_member(self._deps, request.who))
        if speaks_of_pain(request.text):
            return safety.pain(words)
        match self._deps.library.find(request.text):
            case Found(exercise):
                return await self._offer(request.who, exercise)
            case FoundArea(_, exercises, nearby) if exercises:
                instead_of = request.text if nearby else ""
                return await self._stretching.offer_among(
                    request.who, exercises, instead_of=instead_of
                )
            case NotFound(suggestions):
                meant = (*request.near, *(exercise.name.lower() for exercise in suggestions))
                return help_cards.unknown(words, request.text, meant[:SUGGESTIONS])
            case _:
                return help_cards.unknown(words, request.text, request.near)

    @button(TRY, numbered=True)
    async def try_one(self, request: Request) -> Answer:
        """Offers an exercise by its id."""
        exercise = self._deps.library.exercises.get(request.text)
        if exercise is None:
            card = await self._stretching.offer_any(request.who)
        else:
            card = await self._offer(request.who, exercise)
        return Answer(card, Show.CARD)

    async def _offer(self, who: Who, exercise: Exercise) -> Card:
        if exercise.kind is ExerciseKind.SELF_CHECK:
            return await self._self_checks.intro(who)
        return await self._stretching.offer_named(who, exercise)
