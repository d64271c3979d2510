"""Statuses, huddles, do not disturb and time zones, from events and a sync twice a day.

Events cost no call, but some get lost. The sync goes page by page, slowly enough to leave most of
Slack's rate limits to others. Only the meaning of a status is stored, never its text.
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
from bot.store.progress.workdays import Workday
from bot.usecases.deps import Deps
from bot.usecases.ports import Page, Profile

SYNC_EVERY = timedelta(hours=12)
"""Slack shows only the next do-not-disturb hours, which recur daily: twice a day misses none."""
STEP = timedelta(seconds=15)
"""Between two pages of a workspace: 4 calls of users.list and 16 of dnd.teamInfo per minute, of the
20 that Slack allows of each."""
AFTER_TROUBLE = timedelta(minutes=30)
"""When a failed sync starts again."""


class SignalUpdates:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    async def changed(self, who: Who, profile: Profile) -> None:
        """A profile, status or huddle changed, or the account is gone.

        Slack sends this for everybody in the workspace, so it reads before it takes a write lock.
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
                await _excuse(connection, [member], at)  # before they leave their teams
                await members.deactivate(connection, [who])
                return
            after = self._updated(member, profile, at)
            await members.save(connection, after)
            await _excuse(connection, [after] if _went_away(member, after, at) else [], at)

    async def quieted(self, who: Who, quiet: Quiet | None) -> None:
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
        """Syncs one page of one workspace; False if none is due.

        Slack is called between transactions, so a page may be synced twice. Idempotent.
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
        after = SYNC_EVERY if page.cursor is None else STEP
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
        await _excuse(connection, away, at)  # before they leave their teams
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
    """Whether their status has just become one of absence."""
    return after.is_on_vacation(at) and after.vacation_until != before.vacation_until


async def _excuse(connection: AsyncConnection, people: Iterable[Member], at: datetime) -> None:
    """Today does not count as missed for these people, who are away from now on."""
    nudged = [member for member in people if member.is_active]
    await history.excuse(connection, [Workday.of(member, at) for member in nudged])


def signals_after(before: Signals, profile: Profile, statuses: Statuses, at: datetime) -> Signals:
    """The signals according to the latest profile."""
    meaning = statuses.meaning(profile.status_text, profile.status_emoji)
    status = Status(meaning, profile.status_until) if meaning is not None else None
    with_status = before.with_status(at, status)
    return with_status.with_huddle(at, profile.huddle_until, huddling=profile.huddling)
