"""What the rooms of one playground share: state, records, limits and deliveries."""

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
    """Without a trailing slash."""

    @property
    def app(self) -> App:
        return self.world.app
