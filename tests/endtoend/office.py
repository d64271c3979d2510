"""An office to try Limber in: the stand-in for Slack, the real bot, and people at their desks."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select

from bot.app import Limber, open_limber, system_clock
from bot.content_process import Content, open_content
from bot.domain.members import Member, Who
from bot.domain.schedule.presence_budget import PresenceAllowance
from bot.library.files.location import content_root
from bot.playground.clock import MovableClock
from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from bot.playground.world.world import App, Channel, Message
from bot.settings import SECRETS, Secret, Settings
from bot.slack.workspaces.manifest import BOT_EVENTS, BOT_SCOPES
from bot.store.db.tables import metadata
from bot.store.people import members
from bot.ticker import NUDGES

MONDAY_9_IN_BERLIN = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
NEVER_S = 3600.0
"""Ticks come when a test asks for them."""
NONE = PresenceAllowance(nudges=10**9, time=timedelta(days=10**4))
"""So few glances that there are none."""
PATIENCE_S = 30.0
"""Real seconds in which whoever is looked at is seen, on a busy machine too."""
PING_S = 2.0
"""Real seconds; a busy machine must not lose the connection."""


def frozen_clock(at: datetime = MONDAY_9_IN_BERLIN) -> MovableClock:
    """A clock that stands still until it is moved."""
    return MovableClock(lambda: at)


def settings_for(slack: StandIn, database_url: str, **changes: object) -> Settings:
    """What `limber run` is told to work in the stand-in's first workspace, over Socket Mode."""
    token = slack.workspace.bot_token
    facts: dict[str, object] = {
        "slack_bot_token": token,
        "slack_app_token": slack.app.app_token,
        "slack_api_url": slack.api_url,
        "database_url": database_url,
        "limber_figures": "off",
        **changes,
    }
    hidden = {name: Secret(it) for name, it in facts.items() if name in SECRETS and it is not None}
    return Settings(**{**facts, **hidden})  # type: ignore[arg-type]


@cache
def shipped(*, figures: bool) -> Content:
    """The content, read once: what is in it does not change while tests run."""
    return open_content(content_root(), figures=figures)


