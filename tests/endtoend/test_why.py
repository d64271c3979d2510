"""`/stretch why` in every case in which a nudge is held, moved or not sent: the right reason each.

What is told comes from what is stored, so each case is lived through before it is asked about.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from bot.domain.schedule.presence_budget import PresenceAllowance
from bot.library.files.location import content_root
from bot.library.loading import load_library
from bot.playground.humans.humans import Human
from tests.domain.people import utc
from tests.endtoend.office import Office, frozen_clock, open_office
from tests.endtoend.test_home_and_settings import home, wording

EVERY_AREA = frozenset(it.body_area for it in load_library(content_root()).exercises.values())
MINUTE = timedelta(minutes=1)
HOUR = 60 * MINUTE
Act = Callable[[Office, Human], Awaitable[object]]


@pytest.fixture
async def office(sqlite_url: str) -> AsyncIterator[Office]:
    """Monday, 23 November 2026, 9:00 in Berlin; there is a glance for every nudge."""
    glances = PresenceAllowance(nudges=1, kept=1)
    async with open_office(sqlite_url, frozen_clock(), glances=glances) as opened:
        yield opened


async def due(office: Office, human: Human) -> None:
    """What is due next is attempted when it is due."""
    at = (await office.member(human)).next_due_at
    assert at is not None
    await office.ticks(at)


async def busy(office: Office, human: Human, does: Callable[[Human], Awaitable[None]]) -> None:
    """Busy when a nudge falls due."""
    await does(human)
    await office.settles()
    await due(office, human)


async def no_longer(office: Office, human: Human, ends: Callable[[Human], Awaitable[None]]) -> None:
    """Free after twenty minutes; then the nudge comes."""
    office.clock.move(20 * MINUTE)
    await ends(human)
    await office.settles()
    await office.nudged(human)


async def status(human: Human) -> None:
    await human.set_status("In a meeting", ":spiral_calendar_pad:", lasting=HOUR)


async def status_for_the_day(human: Human) -> None:
    await human.set_status("In a meeting", ":spiral_calendar_pad:", lasting=20 * HOUR)


async def quiet(human: Human) -> None:
    await human.snooze(HOUR)


async def vacation(office: Office, human: Human) -> None:
    await human.set_status("Vacationing", ":palm_tree:", lasting=timedelta(days=2))
    await office.settles()
    await office.ticks(office.clock() + HOUR)


def types(*typed: str) -> Act:
    async def act(office: Office, human: Human) -> None:
        for it in typed:
            await office.says(human, f"/stretch {it}")
            await office.settles()

    return act


def prefers(**changes: object) -> Act:
    async def act(office: Office, human: Human) -> None:
        await office.prefers(human, **changes)
        await office.nudged(human)

    return act


async def away(office: Office, human: Human) -> None:
    human.go_away()
    await due(office, human)


async def back(office: Office, human: Human) -> None:
    await away(office, human)
    human.come_back()
    await due(office, human)


async def nudged_again(office: Office, human: Human) -> None:
    await back(office, human)
    await office.nudged(human)


async def flies_to_new_york(office: Office, human: Human) -> None:
    await human.change_profile(tz="America/New_York")
    await office.settles()


async def evening(office: Office, human: Human) -> None:
    await office.ticks(utc("2026-11-23 15:30"))
    await office.nudged(human)


async def christmas(office: Office, human: Human) -> None:
    await office.ticks(utc("2026-12-24 16:05"))


async def everybody_is_off(office: Office, human: Human) -> None:
    boss = office.slack.add_person("Bo Nilsson", tz="Europe/Berlin", is_admin=True)
    await office.says(boss, "/stretch off everyone today Founders' Day")


async def skips(office: Office, human: Human) -> None:
    await office.clicks(human, "skip", await office.nudged(human))


async def snoozes(office: Office, human: Human) -> None:
    await office.clicks(human, "snooze", await office.nudged(human))


async def slack_is_busy(office: Office, human: Human) -> None:
    office.slack.faults.too_many("chat.postMessage", retry_after=30)
    await due(office, human)


async def lost(office: Office, human: Human) -> None:
    office.slack.faults.outage("chat.postMessage")
    await due(office, human)


async def overdue(office: Office, human: Human) -> None:
    """As after an outage of Limber."""
    await office.ticks(office.clock() + 2 * HOUR)


async def leaves(office: Office, human: Human) -> None:
    await office.says(human, "/stretch leave")


def holds(does: Callable[[Human], Awaitable[None]]) -> Act:
    return lambda office, human: busy(office, human, does)


def held(does: Callable[[Human], Awaitable[None]], ends: Callable[[Human], Awaitable[None]]) -> Act:
    async def act(office: Office, human: Human) -> None:
        await busy(office, human, does)
        await no_longer(office, human, ends)

    return act


def until_evening(does: Callable[[Human], Awaitable[None]]) -> Act:
    """Busy from the last nudge of the day until after work."""

    async def act(office: Office, human: Human) -> None:
        await office.ticks(utc("2026-11-23 15:20"))
        await busy(office, human, does)
        await office.ticks(utc("2026-11-23 16:40"))

    return act


CASES: dict[str, tuple[Act, str]] = {
    # held
    "in a huddle": (holds(Human.join_huddle), "A nudge has waited since 9:3#: you're in a huddle. It comes a few minutes after that ends; by what I know, Mon, Nov 23, 10:0#."),
    "in a meeting": (holds(status), "A nudge has waited since 9:3#: your status says you're busy. It comes a few"),
    "in a meeting all day": (holds(status_for_the_day), "A nudge has waited since 9:3#: your status says you're busy. That lasts past your working hours, so the next nudge is Tue, Nov 24, 9:3#, or sooner if it ends early."),
    "not to be disturbed": (holds(quiet), "A nudge has waited since 9:3#: do not disturb is on. It comes a few"),
    "on vacation": (vacation, "Your Slack status says that you're away until Wed, Nov 25, 9:00 AM, so nudges rest. First nudge after that: Wed, Nov 25, 9:3#. Missed nudges aren't sent later."),
    "away": (away, "When a nudge was due at 9:3#, Slack showed you as away, and perhaps you were up already. I look again: Mon, Nov 23, 10:##. Once you're back, the interval starts over."),
    # held, and let go
    "after a huddle": (held(Human.join_huddle, Human.leave_huddle), "Earlier today one waited from 9:3# to 9:5# for the end of a huddle."),
    "after a meeting": (held(status, Human.clear_status), "Earlier today one waited from 9:3# to 9:5#, as your status said you were busy."),
    "after a status for the day": (held(status_for_the_day, Human.clear_status), "Earlier today one waited from 9:3# to 9:5#, as your status said you were busy."),
    "after do not disturb": (held(quiet, Human.end_dnd), "Earlier today one waited from 9:3# to 9:5# for the end of do not disturb."),
    "back": (back, "That's 30 to 40 minutes after 10:##, when I saw you were back."),
    "back for a while": (nudged_again, "Earlier today one was due at 9:3#; Slack showed you as away, so it didn't come."),
    # not sent
    "a huddle till evening": (until_evening(Human.join_huddle), "Next nudge: Tue, Nov 24, 9:3#. That's 30 to 40 minutes after your working hours begin. One waited for the end of a huddle, and your day ended first."),
    "lost": (lost, "The one at 9:3# seems to have got lost on the way. Nothing is sent twice, so it's not repeated."),
    "not joined": (leaves, "No nudge is planned, as you're not in. `/stretch join` changes that."),
    "no exercise": (prefers(areas_left_out=EVERY_AREA), "No exercise fits your settings now, so a nudge just reminds you to move."),
    # moved
    "another zone": (flies_to_new_york, "Next nudge: Mon, Nov 23, 9:3#. Slack says that your time zone is America/New_York now. That's 30 to 40 minutes after your working hours begin there."),
    "outside hours": (evening, "Next nudge: Tue, Nov 24, 9:3#. That's 30 to 40 minutes after your working hours begin."),
    "a public holiday": (christmas, "Next nudge: Mon, Dec 28, 9:3#. Fri, Dec 25 is Erster Weihnachtstag, so I wait until after it."),
    "a day off": (types("off today"), "Next nudge: Tue, Nov 24, 9:3#. You're off: Mon, Nov 23."),
    "everybody's day off": (everybody_is_off, "Next nudge: Tue, Nov 24, 9:3#. Everybody here is off: Mon, Nov 23, Founders' Day."),
    "a pause": (types("pause 2h"), "You're paused. That ends by itself: Mon, Nov 23, 11:00 AM. First nudge after that: Mon, Nov 23, 11:3#."),
    "after a pause": (types("pause 2h", "resume"), "That's 30 to 40 minutes after 9:00 AM, your last nudge, break or start."),
    "a snooze": (snoozes, "Next nudge: Mon, Nov 23, 9:4#. You snoozed the last one."),
    "the daily limit": (prefers(daily_cap=1), "Next nudge: Tue, Nov 24, 9:3#. You've had as many today as your daily limit allows."),
    "fixed times": (types("times 10:00 15:00"), "Next nudge: Mon, Nov 23, 10:0#. That's one of the times you chose, give or take a minute or two."),
    "fixed times outside hours": (prefers(fixed_times=(60,)), "No nudge is planned: none of your times is within your working hours."),
    "a busy Slack": (slack_is_busy, "Slack asked me to slow down for a moment, so it comes a little later."),
    "after an outage": (overdue, "Next nudge: Mon, Nov 23, 11:##. It's already time, so it comes within a few minutes."),
    # as ever
    "nothing": (skips, "Next nudge: Mon, Nov 23, 10:##. That's 30 to 40 minutes after 9:3#, your last nudge, break or start."),
    "several rhythms": (prefers(eyes_minutes=20), "It's a rest for your eyes."),
}  # fmt: skip


def matches(wanted: str, told: str) -> bool:
    """Each # is a digit, and after the last of them comes AM or PM."""
    pattern = re.escape(wanted).replace(r"\#", r"\d")
    return re.search(re.sub(r"\\d(?!\\d)", r"\\d [AP]M", pattern), told) is not None


@pytest.mark.parametrize(("lived", "told"), CASES.values(), ids=CASES.keys())
async def test_the_right_reason(office: Office, ana: Human, lived: Act, told: str) -> None:
    await office.joins(ana)
    await lived(office, ana)
    shown = wording(await home(office, ana, "Your "))
    answer = (await office.says(ana, "/stretch why")).text
    assert matches(told, answer), answer
    assert "Join again" in shown or matches(told, plainly(shown)), shown


def plainly(shown: str) -> str:
    """Home writes times for each reader's own clock; what it says to those who listen."""
    return re.sub(r"<!date[^|]*\|([^>]*)>", r"\1", shown)
