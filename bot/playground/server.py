"""The playground as a whole: a local Slack for tests and demos to start and control."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TypeVar

import aiohttp
from aiohttp import web

from bot.domain.clock import Clock
from bot.playground.api.authorize import Authorize
from bot.playground.api.gate import Gate
from bot.playground.api.hooks import Hooks
from bot.playground.api.listener import Listener
from bot.playground.api.uploads import Uploads
from bot.playground.clock import MovableClock
from bot.playground.delivery.outbox import Outbox
from bot.playground.delivery.request_url import RequestUrl
from bot.playground.delivery.socket_mode import SocketMode
from bot.playground.exhibits import Exhibits
from bot.playground.faults import Faults
from bot.playground.humans.humans import Human
from bot.playground.humans.workspace_member import enter
from bot.playground.journal import ApiCall, Journal, Problem, Unacked
from bot.playground.passes import Codes, ResponseUrls, Triggers
from bot.playground.stage import Stage
from bot.playground.tiers import Limits
from bot.playground.web.control import Control, Passage, Scenes
from bot.playground.world import events
from bot.playground.world.people import Person
from bot.playground.world.world import App, Channel, ChannelKind, Workspace, World

T = TypeVar("T")
Jump = Callable[[str], Awaitable[datetime | None]]

RETRY_DELAYS = (0.0, 60.0, 300.0)
"""Seconds before each retry of an event."""
PATIENCE = 3.0
"""Seconds Slack waits for an ack."""


class StandIn:
    """A local Slack with one app and any number of workspaces. Use `StandIn.open`."""

    def __init__(
        self,
        stage: Stage,
        faults: Faults,
        http: aiohttp.ClientSession,
        patience: float,
        signing_clock: Clock,
    ) -> None:
        self.stage = stage
        self.faults = faults
        self.workspace = next(iter(stage.world.workspaces.values()))
        self.request_url: RequestUrl | None = None
        self._http = http
        self._patience = patience
        self._signing_clock = signing_clock

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        *,
        clock: MovableClock,
        port: int = 0,
        patience: float = PATIENCE,
        retry_delays: Sequence[float] = RETRY_DELAYS,
        app: App | None = None,
        team: str = "Acme",
        installed: bool = True,
        limited: bool = True,
        signing_clock: Clock | None = None,
        jumps: Mapping[str, Jump] | None = None,
        passes: Passage | None = None,
        exhibits: Exhibits | None = None,
        scenes: Scenes | None = None,
    ) -> AsyncIterator["StandIn"]:
        """Listen on 127.0.0.1 until the block ends; `port` 0 picks a free one.

        - `patience` (the ack timeout) and `retry_delays` are in seconds of real time.
        - `limited` turns on rate limits.
        - `signing_clock` signs HTTP requests, for apps that check them against real time.
        - `jumps` are the page's clock buttons: each finds its target for a user id.
        - `passes` runs before the page moves the clock, to play the time up to the target.
        - `exhibits` are the cards at /cards.
        - `scenes` are what the page can make other people do.
        """
        stage = _stage(clock, app or App(), patience, retry_delays)
        stage.world.add_workspace(team, installed=installed)
        listener = Listener(port)
        faults = Faults(stage.socket, listener.listen, stage.outbox.double_next, stage.world)
        gate = Gate(stage, faults, limited=limited)
        control = Control(stage, jumps or {}, passes, exhibits, scenes)
        _routes(listener, gate, Hooks(stage, gate), Uploads(stage, gate), Authorize(stage))
        control.routes(listener.app.router)
        async with aiohttp.ClientSession() as http:
            slack = cls(stage, faults, http, patience, signing_clock or clock)
            stage.base_url = await listener.start()
            try:
                yield slack
            finally:
                faults.release()
                await control.close()
                await stage.outbox.close()
                await slack.deliver_by_socket()
                await stage.socket.close()
                await listener.close()

    @property
    def base_url(self) -> str:
        """Without a trailing slash."""
        return self.stage.base_url

    @property
    def api_url(self) -> str:
        """The value for SLACK_API_URL."""
        return f"{self.stage.base_url}/api/"

    @property
    def app(self) -> App:
        return self.stage.app

    @property
    def bot_token(self) -> str:
        """The bot token in the first workspace; LookupError if the app isn't installed there."""
        if self.workspace.bot_token is None:
            raise LookupError(f"the app isn't installed in {self.workspace.name}")
        return self.workspace.bot_token

    @property
    def clock(self) -> MovableClock:
        return self.stage.clock

    @property
    def socket(self) -> SocketMode:
        return self.stage.socket

    @property
    def log(self) -> list[ApiCall]:
        """Every request to the Web API, an upload URL or a response_url, oldest first."""
        return self.stage.journal.log

    @property
    def problems(self) -> list[Problem]:
        """What Slack would refuse or our house rules forbid, but not what `faults` injected."""
        return self.stage.journal.problems

    @property
    def unacked(self) -> list[Unacked]:
        """Attempted deliveries that the app didn't acknowledge in time."""
        return self.stage.journal.unacked

    def forgive(self, *kinds: str) -> list[Problem]:
        """Remove expected problems; LookupError if one of `kinds` didn't occur."""
        return self.stage.journal.forgive(*kinds)

    async def until(self, predicate: Callable[[], T], timeout: float = 5.0) -> T:  # noqa: ASYNC109
        """Wait until `predicate` returns something true, checking after each change; return it.

        After `timeout` seconds, raises AssertionError with a summary of the state.
        """
        try:
            return await self.stage.journal.until(predicate, within=timeout)
        except TimeoutError:
            raise AssertionError(f"nothing after {timeout} s.\n{self.picture()}") from None

    def calls(self, method: str) -> list[ApiCall]:
        """The calls of a method, or of `response_url` or `upload`, oldest first."""
        return [call for call in self.log if call.method == method]

    def picture(self) -> str:
        """A readable summary of the state, for failure messages."""
        lines = [f"clock {self.clock():%Y-%m-%d %H:%M:%S} UTC"]
        lines += [f"{self.socket.connections} connections"]
        lines += [f"call {c.method} {c.error or 'ok'} {c.args}" for c in self.log[-10:]]
        lines += [f"problem {p.kind}: {p.detail}" for p in self.problems]
        lines += [f"unacked {u.what}: {u.reason}" for u in self.unacked]
        lines += [
            f"{channel.id} {message.user}: {message.text[:100]!r}"
            for channel in self.workspace.channels.values()
            for message in list(channel.messages.values())[-5:]
        ]
        return "\n".join(line[:400] for line in lines)

    def add_workspace(self, name: str, *, installed: bool = True) -> Workspace:
        return self.stage.world.add_workspace(name, installed=installed)

    def add_person(
        self, real_name: str, *, workspace: Workspace | None = None, **facts: object
    ) -> Human:
        """Add someone without an event; `facts` are fields of `Person`, such as tz."""
        team = workspace or self.workspace
        known: dict[str, object] = {"name": real_name.split(maxsplit=1)[0].lower(), **facts}
        person = Person(
            id=self.stage.world.new_id("U"),
            team_id=team.id,
            real_name=real_name,
            **known,  # type: ignore[arg-type]
        )
        team.people[person.id] = person
        self.stage.journal.changed()
        return self.human(person.id)

    async def team_join(
        self, real_name: str, *, workspace: Workspace | None = None, **facts: object
    ) -> Human:
        """Add someone and send team_join."""
        human = self.add_person(real_name, workspace=workspace, **facts)
        event = events.team_join(self.stage.world, human.workspace, human.id)
        await self.stage.outbox.tell(human.workspace, event)
        return human

    def human(self, user_id: str) -> Human:
        """The person with this id in any workspace; LookupError if there's none."""
        for workspace in self.stage.world.workspaces.values():
            if user_id in workspace.people:
                return Human(self.stage, workspace, user_id)
        raise LookupError(f"there's nobody with the id {user_id}")

    def add_channel(
        self,
        name: str,
        *people: Human,
        bot: bool = True,
        kind: ChannelKind = "channel",
        workspace: Workspace | None = None,
    ) -> Channel:
        """A channel, private if `kind` is "group", with these people and possibly the bot."""
        team = workspace or self.workspace
        channel = self.stage.world.add_channel(team, name, kind)
        channel.members |= {human.id for human in people} | ({team.bot.id} if bot else set())
        self.stage.journal.changed()
        return channel

    async def invite_bot(self, channel: Channel, workspace: Workspace | None = None) -> None:
        """Add the bot to a channel and send member_joined_channel."""
        team = workspace or self.workspace
        await enter(self.stage, team, channel, team.bot.id)

    def install(
        self, human: Human, *, redirect_uri: str | None = None, scopes: frozenset[str] | None = None
    ) -> str:
        """Allow the app without a browser; returns the code for oauth.v2.access."""
        granted = self.app.scopes if scopes is None else scopes
        return self.stage.codes.issue(human.workspace.id, human.id, granted, redirect_uri)

    async def uninstall(
        self, workspace: Workspace | None = None, *, tokens_first: bool = False
    ) -> None:
        """Uninstall the app: send app_uninstalled and tokens_revoked, in either order."""
        team = workspace or self.workspace
        self.stage.world.withdraw(team, "uninstalled")
        self.stage.journal.changed()
        parting = [events.app_uninstalled(), events.tokens_revoked(team)]
        for event in reversed(parting) if tokens_first else parting:
            await self.stage.outbox.tell(team, event)

    def revoke_token(self, workspace: Workspace | None = None) -> None:
        """Revoke the bot token without telling the app."""
        self.stage.world.withdraw(workspace or self.workspace, "revoked")
        self.stage.journal.changed()

    async def deliver_to(self, url: str) -> RequestUrl:
        """Switch to HTTP delivery; ValueError if the URL fails url_verification."""
        await self.deliver_by_socket()
        request_url = RequestUrl(
            url,
            secret=self.app.signing_secret,
            clock=self._signing_clock,
            journal=self.stage.journal,
            session=self._http,
            patience=self._patience,
        )
        await request_url.verify()
        self.request_url = self.stage.outbox.courier = request_url
        return request_url

    async def deliver_by_socket(self) -> None:
        """Switch to Socket Mode, the default."""
        self.stage.outbox.courier = self.stage.socket
        if self.request_url is not None:
            await self.request_url.close()
            self.request_url = None


def _stage(clock: MovableClock, app: App, patience: float, delays: Sequence[float]) -> Stage:
    journal, world = Journal(clock), World(clock, app)
    socket = SocketMode(journal, app.id, patience)
    clock.moved = journal.changed
    return Stage(
        clock=clock,
        world=world,
        journal=journal,
        limits=Limits(clock),
        triggers=Triggers(clock),
        codes=Codes(clock),
        response_urls=ResponseUrls(clock),
        socket=socket,
        outbox=Outbox(world, journal, socket, delays),
    )


def _routes(
    listener: Listener, gate: Gate, hooks: Hooks, uploads: Uploads, authorize: Authorize
) -> None:
    listener.app.add_routes(
        [
            web.route("*", "/api/{method}", gate.api),
            web.get("/link/", gate.link),
            web.post("/actions/{team}/{number}/{key}", hooks.respond),
            web.post("/commands/{team}/{number}/{key}", hooks.respond),
            web.post("/upload/v1/{team}/{file}", uploads.take),
            web.get("/files-pri/{key}/{name}", uploads.private),
            web.get("/oauth/v2/authorize", authorize.page),
            web.post("/oauth/v2/authorize", authorize.answer),
        ]
    )
