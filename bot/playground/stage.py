"""Everything of one stand-in that its parts share."""

from dataclasses import dataclass

from bot.playground.clock import MovableClock
from bot.playground.delivery.outbox import Outbox
from bot.playground.delivery.socket_mode import SocketMode
from bot.playground.journal import Journal
from bot.playground.passes import Codes, ResponseUrls, Triggers
from bot.playground.tiers import Limits
from bot.playground.world.world import App, World


@dataclass(slots=True, kw_only=True)
class Stage:
    """The state, the record and the ways out."""

    clock: MovableClock
    world: World
    journal: Journal
    limits: Limits
    triggers: Triggers
    codes: Codes
    response_urls: ResponseUrls
    socket: SocketMode
    outbox: Outbox
    base_url: str = ""
    """Where the stand-in listens, without a slash at the end."""

    @property
    def app(self) -> App:
        """The app under test."""
        return self.world.app
