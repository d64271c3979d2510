"""Finds people in the database, or adds them from Slack."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.parts.blocks import Card
from bot.cards.people import membership_cards
from bot.domain.calendar.busy_signals import Quiet, Signals
from bot.domain.members import Member, MemberStatus, Who
from bot.domain.schedule.due_times import rescheduled, scheduled
from bot.library.words import ENGLISH, Words
from bot.store.people import members
from bot.store.progress import history
from bot.store.progress.workdays import Workday
from bot.usecases.deps import Deps
from bot.usecases.people.signals import signals_after
from bot.usecases.ports import Profile


async def find_member(deps: Deps, who: Who) -> Member | None:
    """The person, if Limber knows them, without asking Slack."""
    async with deps.database.read() as connection:
        return await members.find(connection, who)


async def known_member(deps: Deps, who: Who) -> Member | None:
    """The person, added as a guest if unknown; None if Slack does not answer.

    If zone and locale were only guessed, asks Slack again and keeps the guess until it answers.
    """
    found = await find_member(deps, who)
    if found is not None and not found.presumed:
        return found
    profile = await deps.directory.profile(who)
    if profile is None:
        return found
    quiets = await deps.directory.quiet(who.workspace_id, [who.user_id])
    quiet = (quiets or {}).get(who.user_id)
    async with deps.database.write() as connection:
        return await _introduce(deps, connection, who, profile, quiet)


async def _introduce(
    deps: Deps, connection: AsyncConnection, who: Who, profile: Profile, quiet: Quiet | None
) -> Member:
    at = deps.clock()
    found = await members.lock(connection, who)
    if found is not None and not found.presumed:
        return found
    signals = signals_after(Signals(quiet=quiet), profile, deps.library.statuses, at)
    guest = Member(
        workspace_id=who.workspace_id,
        user_id=who.user_id,
        status=MemberStatus.GUEST,
        zone=profile.zone,
        locale=profile.locale or ENGLISH,
        sitting_since=at,
        signals=signals,
    )
    if found is None:
        found = await members.get_or_add(connection, guest)
        if found is guest or not found.presumed:
            return found
    told = replace(found, zone=guest.zone, locale=guest.locale, signals=signals, presumed=False)
    member = rescheduled(told, at, deps.jitter(who))
    await members.save(connection, member)
    return member


@dataclass(frozen=True)
class Visit:
    """A transaction with one person locked."""

    connection: AsyncConnection
    member: Member | None
    """None unless they have joined."""
    has_left: bool
    words: Words
    at: datetime
    jitter: float

    def refusal(self) -> Card:
        """For somebody who has not joined, or has left."""
        return membership_cards.not_a_member(self.words, left=self.has_left)

    async def save(self, member: Member) -> Member:
        """Saves the member and schedules their next nudge."""
        after = replace(scheduled(member, self.at, self.jitter), unanswered=0)
        await members.save(self.connection, after)
        return after

    async def excuse_today(self, member: Member) -> None:
        """Today does not count as missed."""
        await history.excuse(self.connection, [Workday.of(member, self.at)])


@asynccontextmanager
async def visit(deps: Deps, who: Who) -> AsyncIterator[Visit]:
    at = deps.clock()
    async with deps.database.write() as connection:
        found = await members.lock(connection, who)
        status = found.status if found is not None else MemberStatus.GUEST
        yield Visit(
            connection=connection,
            member=found if status is MemberStatus.ACTIVE else None,
            has_left=status is MemberStatus.LEFT,
            words=deps.words(found),
            at=at,
            jitter=deps.jitter(who),
        )
