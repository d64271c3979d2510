"""What Slack shows of people: heard of in events, and asked for twice a day.

Events cost no call, but one may be lost: so a look asks again, page by page, and slowly
enough to leave the rest of Slack's limits to others. Of a status only its meaning is kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.calendar.busy_signals import Quiet, Signals, Status
from bot.domain.members import Member, Who
from bot.domain.schedule.due_times import scheduled, signalled, zone_changed
from bot.domain.schedule.statuses import Statuses
from bot.store.people import members, workspaces
from bot.store.progress import history
from bot.store.progress.history import Workday
from bot.usecases.deps import Deps
from bot.usecases.ports import Page, Profile

LOOK_EVERY = timedelta(hours=12)
"""Often enough to be between any two windows of do not disturb of a day, to the same hours."""
STEP = timedelta(seconds=15)
"""Between two pages of a workspace: 4 calls of users.list and 16 of dnd.teamInfo a minute, where
Slack allows 20 of each."""
AFTER_TROUBLE = timedelta(minutes=30)
"""When a look that Slack did not answer begins anew."""


class SignalUpdates:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    async def changed(self, who: Who, profile: Profile) -> None:
        """Slack says that somebody's profile, status or huddle changed, or their account is gone.

        It says so of everybody in the workspace: only what concerns a member waits for the right
        to write.
        """
        at = self._deps.clock()
        async with self._deps.database.read() as connection:
            found = await members.find(connection, who)
        if found is None or not self._differs(found, profile, at):
            return
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            if member is None:
                return
            if profile.deleted:
                await _excuse(connection, [member], at)  # while their teams know them
                await members.deactivate(connection, [who])
                return
            after = self._updated(member, profile, at)
            await members.save(connection, after)
            await _excuse(connection, [after] if _went_away(member, after, at) else [], at)

    async def quieted(self, who: Who, quiet: Quiet | None) -> None:
        """Slack says that somebody's do-not-disturb hours changed."""
        at = self._deps.clock()
        async with self._deps.database.read() as connection:
            found = await members.find(connection, who)
        if found is None or found.signals.quiet == quiet:
            return
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            if member is not None:
                await members.save(connection, self._with_quiet(member, quiet, at))

    async def sync(self) -> bool:
        """Takes one step of the look of one workspace; False when none is due.

        Slack is asked between two transactions, so a step may be taken twice, which changes
        nothing.
        """
        at = self._deps.clock()
        async with self._deps.database.read() as connection:
            due = await workspaces.sync_due(connection, at)
        if due is None:
            return False
        async with self._deps.database.write() as connection:
            if not await workspaces.claim_sync(connection, due, at + AFTER_TROUBLE):
                return True
        page = await self._deps.directory.page(due.workspace_id, due.cursor)
        if page is None:
            async with self._deps.database.write() as connection:
                await workspaces.save_sync(connection, due, None, at + AFTER_TROUBLE)
            return True
        async with self._deps.database.read() as connection:
            ids = await members.nudged_ids(connection, due.workspace_id, page.profiles)
        quiets = await self._deps.directory.quiet(due.workspace_id, sorted(ids)) if ids else {}
        after = LOOK_EVERY if page.cursor is None else STEP
        async with self._deps.database.write() as connection:
            await self._update(connection, due.workspace_id, ids, page, quiets or {})
            await workspaces.save_sync(connection, due, page.cursor, self._deps.clock() + after)
        return True

    async def _update(
        self,
        connection: AsyncConnection,
        workspace_id: str,
        user_ids: Iterable[str],
        page: Page,
        quiets: Mapping[str, Quiet | None],
    ) -> None:
        """Writes what is new about these people, in one statement."""
        at = self._deps.clock()
        changed, gone, away = [], [], []
        for before in await members.lock_all(connection, workspace_id, user_ids):
            profile = page.profiles[before.user_id]
            if profile.deleted:
                gone.append(before.who)
                away.append(before)
                continue
            after = self._updated(before, profile, at)
            if before.user_id in quiets:
                after = self._with_quiet(after, quiets[before.user_id], at)
            if after != before:
                changed.append(after)
            if _went_away(before, after, at):
                away.append(after)
        await members.save_all(connection, changed)
        await _excuse(connection, away, at)  # while the teams of those who are gone know them
        await members.deactivate(connection, gone)

    def _differs(self, member: Member, profile: Profile, at: datetime) -> bool:
        if profile.deleted:
            return not member.has_left
        return self._with_profile(member, profile, at) != member

    def _with_profile(self, member: Member, profile: Profile, at: datetime) -> Member:
        return replace(
            member,
            zone=profile.zone,
            locale=profile.locale or member.locale,
            signals=signals_after(member.signals, profile, self._deps.library.statuses, at),
            presumed=False,
        )

    def _updated(self, before: Member, profile: Profile, at: datetime) -> Member:
        after = self._with_profile(before, profile, at)
        if after == before:
            return before
        jitter = self._deps.jitter(before.who)
        if after.vacation_until != before.vacation_until:
            return scheduled(after, at, jitter)
        if after.zone != before.zone:
            return zone_changed(after, at, jitter)
        return signalled(after, at, jitter)

    def _with_quiet(self, member: Member, quiet: Quiet | None, at: datetime) -> Member:
        if member.signals.quiet == quiet:
            return member
        after = replace(member, signals=replace(member.signals, quiet=quiet))
        return signalled(after, at, self._deps.jitter(member.who))


def _went_away(before: Member, after: Member, at: datetime) -> bool:
    """Whether a status now says that they are away."""
    return after.is_on_vacation(at) and after.vacation_until != before.vacation_until


async def _excuse(connection: AsyncConnection, people: Iterable[Member], at: datetime) -> None:
    """Whatever came today, these people, who are away from now on, have not missed it."""
    nudged = [it for it in people if it.is_active]
    await history.excuse(connection, [Workday.of(it, at) for it in nudged])


def signals_after(before: Signals, profile: Profile, statuses: Statuses, at: datetime) -> Signals:
    """The signals once Slack has shown this profile."""
    meaning = statuses.meaning(profile.status_text, profile.status_emoji)
    status = Status(meaning, profile.status_until) if meaning is not None else None
    with_status = before.with_status(at, status)
    return with_status.with_huddle(at, profile.huddle_until, huddling=profile.huddling)
