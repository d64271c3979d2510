"""Eight more people for the demo, so that teams and leaderboards fill."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from bot.cards.parts.action_ids import SECTION, TEAM_JOIN
from bot.cards.parts.button_values import action_id
from bot.domain.breaks.card_state import Action
from bot.domain.settings.kinds import Section
from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from bot.playground.world.world import Channel

NAMES = (
    "Dev Patel",
    "Emi Sato",
    "Farid Haddad",
    "Grace Lee",
    "Hugo Silva",
    "Ines Costa",
    "Jonas Weber",
    "Kira Novak",
)
LISTED = 5
"""How many of them show their names, enough for a leaderboard."""
Scenes = Mapping[str, Callable[[], Awaitable[None]]]
"""What they can do, by the label of its button."""


class Colleagues:
    """`settles` waits until Limber has answered."""

    def __init__(self, slack: StandIn, zone: str, settles: Callable[[], Awaitable[None]]) -> None:
        self._slack = slack
        self._zone = zone
        self._settles = settles
        self._people: list[Human] = []
        self._are_in = False

    def scenes(self) -> Scenes:
        if not self._are_in:
            return {"Bring in eight colleagues": self._come}
        return {"Colleagues take a break": self._take_breaks}

    async def _come(self) -> None:
        self._people = [
            self._slack.add_person(name, tz=self._zone, locale="en-US") for name in NAMES
        ]
        self._general.members |= {human.id for human in self._people}
        await self._all(lambda human: human.types("/stretch join"))
        for human in self._people[:LISTED]:
            await self._shows_name(human)
        await self._take_breaks()
        self._are_in = True

    async def _take_breaks(self) -> None:
        """Each takes one, and joins the team of the channel if there is one."""
        await self._all(lambda human: human.types("/stretch look away"))
        await self._all(lambda human: _clicks(human, human.dm, action_id(Action.DONE)))
        await self._all(lambda human: human.types("/stretch team join", self._general))
        await self._all(lambda human: _clicks(human, self._general, TEAM_JOIN))

    async def _shows_name(self, human: Human) -> None:
        await human.types("/stretch settings")
        first = await self._slack.until(lambda: human.modal)
        assert first is not None
        await human.clicks(first, f"{SECTION}.{Section.BREAKS}")
        await self._slack.until(lambda: human.modal if human.modal != first else None)
        await human.submits({"listed": ["listed"]})
        await human.closes(everything=True)

    async def _all(self, does: Callable[[Human], Awaitable[None]]) -> None:
        await asyncio.gather(*map(does, self._people))
        await self._settles()

    @property
    def _general(self) -> Channel:
        channels = self._slack.workspace.channels.values()
        return next(it for it in channels if it.name == "general")


async def _clicks(human: Human, channel: Channel, action: str) -> None:
    """Nothing if their last message there has no such button."""
    with suppress(LookupError):
        await human.clicks(human.latest(channel), action)