@dataclass(frozen=True)
class Office:
    slack: StandIn
    limber: Limber

    @property
    def clock(self) -> MovableClock:
        return self.slack.clock

    async def member(self, human: Human) -> Member:
        async with self.limber.database.read() as connection:
            found = await members.find(connection, Who(human.workspace.id, human.id))
        assert found is not None
        return found

    async def prefers(self, human: Human, **changes: object) -> None:
        """Changes settings without the modal."""
        who = Who(human.workspace.id, human.id)
        async with self.limber.database.write() as connection:
            found = await members.lock(connection, who)
            assert found is not None
            chosen = replace(found.preferences, **changes)  # type: ignore[arg-type]
            await members.save(connection, replace(found, preferences=chosen))

    async def says(self, human: Human, text: str) -> Message:
        """What comes back for something typed into the conversation with Limber."""
        before = len(human.sees())
        await human.types(text)
        await self.slack.until(lambda: len(human.sees()) > before)
        return human.latest()

    async def clicks(
        self,
        human: Human,
        action: str,
        message: Message | None = None,
        choice: str | None = None,
    ) -> Message:
        """What a card looks like after a click on it, or a choice in it, once it changed."""
        card = message or human.latest()
        await pick(human, card, action, choice)
        return await self.slack.until(lambda: self._changed(human, card))

    async def clicks_in(
        self, human: Human, action: str, message: Message, channel: Channel
    ) -> Message:
        """The same for a card in a channel: what it looks like once it changed."""
        await human.clicks(message, f"limber.{action}")

        def changed() -> Message | None:
            now = {it.ts: it for it in human.sees(channel)}[message.ts]
            return now if now.text != message.text else None

        return await self.slack.until(changed)

    async def stored(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every table."""
        async with self.limber.database.read() as connection:
            return {
                table.name: sorted(map(tuple, await connection.execute(select(table))), key=repr)
                for table in metadata.sorted_tables
            }

    async def joins(self, human: Human) -> None:
        await self.says(human, "/stretch join")
        await self.limber.tasks.finish(5)

    async def counts_in(self, human: Human, card: Message, channel: Channel | None = None) -> None:
        """Joins by the button of a card and the form behind it, as it is."""
        await human.clicks(card, "limber.join")
        await self.slack.until(lambda: human.modal)
        assert await human.submits() is None
        await self.slack.until(lambda: human.latest(channel).text.startswith("You're in!"))

    async def nudged(self, human: Human) -> Message:
        """The next nudge, after moving the clock to when it is due."""
        await self.limber.tasks.finish(5)  # a click may still hold the member's row
        due = (await self.member(human)).next_due_at
        assert due is not None
        before = len(human.sees())
        await self.ticks(due)
        assert len(human.sees()) > before, self.slack.picture()
        return human.latest()

    async def settles(self) -> None:
        """Whatever Limber has begun is done."""
        await self.limber.tasks.finish(5)
        await self.limber.uploading.finish()

    async def ticks(self, at: datetime) -> None:
        """The clock moves on to `at`, if it is not there yet, and what is due is delivered."""
        self.clock.move_to(max(at, self.clock()))
        await self.limber.ticker.run(NUDGES)

    async def walks_through(self, human: Human, card: Message) -> Message:
        """The card after Start and every Next, to the end."""
        return await self.walks_on(human, await self.clicks(human, "start", card))

    async def walks_on(self, human: Human, card: Message) -> Message:
        """A card that was begun, after every Next to the end."""
        while "limber.next" in elements(card):
            card = await self.clicks(human, "next", card)
        return card

    @staticmethod
    def _changed(human: Human, card: Message) -> Message | None:
        now = {it.ts: it for it in human.sees()}.get(card.ts)
        return now if now is not None and _content(now) != _content(card) else None


def _content(card: Message) -> tuple[str, object]:
    """What tells two cards apart: two nudges may have the same text."""
    return card.text, card.blocks[0].get("text") if card.blocks else None


def title(card: Message) -> str:
    """The first block of a card, which names the exercise; a notification does not."""
    return str(card.blocks[0]["text"]["text"])


def elements(card: Message) -> dict[str, Any]:
    """The buttons and menus of a card, by action id."""
    rows = (block["elements"] for block in card.blocks if block["type"] == "actions")
    return {element["action_id"]: element for row in rows for element in row}


async def pick(human: Human, card: Message, action: str, choice: str | None = None) -> None:
    """A click on the card's button for the action, or a choice in its menu."""
    menu = {"snooze": "later", "swap": "not_this", "skip": "not_this", "never": "not_this"}
    if action in menu and f"limber.{action}" not in elements(card):
        nudge_id = elements(card)["limber.start"]["value"]
        choice = f"{nudge_id}/{10 if action == 'snooze' else action}"
    await human.clicks(card, f"limber.{menu.get(action, action)}", choice)


@asynccontextmanager
async def open_office(
    database_url: str,
    clock: MovableClock,
    *,
    over_http: bool = False,
    installed: bool = True,
    glances: PresenceAllowance = NONE,
    tick_s: float = NEVER_S,
    **changes: object,
) -> AsyncIterator[Office]:
    """Slack and Limber, up and connected; `changes` are settings, and `glances` how often it is
    looked at who is there.

    At the end nothing may be left that Slack would have refused or waited for in vain.
    """
    by_http = {"slack_app_token": None, "host": "127.0.0.1", "port": 0}
    app = App(scopes=frozenset(BOT_SCOPES), bot_events=frozenset(BOT_EVENTS))
    async with StandIn.open(
        clock=clock, app=app, signing_clock=system_clock, installed=installed
    ) as slack:
        if over_http:
            changes = {**by_http, "slack_signing_secret": slack.app.signing_secret, **changes}
        settings = settings_for(slack, database_url, **changes)
        async with open_limber(
            settings,
            content=shipped(figures=settings.figures_folder is not None),
            clock=clock,
            presence=glances,
            presence_within_s=PATIENCE_S,
            random=random.Random(7),
            tick_s=tick_s,
            ping_s=PING_S,
            upload_pace_s=0,
            fresh_waits_s=(0, 0, 0),
        ) as limber:
            if over_http:
                await slack.deliver_to(f"http://127.0.0.1:{limber.port}/slack/events")
            yield Office(slack, limber)
        assert slack.problems == [], slack.picture()
        assert slack.unacked == [], slack.picture()
