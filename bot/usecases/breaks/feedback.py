"""After a break: how it was, and what to leave out from now on.

All that is stored is what felt good, and what to leave out.
"""

from bot.cards.breaks import feedback_cards
from bot.cards.parts.action_ids import HOW
from bot.cards.parts.blocks import Card
from bot.cards.parts.button_values import ChoiceRef, NudgeRef, action_id
from bot.domain.breaks.feedback import Feedback, decided, eased, easier
from bot.store.breaks import old_cards
from bot.store.people import members
from bot.usecases.breaks.card_click import CardClick, find_click
from bot.usecases.deps import Deps
from bot.usecases.registry import button
from bot.usecases.requests import Answer, Request, Show


class Feedbacks:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    @button(*(action_id(choice) for choice in Feedback))
    async def clicked(self, request: Request) -> Answer:
        """A button under a finished break."""
        return await self._chosen(request, NudgeRef.read(request.text).nudge_id, request.action)

    @button(HOW)
    async def chosen(self, request: Request) -> Answer:
        """The menu of a finished break."""
        ref = ChoiceRef.read(request.text)
        return await self._chosen(request, ref.nudge_id, ref.choice)

    async def _chosen(self, request: Request, nudge_id: str, choice: str) -> Answer:
        async with self._deps.database.write() as connection:
            click = await find_click(self._deps, connection, request.who, nudge_id)
            if isinstance(click, Answer):
                return click
            if choice not in set(Feedback):
                return Answer(await click.draw(), Show.IN_PLACE)
            if click.is_counted:
                await old_cards.stay_whole(connection, click.nudge.id)
                ended = await click.draw_ending()
            elif choice == Feedback.BRING_BACK:  # the undo of "Never this one"
                ended = await click.draw()
            else:
                return Answer(await click.draw(), Show.IN_PLACE)
            return Answer(await self._answer(click, Feedback(choice), ended), Show.IN_PLACE)

    async def _answer(self, click: CardClick, choice: Feedback, ended: Card) -> Card:
        words, exercise, nudge = click.words, click.exercise, click.nudge
        match choice:
            case Feedback.FELT_GOOD:
                await members.save(click.connection, decided(click.member, exercise, choice))
                return feedback_cards.felt_good(words, ended)
            case Feedback.TOO_HARD:
                return await self._too_hard(click, ended)
            case Feedback.HURT:
                allowed = click.member.preferences.allowed
                return feedback_cards.hurt(words, ended, exercise, nudge, allowed)
            case _:
                return await self._decided(click, choice, ended)

    async def _too_hard(self, click: CardClick, ended: Card) -> Card:
        words, member, exercise, nudge = click.words, click.member, click.exercise, click.nudge
        if exercise.id in member.preferences.left_out:
            return feedback_cards.left_out(words, ended, exercise, nudge, already=True)
        if not click.is_todays:
            return feedback_cards.another_day(words, ended, nudge)
        instead = easier(exercise, self._deps.library.rotation(member.preferences.allowed))
        if instead is None:
            return feedback_cards.nothing_easier(words, ended, nudge)
        if member.is_active:
            await members.save(click.connection, eased(member, exercise, instead))
            return feedback_cards.easier_next(words, ended, exercise, instead, nudge)
        await members.save(click.connection, decided(member, exercise, Feedback.LEAVE_OUT))
        return feedback_cards.easier_by_name(words, ended, exercise, instead, nudge)

    async def _decided(self, click: CardClick, choice: Feedback, ended: Card) -> Card:
        """Leaves something out, or brings it back. Idempotent."""
        words, exercise, nudge = click.words, click.exercise, click.nudge
        after = decided(click.member, exercise, choice)
        already = after.preferences == click.member.preferences
        if not already:
            await members.save(click.connection, after)
        nothing_remains = not self._deps.library.rotation(after.preferences.allowed)
        match choice:
            case Feedback.LEAVE_OUT:
                draw = feedback_cards.left_out
            case Feedback.LEAVE_OUT_AREA:
                draw = feedback_cards.area_left_out
            case Feedback.BRING_BACK:
                return feedback_cards.brought_back(words, ended, exercise, already=already)
            case _:
                return feedback_cards.area_brought_back(words, ended, exercise, already=already)
        return draw(words, ended, exercise, nudge, already=already, nothing_remains=nothing_remains)
