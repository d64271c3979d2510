"""The weekly message of each team: claim, then draw, then send.

Whoever moves a team's due time to the next week is the one who sends the message, once: one that is
lost is better than two. It never waits long for its picture.
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
from bot.domain.pacing import held_back, reserve
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
"""Teams looked at in one round."""
IN_FLIGHT = 4
"""Messages under way at once; each may have a picture drawn."""
PICTURE_WITHIN_S = 30
PARKED = timedelta(days=1)
"""How long a team rests whose time cannot be told."""
NAME = "week.png"
_EVER = date(1, 1, 1)


@dataclass(frozen=True)
class ClaimedDigest:
    """A message that is this process's to send, for which it was due at `due`; the team's next one
    comes at `following`."""

    team: Team
    due: datetime
    following: datetime


@dataclass(frozen=True)
class Skipped:
    """There is nothing to tell, or nobody wants to be told."""


End = PostOutcome | Skipped


class WeeklyDigests:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._room = asyncio.Semaphore(IN_FLIGHT)

    async def deliver_due(self, stopping: asyncio.Event) -> Mapping[str, int]:
        """One round; answers how many messages were sent, skipped, put back and lost.

        Raises what the database raises. What is not sent when `stopping` is set is put back.
        """
        claimed = await self._claim()
        if not claimed:
            return {}
        ends = await asyncio.gather(*(self._sent(it, stopping) for it in claimed))
        await self._put_back(
            [(it, how) for it, how in zip(claimed, ends, strict=True) if isinstance(how, NotTaken)]
        )
        for it, how in zip(claimed, ends, strict=True):
            if isinstance(how, NotTaken | Refused | Unclear):
                extra = {"workspace": it.team.workspace_id, "error": how.error}
                log.warning("weekly message not delivered", extra=extra)
        return Counter(map(_named, ends))

    @button(DIGEST_STOP)
    async def stop(self, request: Request) -> Answer:
        """Ends the weekly messages of a team, for any of its members. The message stays, as
        others may be reading it."""
        return Answer(await self._stopped(request.who, request.channel), Show.BELOW)

    async def _stopped(self, who: Who, channel: Channel | None) -> Card:
        async with self._deps.database.write() as connection:
            words = self._deps.words(await members.find(connection, who))
            if channel is None or await teams.find(connection, channel) is None:
                return gone(words)
            if not await teams.is_in(connection, channel, who.user_id):
                return members_decide(words)
            await digest_times.stop(connection, channel)
        return cards.stopped(words, channel.channel_id)

    async def _claim(self) -> Sequence[ClaimedDigest]:
        """What is this process's to send now. The pace is asked for what it holds and for nothing
        else: two replicas that look at once must not put off each other's."""
        at = self._deps.clock()
        async with self._deps.database.read() as connection:
            due_at = await digest_times.next_due_at(connection)
        if due_at is None or due_at > at:
            return []
        claimed = []
        async with self._deps.database.write() as connection:
            due = await digest_times.due(connection, at, BATCH)
            due = await self._readable(connection, due)
            instants = {it.channel: due_instant(it, at) for it in due}
            timely = [it for it in due if instants[it.channel] is not None]
            later = await self._paced(connection, timely, at)
            for team in due:
                following, instant = next_digest(team, at), instants[team.channel]
                to = later.get(team.channel, following)
                assert team.digest_at is not None
                await digest_times.move(connection, team.channel, team.digest_at, to)
                if instant is not None and following is not None and team.channel not in later:
                    claimed.append(ClaimedDigest(team, instant, following))
        return claimed

    async def _readable(self, connection: AsyncConnection, due: Sequence[Team]) -> list[Team]:
        """Those whose time can be told; one that cannot is no other's trouble, and rests a day."""
        readable, at = [], self._deps.clock()
        for team in due:
            try:
                next_digest(team, at)
                readable.append(team)
            except Exception:
                extra = {"workspace": team.workspace_id}
                log.exception("a team's time cannot be told", extra=extra)
                assert team.digest_at is not None
                await digest_times.move(connection, team.channel, team.digest_at, at + PARKED)
        return readable

    async def _paced(
        self, connection: AsyncConnection, timely: Sequence[Team], at: datetime
    ) -> Mapping[Channel, datetime]:
        """The teams that a workspace's pace puts off, and until when."""
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

    async def _sent(self, it: ClaimedDigest, stopping: asyncio.Event) -> End:
        """Sends one message. Whatever goes wrong is the end of this one, and of no other."""
        async with self._room:
            try:
                return await self._posted(it, stopping)
            except Exception as error:
                log.exception("a weekly message failed", extra={"workspace": it.team.workspace_id})
                return Unclear(type(error).__name__)

    async def _posted(self, it: ClaimedDigest, stopping: asyncio.Event) -> End:
        digest = await self._told(it)
        if digest is None or not digest.breaks:
            return Skipped()
        picture = await self._picture(digest, stopping) if digest.share.available else None
        if stopping.is_set():
            how: PostOutcome = NotTaken(0, "shutdown")
        else:
            card = cards.digest(self._deps.languages.of(it.team.locale), digest, picture)
            how = await self._deps.courier.post(it.team.channel, card, fresh=picture is not None)
        if isinstance(how, NotTaken | Refused) and picture is not None:
            await self._drop(it.team, picture)
        if isinstance(how, Refused) and how.is_elsewhere:
            await self._end(it.team)
        return how

    async def _told(self, it: ClaimedDigest) -> Digest | None:
        """What there is to tell by the team's settings of now, for others may have come first;
        None where nobody wants to be told any more."""
        monday, _ = week_told(it.team, it.due)
        today = local_date(it.due, it.team.zone)
        async with self._deps.database.read() as connection:
            team = await teams.find(connection, it.team.channel)
            if team is None or team.digest is None:
                return None
            people = await digest_times.people(connection, it.team.channel, monday)
            days = await teams.days_of(connection, it.team.channel, _EVER, today)
        streak = TeamStreak()
        for day in days:
            streak = streak.then(day, today)
        since = first_day(monday)
        return digest_of(team, it.due, [day for day in days if day.date >= since], people, streak)

    async def _picture(self, digest: Digest, stopping: asyncio.Event) -> Image | None:
        """The week drawn, unless that takes too long or Limber is about to stop."""
        making = asyncio.create_task(self._drawn(digest))
        told_to_stop = asyncio.create_task(stopping.wait())
        try:
            await asyncio.wait(
                {making, told_to_stop},
                timeout=PICTURE_WITHIN_S,
                return_when=asyncio.FIRST_COMPLETED,
            )
            return making.result() if making.done() else None
        except Exception:
            workspace = digest.team.workspace_id
            log.exception("a week could not be drawn", extra={"workspace": workspace})
            return None
        finally:
            for task in (making, told_to_stop):
                task.cancel()
            await asyncio.gather(making, told_to_stop, return_exceptions=True)

    async def _drawn(self, digest: Digest) -> Image | None:
        words = self._deps.languages.of(digest.team.locale)
        alt, order = cards.in_words(words, digest), cards.chart(words, digest)
        wanted = ChartRequest(digest.team.workspace_id, NAME, order, alt)
        file_id = await self._deps.charts.made(wanted)
        return None if file_id is None else Image(alt, file_id=file_id)

    async def _end(self, team: Team) -> None:
        """A team without its channel is none; Slack's word of that was lost."""
        async with self._deps.database.write() as connection:
            await teams.remove_this(connection, team)
        log.info("team ended with its channel", extra={"workspace": team.workspace_id})

    async def _drop(self, team: Team, picture: Image) -> None:
        """Has a picture deleted that nothing shows."""
        async with self._deps.database.write() as connection:
            files = [picture.file_id] if picture.file_id is not None else []
            await file_deletions.add(connection, team.workspace_id, files, self._deps.clock())

    async def _put_back(self, back: Sequence[tuple[ClaimedDigest, NotTaken]]) -> None:
        """What Slack did not take is due again when it said, as long as that is not too late."""
        if not back:
            return
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            until: dict[str, datetime] = {}
            for it, how in sorted(back, key=lambda pair: pair[0].team.channel):
                again = at + timedelta(seconds=how.retry_after)
                await digest_times.move(connection, it.team.channel, it.following, again)
                rests = held_back(self._deps.pace, at, how.retry_after)
                until[it.team.workspace_id] = max(rests, until.get(it.team.workspace_id, rests))
            await workspaces.pace(connection, until)


def _named(how: End) -> str:
    match how:
        case Delivered():
            return "sent"
        case Skipped():
            return "skipped"
        case NotTaken():
            return "put_back"
        case Refused() | Unclear():
            return "lost"
