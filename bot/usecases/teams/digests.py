"""Sends the weekly digest of each team: claim, draw, send.

The replica that moves a team's due time to the next week sends the digest, once: a lost digest is
better than a double one. The picture has a timeout.
"""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.parts.action_ids import DIGEST_STOP
from bot.cards.parts.blocks import Card, Image
from bot.cards.teams import digest_card as cards
from bot.cards.teams.team_cards import gone, members_decide
from bot.domain.calendar.work_week import local_date
from bot.domain.members import Who
from bot.domain.pacing import paused_for_retry_after, reserve
from bot.domain.teams.teams import Channel, Team, TeamStreak, next_digest
from bot.domain.teams.weekly_digest import Digest, digest_of, due_instant, first_day, week_told
from bot.store.people import file_deletions, members, workspaces
from bot.store.teams import digest_times, teams
from bot.usecases.deps import Deps
from bot.usecases.pictures.chart_upload import ChartRequest
from bot.usecases.ports import Delivered, NotTaken, PostOutcome, Refused, Unclear
from bot.usecases.registry import button
from bot.usecases.requests import Answer, Request, Show

log = logging.getLogger(__name__)

BATCH = 20
"""Teams per round."""
IN_FLIGHT = 4
"""Concurrent digests; each may have a picture drawn."""
PICTURE_WITHIN_S = 30
PARKED = timedelta(days=1)
"""When a team whose row raised an exception is tried again."""
NAME = "week.png"
_EVER = date(1, 1, 1)


@dataclass(frozen=True)
class ClaimedDigest:
    """A digest that this replica sends."""

    team: Team
    due: datetime
    following: datetime
    """When the team's next one is due."""


@dataclass(frozen=True)
class Skipped:
    """There is nothing to tell, or digests were switched off."""


DigestOutcome = PostOutcome | Skipped


