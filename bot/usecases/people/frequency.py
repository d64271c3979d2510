"""How often nudges come: more, fewer, or at fixed times."""

from dataclasses import replace

from bot.cards.breaks import break_card
from bot.cards.parts.action_ids import FEWER, MORE, REPACE
from bot.cards.parts.blocks import Card
from bot.cards.parts.button_values import PaceRef
from bot.cards.schedule import check_in_cards
from bot.domain.members import Member
from bot.domain.phrases.fixed_times import OFF, WrongTimes, read_times
from bot.domain.schedule.due_times import rescheduled
from bot.domain.schedule.rhythms import PaceStep, stepped
from bot.domain.settings.preferences import Preferences
from bot.store.people import members
from bot.usecases.deps import Deps
from bot.usecases.people.lookup import Visit, visit
from bot.usecases.registry import button, command
from bot.usecases.requests import Request


class Frequency:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    @command(
        "more", "faster",
        help="`/stretch more`, `/stretch fewer`: one step more or fewer nudges",
        hints={"more": "one step more nudges"},
    )  # fmt: skip
    @button(MORE)
    async def more(self, request: Request) -> Card:
        return await self._step(request, PaceStep.MORE)

    @command("fewer", "less", "slower", hints={"fewer": "one step fewer nudges"})
    @button(FEWER)
    async def fewer(self, request: Request) -> Card:
        return await self._step(request, PaceStep.FEWER)

    async def _step(self, request: Request, step: PaceStep) -> Card:
        async with visit(self._deps, request.who) as visited:
            if visited.member is None:
                return visited.refusal()
            chosen = stepped(visited.member.preferences, step)
            if chosen is None:
                return check_in_cards.no_further(visited.words, visited.member, step)
            return await _saved(visited, visited.member, chosen)

    @command(
        "times",
        help="`/stretch times 10:00 15:00`: nudges at those times; `/stretch times off`",
        hints={"times …": "nudges at fixed times: 10:00 15:00; or: off"},
        takes_words=True,
    )
    async def times(self, request: Request) -> Card:
        """Sets fixed times, ends them with "off", or shows the current ones."""
        async with visit(self._deps, request.who) as visited:
            if visited.member is None:
                return visited.refusal()
            before = visited.member.preferences
            typed = request.text.strip().lower()
            chosen = () if typed in OFF else read_times(typed, before.week)
            if chosen == before.fixed_times or (not chosen and typed not in OFF):
                return check_in_cards.fixed_times(visited.words, visited.member)
            if isinstance(chosen, WrongTimes):
                return check_in_cards.times_refused(visited.words, chosen)
            return await _saved(visited, visited.member, replace(before, fixed_times=chosen))

    @button(REPACE)
    async def undo(self, request: Request) -> Card:
        """Goes back to the pace in the button's value."""
        ref = PaceRef.read(request.text)
        async with visit(self._deps, request.who) as visited:
            if ref is None:
                return break_card.gone(visited.words)
            if visited.member is None:
                return visited.refusal()
            chosen = ref.paced.on(visited.member.preferences)
            return await _saved(visited, visited.member, chosen)


async def _saved(visited: Visit, member: Member, chosen: Preferences) -> Card:
    after = rescheduled(replace(member, preferences=chosen), visited.at, visited.jitter)
    await members.save(visited.connection, replace(after, unanswered=0))
    return check_in_cards.repaced(visited.words, after, member.preferences)
