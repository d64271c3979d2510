"""When somebody works, as they say it: their hours, and the days they have off."""

from dataclasses import replace

from bot.cards import replies, workdays
from bot.cards.blocks import Card
from bot.domain.members import Who
from bot.domain.schedule import scheduled
from bot.domain.workhours import Unread, read_hours
from bot.store import members
from bot.usecases.kit import Kit
from bot.usecases.membership import Membership


class Workdays:
    def __init__(self, kit: Kit, membership: Membership) -> None:
        self._kit = kit
        self._membership = membership

    async def hours(self, who: Who, phrase: str) -> Card:
        """Sets the hours that a phrase says; without one, shows those there are."""
        known = await self._membership.known(who)
        words = self._kit.words(known)
        if known is None:
            return replies.slack_silent(words)
        if not phrase:
            return workdays.present_hours(words, known)
        at = self._kit.clock()
        async with self._kit.database.write() as connection:
            member = await members.lock(connection, who) or known
            before = member.preferences
            week = read_hours(phrase, before.week)
            if isinstance(week, Unread):
                return workdays.hours_unclear(words, member, week)
            if not any(week.days):
                return workdays.no_hours(words)
            if not before.rhythm.fits_into(week):
                return workdays.hours_too_short(words, member)
            member = replace(member, preferences=replace(before, week=week))
            member = scheduled(member, at, self._kit.dice.random())
            await members.save(connection, member)
        return workdays.hours_set(words, member, before.week)
