"""The state of the pretend Slack: the app, its workspaces, and what is in them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, TypeAlias

from bot.domain.clock import Clock
from bot.playground.json_values import Json
from bot.playground.world.people import Person
from bot.playground.world.views import View

ChannelKind: TypeAlias = Literal["channel", "group", "im"]
TokenState: TypeAlias = Literal["live", "revoked", "uninstalled"]

SLACKBOT = "USLACKBOT"
LEAST_SCOPES = frozenset({"chat:write", "commands", "users:read", "dnd:read"})


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The app under test, as in its manifest. All workspaces share it."""

    id: str = "A00000001"
    name: str = "Limber"
    client_id: str = "1.1"
    client_secret: str = "client-secret-of-the-playground"  # noqa: S105
    signing_secret: str = "signing-secret-of-the-playground"  # noqa: S105
    verification_token: str = "verification-of-the-playground"  # noqa: S105
    app_token: str = "xapp-1-A00000001-1-playground"  # noqa: S105
    scopes: frozenset[str] = LEAST_SCOPES
    bot_events: frozenset[str] | None = None
    """The event types it subscribed to; None means all the playground can send."""
    commands: frozenset[str] = frozenset({"/stretch"})
    hints: tuple[tuple[str, str], ...] = ()
    """Command arguments and what they do; the page suggests them."""
    redirect_urls: tuple[str, ...] = ()
    """Allowed prefixes of OAuth redirect URLs; empty allows all."""
    home_tab: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message in a channel; if `ephemeral_to` is set, only that person sees it."""

    ts: str
    channel_id: str
    user: str
    text: str
    blocks: tuple[Json, ...] = ()
    ephemeral_to: str | None = None
    thread_ts: str | None = None
    edited: str | None = None
    files: tuple[str, ...] = ()
    """Ids of the shared files."""

    def visible_to(self, user_id: str) -> bool:
        return self.ephemeral_to in (None, user_id)


@dataclass(slots=True, kw_only=True)
class Channel:
    """A conversation; `im_with` is the person of a direct message ("im")."""

    id: str
    name: str
    kind: ChannelKind = "channel"
    members: set[str] = field(default_factory=set)
    messages: dict[str, Message] = field(default_factory=dict)
    im_with: str = ""
    archived: bool = False
    created: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """An uploaded file, usable once it is `complete`."""

    id: str
    name: str
    title: str
    length: int
    uploader: str
    created: datetime
    alt_txt: str = ""
    content: bytes = b""
    uploaded: bool = False
    complete: bool = False
    channels: frozenset[str] = frozenset()
    looks_left: int = 0
    """How many more messages are refused because Slack is still processing the file."""


@dataclass(slots=True, kw_only=True)
class Workspace:
    id: str
    name: str
    domain: str
    bot: Person
    bot_token: str | None = None
    scopes: frozenset[str] = frozenset()
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    deleted_files: set[str] = field(default_factory=set)
    homes: dict[str, View] = field(default_factory=dict)
    modals: dict[str, list[View]] = field(default_factory=dict)
    picks: dict[tuple[str, str], dict[str, dict[str, Json]]] = field(default_factory=dict)
    """What people picked in messages, by (ts, person): block_id → action_id → state."""
    notices: dict[str, list[str]] = field(default_factory=dict)
    """Errors the Slack client showed, by person."""

    @property
    def installed(self) -> bool:
        return self.bot_token is not None

    def change(self, user_id: str, **what: object) -> Person:
        self.people[user_id] = replace(self.people[user_id], **what)  # type: ignore[arg-type]
        return self.people[user_id]

    def find_im(self, user_id: str) -> Channel | None:
        """The app's direct message channel with a person, if it exists."""
        ims = (channel for channel in self.channels.values() if channel.im_with == user_id)
        return next(ims, None)

    @property
    def humans(self) -> list[Person]:
        """Everyone but bots and Slackbot, including deactivated members."""
        everybody = self.people.values()
        return [person for person in everybody if not person.is_bot and person.id != SLACKBOT]

    def views(self) -> Iterator[View]:
        """Every open modal and published Home tab."""
        yield from self.homes.values()
        for stack in self.modals.values():
            yield from stack

    def notice(self, user_id: str, words: str) -> None:
        """Show a person an error from the Slack client itself."""
        self.notices.setdefault(user_id, []).append(words)

    def can_see_file(self, user_id: str, file: StoredFile) -> bool:
        shared = (self.channels[channel].members for channel in file.channels)
        return user_id == file.uploader or any(user_id in members for members in shared)


