"""What Slack tells the app about people, because of what they do outside of it."""

from datetime import datetime, timedelta

from bot.playground.stage import Stage
from bot.playground.world import events
from bot.playground.world.people import Dnd, Person
from bot.playground.world.world import Channel, Workspace

STATUS_CHARACTERS = 100


class WorkspaceMember:
    """A person in a workspace, and the changes to them that Slack pushes."""

    def __init__(self, stage: Stage, workspace: Workspace, user_id: str) -> None:
        self._stage = stage
        self.workspace = workspace
        self.id = user_id

    def __repr__(self) -> str:
        return f"<{self.person.real_name} {self.id}>"

    @property
    def person(self) -> Person:
        """The facts about the person as they are now."""
        return self.workspace.people[self.id]

    async def change_profile(self, **facts: object) -> None:
        """Change facts of `Person`, such as real_name, tz, locale, is_admin: user_change.

        Daylight saving is no such change: it moves tz_offset, and no event tells of it.
        """
        self._set(**facts)
        await self._tell_of_user("user_change")

    async def set_status(
        self, text: str, emoji: str = ":speech_balloon:", *, lasting: timedelta | None = None
    ) -> None:
        """Set a status of at most 100 characters, for a while or for good."""
        if len(text) > STATUS_CHARACTERS:
            raise ValueError(f"a status has at most {STATUS_CHARACTERS} characters")
        expires = self._stage.clock() + lasting if lasting is not None else None
        self._set(status_text=text, status_emoji=emoji, status_expires=expires)
        await self._tell_of_user("user_change", "user_status_changed")

    async def clear_status(self) -> None:
        """Take the status away. One that just expires does so without an event."""
        self._set(status_text="", status_emoji="", status_expires=None)
        await self._tell_of_user("user_change", "user_status_changed")

    async def join_huddle(self, *, lasting: timedelta = timedelta(hours=1)) -> None:
        """Go into a huddle; Slack says until when it takes it to last."""
        self._set(huddle_until=self._stage.clock() + lasting)
        await self._tell_of_user("user_huddle_changed", "user_change")

    async def leave_huddle(self) -> None:
        """Leave the huddle."""
        self._set(huddle_until=None)
        await self._tell_of_user("user_huddle_changed", "user_change")

    async def snooze(self, lasting: timedelta) -> None:
        """Pause notifications from now on."""
        now = self._stage.clock()
        await self.set_dnd(now, now + lasting)

    async def set_dnd(self, start: datetime, end: datetime, *, daily: bool = False) -> None:
        """Not to be disturbed from `start` to `end`, once or daily."""
        self._set(dnd=Dnd(start=start, end=end, daily=daily))
        await self._tell_of_dnd()

    async def end_dnd(self) -> None:
        """Have no quiet hours."""
        self._set(dnd=None)
        await self._tell_of_dnd()

    def go_away(self) -> None:
        """Be away; no event tells of it."""
        self._set(presence="away")

    def come_back(self) -> None:
        """Be active; no event tells of it."""
        self._set(presence="active")

    async def deactivate(self) -> None:
        """Have the account deactivated."""
        self._set(deleted=True)
        await self._tell_of_user("user_change")

    async def join(self, channel: Channel) -> None:
        """Join a channel; the app hears of it if it is there."""
        await enter(self._stage, self.workspace, channel, self.id)

    async def leave(self, channel: Channel) -> None:
        """Leave a channel."""
        await self.remove(self.id, channel)

    async def invite(self, user_id: str, channel: Channel) -> None:
        """Bring somebody, or the app, into a channel."""
        await enter(self._stage, self.workspace, channel, user_id)

    async def remove(self, user_id: str, channel: Channel) -> None:
        """Take somebody, or the app, out of a channel; the app hears of it if it was there."""
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
        """Archive a channel: nobody can write there any more."""
        channel.archived = True
        await self._close(channel, "archive")

    async def delete(self, channel: Channel) -> None:
        """Delete a channel, with all that was said there."""
        del self.workspace.channels[channel.id]
        await self._close(channel, "deleted")

    async def _close(self, channel: Channel, how: str) -> None:
        """The app hears of every public channel, and of the private ones it is in."""
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
    """Put somebody, or the bot, into a channel; the app hears of it if it is there then."""
    channel.members.add(user_id)
    stage.journal.changed()
    if workspace.bot.id in channel.members:
        event = events.membership(stage.world, workspace, channel, user_id, "member_joined_channel")
        await stage.outbox.tell(workspace, event)