class WeeklyDigests:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._room = asyncio.Semaphore(IN_FLIGHT)

    async def deliver_due(self, stopping: asyncio.Event) -> Mapping[str, int]:
        """One round; returns the number of digests by outcome. Raises what the database raises.

        Puts unsent digests back when `stopping` is set.
        """
        claimed = await self._claim()
        if not claimed:
            return {}
        outcomes = await asyncio.gather(*(self._send(claim, stopping) for claim in claimed))
        pairs = list(zip(claimed, outcomes, strict=True))
        await self._put_back([(claim, how) for claim, how in pairs if isinstance(how, NotTaken)])
        for claim, how in pairs:
            if isinstance(how, NotTaken | Refused | Unclear):
                extra = {"workspace": claim.team.workspace_id, "error": how.error}
                log.warning("digest not delivered", extra=extra)
        return Counter(map(_label, outcomes))

    @button(DIGEST_STOP)
    async def stop(self, request: Request) -> Answer:
        """Switches digests off; any of the team's people may. The message stays for the others."""
        return Answer(await self._stop(request.who, request.channel), Show.BELOW)

    async def _stop(self, who: Who, channel: Channel | None) -> Card:
        async with self._deps.database.write() as connection:
            words = self._deps.words(await members.find(connection, who))
            if channel is None or await teams.find(connection, channel) is None:
                return gone(words)
            if not await teams.is_in(connection, channel, who.user_id):
                return members_decide(words)
            await digest_times.stop(connection, channel)
        return cards.stopped(words, channel.channel_id)

    async def _claim(self) -> Sequence[ClaimedDigest]:
        """The digests to send now. Reserves pace only for teams that it has locked, or two replicas
        would delay each other's."""
        at = self._deps.clock()
        async with self._deps.database.read() as connection:
            due_at = await digest_times.next_due_at(connection)
        if due_at is None or due_at > at:
            return []
        claimed = []
        async with self._deps.database.write() as connection:
            due = await digest_times.due(connection, at, BATCH)
            due = await self._schedulable(connection, due)
            instants = {team.channel: due_instant(team, at) for team in due}
            timely = [team for team in due if instants[team.channel] is not None]
            later = await self._paced(connection, timely, at)
            for team in due:
                following, instant = next_digest(team, at), instants[team.channel]
                to = later.get(team.channel, following)
                assert team.digest_at is not None
                await digest_times.move(connection, team.channel, team.digest_at, to)
                if instant is not None and following is not None and team.channel not in later:
                    claimed.append(ClaimedDigest(team, instant, following))
        return claimed

    async def _schedulable(self, connection: AsyncConnection, due: Sequence[Team]) -> list[Team]:
        """Parks teams whose next digest cannot be computed: they must not stop the others."""
        schedulable, at = [], self._deps.clock()
        for team in due:
            try:
                next_digest(team, at)
                schedulable.append(team)
            except Exception:
                extra = {"workspace": team.workspace_id}
                log.exception("digest not scheduled", extra=extra)
                assert team.digest_at is not None
                await digest_times.move(connection, team.channel, team.digest_at, at + PARKED)
        return schedulable

    async def _paced(
        self, connection: AsyncConnection, timely: Sequence[Team], at: datetime
    ) -> Mapping[Channel, datetime]:
        """The teams that wait for their workspace's rate limit, and until when."""
        by_workspace: defaultdict[str, list[Channel]] = defaultdict(list)
        for team in timely:
            by_workspace[team.workspace_id].append(team.channel)
        later: dict[Channel, datetime] = {}
        until: dict[str, datetime] = {}
        for workspace_id, paced_until in (
            await workspaces.paced_until(connection, by_workspace)
        ).items():
            waiting = by_workspace[workspace_id]
            slots = reserve(self._deps.pace, paced_until, at, len(waiting))
            later |= zip(waiting[slots.now :], slots.later, strict=True)
            until[workspace_id] = slots.paced_until
        await workspaces.pace(connection, until)
        return later

    async def _send(self, claim: ClaimedDigest, stopping: asyncio.Event) -> DigestOutcome:
        """Raises nothing: one digest must not affect the others."""
        async with self._room:
            try:
                return await self._post(claim, stopping)
            except Exception as error:
                log.exception("digest failed", extra={"workspace": claim.team.workspace_id})
                return Unclear(type(error).__name__)

    async def _post(self, claim: ClaimedDigest, stopping: asyncio.Event) -> DigestOutcome:
        digest = await self._digest(claim)
        if digest is None or not digest.breaks:
            return Skipped()
        picture = await self._picture(digest, stopping) if digest.share.available else None
        if stopping.is_set():
            how: PostOutcome = NotTaken(0, "shutdown")
        else:
            card = cards.digest(self._deps.languages.of(claim.team.locale), digest, picture)
            how = await self._deps.courier.post(claim.team.channel, card, fresh=picture is not None)
        if isinstance(how, NotTaken | Refused) and picture is not None:
            await self._discard(claim.team, picture)
        if isinstance(how, Refused) and how.is_elsewhere:
            await self._end(claim.team)
        return how

    async def _digest(self, claim: ClaimedDigest) -> Digest | None:
        """By the team's current settings; None if digests were switched off since the claim."""
        monday, _ = week_told(claim.team, claim.due)
        today = local_date(claim.due, claim.team.zone)
        async with self._deps.database.read() as connection:
            team = await teams.find(connection, claim.team.channel)
            if team is None or team.digest is None:
                return None
            people = await digest_times.people(connection, claim.team.channel, monday)
            days = await teams.days_of(connection, claim.team.channel, _EVER, today)
        streak = TeamStreak()
        for day in days:
            streak = streak.then(day, today)
        since = first_day(monday)
        return digest_of(
            team, claim.due, [day for day in days if day.date >= since], people, streak
        )

    async def _picture(self, digest: Digest, stopping: asyncio.Event) -> Image | None:
        """A chart of the week; None if it takes too long, fails, or Limber is stopping."""
        making = asyncio.create_task(self._draw(digest))
        stop = asyncio.create_task(stopping.wait())
        try:
            await asyncio.wait(
                {making, stop},
                timeout=PICTURE_WITHIN_S,
                return_when=asyncio.FIRST_COMPLETED,
            )
            return making.result() if making.done() else None
        except Exception:
            workspace = digest.team.workspace_id
            log.exception("digest chart failed", extra={"workspace": workspace})
            return None
        finally:
            for task in (making, stop):
                task.cancel()
            await asyncio.gather(making, stop, return_exceptions=True)

    async def _draw(self, digest: Digest) -> Image | None:
        words = self._deps.languages.of(digest.team.locale)
        alt, order = cards.in_words(words, digest), cards.chart(words, digest)
        request = ChartRequest(digest.team.workspace_id, NAME, order, alt)
        file_id = await self._deps.charts.make(request)
        return None if file_id is None else Image(alt, file_id=file_id)

    async def _end(self, team: Team) -> None:
        """Ends a team without its channel: Slack's event was lost."""
        async with self._deps.database.write() as connection:
            await teams.remove_this(connection, team)
        log.info("team ended with its channel", extra={"workspace": team.workspace_id})

    async def _discard(self, team: Team, picture: Image) -> None:
        """Queues an unused picture for deletion."""
        async with self._deps.database.write() as connection:
            files = [picture.file_id] if picture.file_id is not None else []
            await file_deletions.add(connection, team.workspace_id, files, self._deps.clock())

    async def _put_back(self, back: Sequence[tuple[ClaimedDigest, NotTaken]]) -> None:
        """Makes rate-limited digests due again when Slack allows."""
        if not back:
            return
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            until: dict[str, datetime] = {}
            for claim, how in sorted(back, key=lambda pair: pair[0].team.channel):
                team, again = claim.team, at + timedelta(seconds=how.retry_after)
                await digest_times.move(connection, team.channel, claim.following, again)
                paced = paused_for_retry_after(self._deps.pace, at, how.retry_after)
                until[team.workspace_id] = max(paced, until.get(team.workspace_id, paced))
            await workspaces.pace(connection, until)


def _label(how: DigestOutcome) -> str:
    match how:
        case Delivered():
            return "sent"
        case Skipped():
            return "skipped"
        case NotTaken():
            return "put_back"
        case Refused() | Unclear():
            return "lost"
