"""What people change about themselves and their channels, and the events Slack sends for it."""

from datetime import datetime, timedelta

from bot.playground.stage import Stage
from bot.playground.world import events
from bot.playground.world.people import Dnd, Person
from bot.playground.world.world import Channel, Workspace

STATUS_CHARACTERS = 100


class WorkspaceMember:
    """A person who can change their profile, status, availability and channels."""

    def __init__(self, stage: Stage, workspace: Workspace, user_id: str) -> None:
        self._stage = stage
        self.workspace = workspace
        self.id = user_id

    def __repr__(self) -> str:
        return f"<{self.person.real_name} {self.id}>"

    @property
    def person(self) -> Person:
        """The person's current record."""
        return self.workspace.people[self.id]

    async def change_profile(self, **facts: object) -> None:
        """Change fields of `Person`, such as real_name, tz, locale or is_admin."""
        self._set(**facts)
        await self._tell_of_user("user_change")

    async def set_status(
        self, text: str, emoji: str = ":speech_balloon:", *, lasting: timedelta | None = None
    ) -> None:
        """Set a status of at most 100 characters; without `lasting` it doesn't expire."""
        if len(text) > STATUS_CHARACTERS:
            raise ValueError(f"a status has at most {STATUS_CHARACTERS} characters")
        expires = self._stage.clock() + lasting if lasting is not None else None
        self._set(status_text=text, status_emoji=emoji, status_expires=expires)
        await self._tell_of_user("user_change", "user_status_changed")

    async def clear_status(self) -> None:
        """Clear the status. When a status expires by itself, Slack sends no event."""
        self._set(status_text="", status_emoji="", status_expires=None)
        await self._tell_of_user("user_change", "user_status_changed")

    async def join_huddle(self, *, lasting: timedelta = timedelta(hours=1)) -> None:
        """Join a huddle; `lasting` sets the expiration Slack announces."""
        self._set(huddle_until=self._stage.clock() + lasting)
        await self._tell_of_user("user_huddle_changed", "user_change")

    async def leave_huddle(self) -> None:
        self._set(huddle_until=None)
        await self._tell_of_user("user_huddle_changed", "user_change")

    async def snooze(self, lasting: timedelta) -> None:
        """Pause notifications from now on."""
        now = self._stage.clock()
        await self.set_dnd(now, now + lasting)

    async def set_dnd(self, start: datetime, end: datetime, *, daily: bool = False) -> None:
        """Set do-not-disturb from `start` to `end`, once or daily."""
        self._set(dnd=Dnd(start=start, end=end, daily=daily))
        await self._tell_of_dnd()

    async def end_dnd(self) -> None:
        self._set(dnd=None)
        await self._tell_of_dnd()

    def go_away(self) -> None:
        """Be away. Slack sends no event."""
        self._set(presence="away")

    def come_back(self) -> None:
        """Be active. Slack sends no event."""
        self._set(presence="active")

    async def deactivate(self) -> None:
        self._set(deleted=True)
        await self._tell_of_user("user_change")

    async def join(self, channel: Channel) -> None:
        """Join a channel. The app is told if it's a member."""
        await enter(self._stage, self.workspace, channel, self.id)

    async def leave(self, channel: Channel) -> None:
        await self.remove(self.id, channel)

    async def invite(self, user_id: str, channel: Channel) -> None:
        """Add someone, or the app, to a channel."""
        await enter(self._stage, self.workspace, channel, user_id)

    async def remove(self, user_id: str, channel: Channel) -> None:
        """Remove someone, or the app, from a channel. The app is told if it was a member."""
        was_there = self.workspace.bot.id in channel.members
        channel.members.discard(user_id)
        self._stage.journal.changed()
        if not was_there:
            return
        if user_id == self.workspace.bot.id:
            event = events.bot_left(self._stage.world, channel, self.id)
        else:
            event = events.membership(
                self._stage.world, self.workspace, channel, user_id, "member_left_channel"
            )
        await self._stage.outbox.tell(self.workspace, event)

    async def archive(self, channel: Channel) -> None:
        """Archive a channel, so that nobody can post there."""
        channel.archived = True
        await self._close(channel, "archive")

    async def delete(self, channel: Channel) -> None:
        """Delete a channel and its messages."""
        del self.workspace.channels[channel.id]
        await self._close(channel, "deleted")

    async def _close(self, channel: Channel, how: str) -> None:
        """Slack tells the app about all public channels, and the private ones it is in."""
        self._stage.journal.changed()
        if channel.kind == "channel" or self.workspace.bot.id in channel.members:
            event = events.channel_closed(self._stage.world, channel, self.id, how)
            await self._stage.outbox.tell(self.workspace, event)

    def _set(self, **facts: object) -> None:
        self.workspace.change(self.id, **facts, updated=self._stage.clock())
        self._stage.journal.changed()

    async def _tell_of_user(self, *kinds: str) -> None:
        for kind in kinds:
            event = events.user_changed(self._stage.world, self.workspace, self.id, kind)
            await self._stage.outbox.tell(self.workspace, event)

    async def _tell_of_dnd(self) -> None:
        event = events.dnd_updated(self._stage.world, self.workspace, self.id)
        await self._stage.outbox.tell(self.workspace, event)


async def enter(stage: Stage, workspace: Workspace, channel: Channel, user_id: str) -> None:
    """Add someone, or the bot, to a channel. The app is told if it is a member by then."""
    channel.members.add(user_id)
    stage.journal.changed()
    if workspace.bot.id in channel.members:
        event = events.membership(stage.world, workspace, channel, user_id, "member_joined_channel")
        await stage.outbox.tell(workspace, event)