class World:
    """All workspaces, their tokens, and the counters that ids come from."""

    def __init__(self, clock: Clock, app: App) -> None:
        self.clock = clock
        self.app = app
        self.workspaces: dict[str, Workspace] = {}
        self.tokens: dict[str, tuple[str, TokenState]] = {}
        self.looks_at_files = 0
        """How many messages with a newly uploaded file are refused, as while Slack processes it."""
        self._numbers: Counter[str] = Counter()
        self._last_ts = 0

    def number(self, of: str) -> int:
        """The next number, from 1, of the counter `of`."""
        self._numbers[of] += 1
        return self._numbers[of]

    def new_id(self, prefix: str) -> str:
        """A new id such as U00000001."""
        return f"{prefix}{self.number(prefix):08d}"

    def new_ts(self) -> str:
        """A timestamp later than all before, even if the clock stands still."""
        now = self.clock()
        self._last_ts = max(self._last_ts + 1, int(now.timestamp()) * 1_000_000 + now.microsecond)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def add_workspace(self, name: str, *, installed: bool) -> Workspace:
        team_id = self.new_id("T")
        bot = Person(
            id=self.new_id("U"),
            team_id=team_id,
            name=self.app.name.lower(),
            real_name=self.app.name,
            is_bot=True,
            bot_id=self.new_id("B"),
        )
        slackbot = Person(id=SLACKBOT, team_id=team_id, name="slackbot", real_name="Slackbot")
        workspace = Workspace(
            id=team_id,
            name=name,
            domain=name.lower().replace(" ", "-"),
            bot=bot,
            people={bot.id: bot, slackbot.id: slackbot},
        )
        self.workspaces[team_id] = workspace
        if installed:
            self.install(workspace, self.app.scopes)
        return workspace

    def add_channel(self, workspace: Workspace, name: str, kind: ChannelKind) -> Channel:
        """Add a channel without members."""
        channel = Channel(id=self.new_id("C"), name=name, kind=kind, created=self.clock())
        workspace.channels[channel.id] = channel
        return channel

    def im_with(self, workspace: Workspace, user_id: str) -> Channel:
        """The app's direct message channel with a person, opened on first use."""
        if found := workspace.find_im(user_id):
            return found
        channel = Channel(
            id=self.new_id("D"),
            name="directmessage",
            kind="im",
            members={user_id, workspace.bot.id},
            im_with=user_id,
            created=self.clock(),
        )
        workspace.channels[channel.id] = channel
        return channel

    def say(
        self,
        channel: Channel,
        user: str,
        text: str,
        blocks: tuple[Json, ...] = (),
        *,
        ephemeral_to: str | None = None,
        thread_ts: str | None = None,
        files: tuple[str, ...] = (),
    ) -> Message:
        message = Message(
            ts=self.new_ts(),
            channel_id=channel.id,
            user=user,
            text=text,
            blocks=blocks,
            ephemeral_to=ephemeral_to,
            thread_ts=thread_ts,
            files=files,
        )
        channel.messages[message.ts] = message
        return message

    def edit(self, channel: Channel, ts: str, text: str, blocks: tuple[Json, ...]) -> Message:
        edited = replace(channel.messages[ts], text=text, blocks=blocks, edited=self.new_ts())
        channel.messages[ts] = edited
        return edited

    def install(self, workspace: Workspace, scopes: frozenset[str]) -> str:
        """Install the app or add scopes; returns its token, which lasts until it is revoked."""
        workspace.scopes |= scopes
        if workspace.bot_token is None:
            workspace.bot_token = f"xoxb-{workspace.id}-{self.number('token')}-playground"
            self.tokens[workspace.bot_token] = (workspace.id, "live")
        return workspace.bot_token

    def withdraw(self, workspace: Workspace, state: TokenState) -> None:
        """Invalidate the workspace's token and forget its scopes."""
        if workspace.bot_token is not None:
            self.tokens[workspace.bot_token] = (workspace.id, state)
        workspace.bot_token = None
        workspace.scopes = frozenset()
