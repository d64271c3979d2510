"""Buttons: each click is routed by its action id, and answered where it was clicked."""

from collections.abc import Awaitable, Callable, Mapping

from bot.cards.blocks import Card, View
from bot.cards.buttons import (
    BROWSE,
    BROWSE_AREA,
    BROWSE_PAGE,
    BROWSE_POSITION,
    HOME,
    JOIN,
    LEAVE,
    OPEN_SETTINGS,
    PAUSE_HOUR,
    PAUSE_TODAY,
    RESUME,
    STRETCH,
    TRY,
)
from bot.cards.tickets import Ticket, action_id
from bot.domain.browsing import Selection
from bot.domain.practice import Action
from bot.slack.payloads import Click
from bot.usecases.browsing import Browsing
from bot.usecases.kit import Kit, Place
from bot.usecases.membership import Membership
from bot.usecases.overviews import Overviews
from bot.usecases.stretching import Answer, Show, Stretching

Handler = Callable[[Click], Awaitable[Answer | View]]


class Clicks:
    def __init__(
        self,
        kit: Kit,
        stretching: Stretching,
        membership: Membership,
        overviews: Overviews,
        browsing: Browsing,
    ) -> None:
        self._kit = kit
        self._stretching = stretching
        self._membership = membership
        self._overviews = overviews
        self._browsing = browsing
        self._handlers: Mapping[str, Handler] = {
            **{action_id(it): self._on_card for it in Action},
            JOIN: self._joins,
            LEAVE: self._leaves,
            RESUME: self._resumes,
            PAUSE_HOUR: self._pauses("1h"),
            PAUSE_TODAY: self._pauses("today"),
            STRETCH: self._stretches,
            OPEN_SETTINGS: self._opens_settings,
            **dict.fromkeys((BROWSE, BROWSE_AREA, BROWSE_POSITION, BROWSE_PAGE), self._browses),
            TRY: self._tries,
            HOME: self._comes_home,
        }

    async def answer(self, click: Click) -> Answer | View | None:
        """What to show; None for a button Limber does not know (a link, or one long gone)."""
        several, _, _ = click.action_id.rpartition(".")  # of these, a message may have many
        handler = self._handlers.get(click.action_id) or self._handlers.get(several)
        return None if handler is None else await handler(click)

    async def _on_card(self, click: Click) -> Answer:
        ticket = Ticket.read(click.value)
        if ticket is None:
            return await self._unknown_card(click)
        place = None
        if click.channel_id and click.message_ts and not click.is_ephemeral:
            place = Place(click.channel_id, click.message_ts)
        action = Action(click.action_id.rpartition(".")[2])
        return await self._stretching.click(click.who, ticket.nudge_id, action, ticket.stage, place)

    async def _unknown_card(self, click: Click) -> Answer:
        return await self._stretching.click(click.who, "", Action.START, None, None)

    async def _joins(self, click: Click) -> Answer:
        """In place of the invitation: nobody is asked twice."""
        return Answer(await self._membership.join(click.who))

    async def _leaves(self, click: Click) -> Answer:
        return _beside(click, await self._membership.leave(click.who))

    async def _resumes(self, click: Click) -> Answer:
        return _beside(click, await self._membership.resume(click.who))

    def _pauses(self, phrase: str) -> Handler:
        async def pauses(click: Click) -> Answer:
            return _beside(click, await self._membership.pause(click.who, phrase))

        return pauses

    async def _stretches(self, click: Click) -> Answer:
        return Answer(await self._stretching.offer(click.who), Show.TO_CLICKER)

    async def _opens_settings(self, click: Click) -> Answer | View:
        opened = await self._membership.settings(click.who, click.response_url or "")
        return opened if isinstance(opened, View) else Answer(opened, Show.TO_CLICKER)

    async def _browses(self, click: Click) -> Answer | View:
        selection = Selection.read(click.value)
        if click.is_on_home:
            return await self._browsing.home(click.who, selection)
        return Answer(await self._browsing.card(click.who, selection))

    async def _tries(self, click: Click) -> Answer:
        exercise = self._kit.library.exercises.get(click.value)
        wanted = (exercise,) if exercise is not None else ()
        return Answer(await self._stretching.offer(click.who, wanted), Show.TO_CLICKER)

    async def _comes_home(self, click: Click) -> View:
        return await self._overviews.home(click.who)


def _beside(click: Click, card: Card) -> Answer:
    """In place of a message only its reader sees; beside one that stays."""
    return Answer(card, Show.IN_PLACE if click.is_ephemeral else Show.TO_CLICKER)
