"""Working hours, days off and public holidays, as people type them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.parts import failures
from bot.cards.parts.action_ids import DAYS_REMOVED, DAYS_WORKED, HOURS_SET
from bot.cards.parts.blocks import Card
from bot.cards.schedule import days_off_cards, work_hours_cards
from bot.cards.schedule.days_off_cards import Coming
from bot.domain.calendar.days_off import DateRange, DayKind
from bot.domain.members import Member, Who
from bot.domain.phrases.date_ranges import Vague, read_days, read_days_and_name
from bot.domain.phrases.work_hours.faults import Unread
from bot.domain.phrases.work_hours.parsing import read_hours
from bot.domain.schedule.due_times import rescheduled, scheduled
from bot.library.almanac import NoPlace, find_place, next_holidays
from bot.library.words import Words
from bot.store.people import days_off, members
from bot.store.progress import history, streak_records
from bot.store.progress.workdays import Workday
from bot.usecases.deps import Deps
from bot.usecases.people.admins import refusal
from bot.usecases.people.lookup import known_member
from bot.usecases.registry import button, command
from bot.usecases.requests import Request

EVERYONE = frozenset({"everyone", "everybody", "all"})
NO_HOLIDAYS = frozenset({"off", "none", "no", "never"})
THEIR_OWN = frozenset({"auto", "automatic", "default", "on"})
HOLIDAYS_SHOWN = 3
MOST_RANGES = 200
"""Ranges of days off that one person can have, those of everyone included."""
LONGEST_NAME = 60
"""Characters of the name of a day off."""


class Workdays:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    @command(
        "hours", "hour",
        help="`/stretch hours mon-thu 9-12 13-17`: when you work",
        hints={"hours …": "when you work: mon-thu 9-12 13-17, fri 9-13"},
        takes_words=True,
    )  # fmt: skip
    @button(HOURS_SET)
    async def hours(self, request: Request) -> Card:
        """Sets the hours; without text, shows the current ones."""
        who, phrase = request.who, request.text
        known = await known_member(self._deps, who)
        words = self._deps.words(known)
        if known is None:
            return failures.slack_silent(words)
        if not phrase:
            return work_hours_cards.present_hours(words, known)
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who) or known
            before = member.preferences
            week = read_hours(phrase, before.week)
            if isinstance(week, Unread):
                return work_hours_cards.hours_unclear(words, member, week)
            if not any(week.days):
                return work_hours_cards.no_hours(words)
            if not before.rhythm.fits_into(week):
                return work_hours_cards.hours_too_short(words, member)
            member = replace(member, preferences=replace(before, week=week))
            member = scheduled(member, at, self._deps.jitter(member.who))
            await members.save(connection, member)
        return work_hours_cards.hours_set(words, member, before.week)

    @command(
        "off", "vacation",
        help="`/stretch off 24 dec`, `/stretch off`: days off; `/stretch holidays`",
        hints={
            "off …": "days off: tomorrow, 24 dec, 22 dec - 2 jan; alone: what is coming",
            "off everyone …": "days off for the whole workspace, with a name; for admins",
        },
        takes_words=True,
    )  # fmt: skip
    async def off(self, request: Request) -> Card:
        """Adds days off; without text, shows the coming ones. "everyone …" is for admins."""
        who, phrase = request.who, request.text
        first, _, rest = phrase.partition(" ")
        if first.lower() in EVERYONE:
            return await self._everyone_off(who, rest.strip())
        known = await known_member(self._deps, who)
        words = self._deps.words(known)
        if known is None:
            return failures.slack_silent(words)
        if not phrase:
            return days_off_cards.coming(words, self._coming(known))
        meant = read_days(phrase, self._today(known))
        if isinstance(meant, Vague):
            return days_off_cards.unclear(words, meant, phrase)
        return await self._add(who, DateRange(self._deps.new_id(), meant.first, meant.last))

    @command(
        "sick", "ill",
        help="`/stretch sick`, `/stretch sick till wed`: off to get well",
        hints={"sick …": "off to get well: today, till wed"},
        takes_words=True,
    )  # fmt: skip
    async def sick(self, request: Request) -> Card:
        """Adds days off, today by default, with kind words. The reason is not stored."""
        who, phrase = request.who, request.text
        known = await known_member(self._deps, who)
        words = self._deps.words(known)
        if known is None:
            return failures.slack_silent(words)
        meant = read_days(phrase or "today", self._today(known))
        if isinstance(meant, Vague):
            return days_off_cards.sick_unclear(words, meant, phrase)
        days = DateRange(self._deps.new_id(), meant.first, meant.last)
        return await self._add(who, days, sick=True)

    @button(DAYS_WORKED, numbered=True)
    async def works(self, request: Request) -> Card:
        """Adds workdays that are days off for others."""
        who = request.who
        known = await known_member(self._deps, who)
        days = _read_range(request.text)
        if known is None or days is None:
            return failures.slack_silent(self._deps.words(known))
        return await self._add(who, DateRange(self._deps.new_id(), *days, DayKind.WORKS))

    @button(DAYS_REMOVED, numbered=True)
    async def remove(self, request: Request) -> Card:
        """Removes a range of days. Idempotent."""
        who, range_id = request.who, request.text
        known = await known_member(self._deps, who)
        words = self._deps.words(known)
        if known is None:
            return failures.slack_silent(words)
        wanted = next((days for days in known.calendar.stretches if days.id == range_id), None)
        if wanted is not None and wanted.for_all and (no := await self._not_admin(who, words)):
            return no
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who) or known
            left = tuple(days for days in member.calendar.stretches if days.id != range_id)
            if wanted is not None:
                await days_off.end(connection, who.workspace_id, range_id, self._today(member))
            member = await self._rescheduled(connection, _with(member, left), at)
        if wanted is not None:
            await self._recount(who, wanted)
        said = days_off_cards.removed(words)
        if wanted is not None and wanted.for_all:
            return days_off_cards.everyones(words, self._shared(member), news=said)
        return days_off_cards.coming(words, self._coming(member), news=said)

    @command(
        "holidays", "holiday",
        hints={"holidays …": "whose public holidays are off: DE-BY, Canada, off"},
        takes_words=True,
    )  # fmt: skip
    async def holidays(self, request: Request) -> Card:
        """Chooses whose public holidays are off; without text, shows the next ones."""
        who, phrase = request.who, request.text
        known = await known_member(self._deps, who)
        words = self._deps.words(known)
        if known is None:
            return failures.slack_silent(words)
        if phrase:
            place = _chosen_place(phrase, words)
            if isinstance(place, NoPlace):
                return days_off_cards.place_unclear(words, phrase, place)
            known = await self._move_holidays(who, known, place)
        return days_off_cards.holidays(words, self._coming(known))

    async def _move_holidays(self, who: Who, known: Member, place: str | None) -> Member:
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who) or known
            chosen = replace(member.preferences, holidays=place)
            member = replace(member, preferences=chosen)
            today = self._today(member)
            if member.day_off(today) is not None:
                await history.excuse(connection, [Workday.of(member, at)])
            return await self._rescheduled(connection, member, at)

    async def _everyone_off(self, who: Who, phrase: str) -> Card:
        known = await known_member(self._deps, who)
        words = self._deps.words(known)
        if known is None:
            return failures.slack_silent(words)
        if no := await self._not_admin(who, words):
            return no
        if not phrase:
            return days_off_cards.everyones(words, self._shared(known))
        meant = read_days_and_name(phrase, self._today(known))
        if isinstance(meant, Vague):
            return days_off_cards.unclear(words, meant, phrase)
        off, name = meant
        days = DateRange(
            self._deps.new_id(), off.first, off.last, DayKind.OFF, name[:LONGEST_NAME], for_all=True
        )
        return await self._add(who, days)

    async def _add(self, who: Who, days: DateRange, *, sick: bool = False) -> Card:
        """Adds days for one person or, by an admin, for everyone. The others are rescheduled when
        their next nudge is due."""
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            words = self._deps.words(member)
            if member is None:
                return failures.slack_silent(words)
            ranges, replaced = _merged(days, member.calendar.stretches)
            if len(ranges) > MOST_RANGES:
                return days_off_cards.too_many(words)
            await days_off.remove(connection, who.workspace_id, [old.id for old in replaced])
            await days_off.add(connection, who, days)
            worked = any(map(member.preferences.week.works_on, _days_of(days)))
            member = await self._rescheduled(connection, _with(member, ranges), at)
        await self._recount(who, days)
        if days.kind is DayKind.WORKS:
            return days_off_cards.worked(words, member, days)
        if sick:
            return days_off_cards.sick(words, member, days)
        return days_off_cards.taken(words, member, days, worked=worked)

    async def _recount(self, who: Who, moved: DateRange) -> None:
        """Recounts the streaks of everyone with a later day on record, in its own transaction to
        respect the lock order."""
        user_id = None if moved.for_all else who.user_id
        async with self._deps.database.read() as connection:
            passed = await streak_records.needs_recount(
                connection, who.workspace_id, user_id, moved.first, moved.last
            )
        if passed:
            async with self._deps.database.write() as connection:
                people = await members.lock_existing(connection, passed)
                await streak_records.recount(connection, people)

    async def _not_admin(self, who: Who, words: Words) -> Card | None:
        return await refusal(self._deps, who, words, days_off_cards.not_admin(words))

    async def _rescheduled(
        self, connection: AsyncConnection, member: Member, at: datetime
    ) -> Member:
        after = rescheduled(member, at, self._deps.jitter(member.who))
        await members.save(connection, after)
        return after

    def _coming(self, member: Member) -> Coming:
        today, place = self._today(member), member.holiday_place
        coming = [days for days in member.calendar.stretches if days.last >= today]
        holidays = next_holidays(place, today, HOLIDAYS_SHOWN) if place else []
        worked = [days for days in coming if days.kind is DayKind.WORKS]
        named = [(day, name, any(day in days for days in worked)) for day, name in holidays]
        return Coming(member, sorted(coming, key=lambda days: (days.first, days.last)), named)

    def _shared(self, member: Member) -> list[DateRange]:
        return [days for days in self._coming(member).ranges if days.for_all]

    def _today(self, member: Member) -> date:
        return member.workday(self._deps.clock())


def _with(member: Member, ranges: tuple[DateRange, ...]) -> Member:
    return replace(member, calendar=replace(member.calendar, stretches=ranges))


def _merged(
    new: DateRange, ranges: tuple[DateRange, ...]
) -> tuple[tuple[DateRange, ...], tuple[DateRange, ...]]:
    """The ranges with `new`, and those that it replaces: the same days, and workdays that overlap
    days off. Earlier ranges within it stay, so that removing it removes nothing else."""

    def is_replaced(old: DateRange) -> bool:
        if old.for_all is not new.for_all:
            return False
        if old.kind is new.kind:
            return (old.first, old.last) == (new.first, new.last)
        return old.kind is DayKind.WORKS and old.first <= new.last and new.first <= old.last

    replaced = tuple(old for old in ranges if is_replaced(old))
    return (*(old for old in ranges if old not in replaced), new), replaced


def _days_of(days: DateRange) -> Iterator[date]:
    return (days.first + timedelta(days=n) for n in range((days.last - days.first).days + 1))


def _read_range(value: str) -> tuple[date, date] | None:
    first, _, last = value.partition("/")
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    return days if days[0] <= days[1] else None


def _chosen_place(phrase: str, words: Words) -> str | NoPlace | None:
    typed = phrase.strip().lower()
    if typed in NO_HOLIDAYS:
        return ""
    return None if typed in THEIR_OWN else find_place(phrase, words.locale)
