"""Putting a nudge off: one click, the menu beside it, and the same in words."""

from datetime import datetime, timedelta

import pytest

from bot.domain.members import DueReason
from bot.playground.humans.humans import Human
from bot.playground.json_values import Json
from bot.playground.world.world import Message
from tests.domain.people import utc
from tests.endtoend.office import Office, elements
from tests.endtoend.test_breaks import buttons

NO_MEETING = "Your status shows no meeting, so I'll be back in 30 minutes."
LUNCHTIME = "I take lunch to be over at 1:00 PM."
NOTHING_MORE = "Nothing more comes before that, and your streak waits for you."
AFTER_WORK = (
    "I don't nudge you at Mon, Nov 23, 6:00 PM, by your working hours, daily limit or pause."
)
ONE_O_CLOCK = utc("2026-11-23 12:00")
TUESDAY_9 = utc("2026-11-24 08:00")


def menu(card: Message) -> dict[str, str]:
    """The labels and values of the menu of snoozes."""
    options = elements(card)["limber.later"]["options"]
    return {it["text"]["text"]: it["value"] for it in options}


def name_of(card: Message) -> str:
    text: Json = card.blocks[0]["text"]
    return str(text["text"]).split("*")[1]


async def chooses(office: Office, human: Human, label: str, card: Message) -> Message:
    return await office.clicks(human, "later", card, menu(card)[label])


async def test_ten_minutes_are_one_choice(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    card = await desk.nudged(ana)
    at, asked = desk.clock(), len(desk.slack.log)
    snoozed = await desk.clicks(ana, "snooze", card)
    assert (await desk.member(ana)).next_due_at == at + timedelta(minutes=10)
    assert snoozed.text.startswith(f"{name_of(card)} will be back: ")
    assert [it.method for it in desk.slack.log[asked:]] == ["response_url"]
    assert buttons(snoozed) == ["Start now"]


@pytest.mark.parametrize(
    ("label", "due", "says"),
    [
        ("In 5 minutes", timedelta(minutes=5), ""),
        ("In 20 minutes", timedelta(minutes=20), ""),
        ("After my meeting", timedelta(minutes=30), f" {NO_MEETING}"),
        ("After lunch", ONE_O_CLOCK, f" {LUNCHTIME}"),
    ],
)
async def test_each_choice_brings_the_same_exercise_when_it_says(
    desk: Office, ana: Human, label: str, due: timedelta | datetime, says: str
) -> None:
    await desk.joins(ana)
    card = await desk.nudged(ana)
    at = desk.clock()
    snoozed = await chooses(desk, ana, label, card)
    back = at + due if isinstance(due, timedelta) else due
    member = await desk.member(ana)
    assert (member.next_due_at, member.due_reason) == (back, DueReason.SNOOZED)
    when = back + timedelta(hours=1)
    assert snoozed.text == (
        f"{name_of(card)} will be back: {when.hour % 12 or 12}:{when:%M %p}.{says}"
    )
    assert buttons(snoozed) == ["Start now"]
    again = await desk.nudged(ana)
    assert desk.clock() == back
    assert name_of(again) == name_of(card)


async def test_till_the_meeting_ends_follows_what_slack_shows(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    card = await desk.nudged(ana)
    await ana.join_huddle()
    await desk.settles()
    snoozed = await chooses(desk, ana, "After my meeting", card)
    assert snoozed.text.endswith(
        "I go by what Slack shows: should it end sooner or later, so does this."
    )
    desk.clock.move(timedelta(minutes=20))
    await ana.leave_huddle()
    await desk.settles()
    over = desk.clock()
    again = await desk.nudged(ana)
    assert timedelta(minutes=2) <= desk.clock() - over <= timedelta(minutes=4)
    assert name_of(again) == name_of(card)


async def test_till_tomorrow_nothing_more_comes_today(office: Office, ana: Human) -> None:
    await office.joins(ana)
    card = await office.nudged(ana)
    snoozed = await chooses(office, ana, "Tomorrow", card)
    assert snoozed.text.startswith(f"{name_of(card)} will be back: Tue, Nov 24, 9:3")
    assert snoozed.text.endswith(NOTHING_MORE)
    assert "You snoozed till then." in (await office.says(ana, "/stretch why")).text
    again = await office.nudged(ana)
    assert office.clock() - TUESDAY_9 >= timedelta(minutes=30)
    assert name_of(again) == name_of(card)


@pytest.mark.parametrize("label", ["Tomorrow", "After lunch"])
async def test_a_snooze_can_be_undone(desk: Office, ana: Human, label: str) -> None:
    await desk.joins(ana)
    snoozed = await chooses(desk, ana, label, await desk.nudged(ana))
    await desk.walks_through(ana, snoozed)
    due = (await desk.member(ana)).next_due_at
    assert due is not None
    assert due - desk.clock() <= timedelta(minutes=40)


async def test_resume_ends_a_snooze(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await chooses(desk, ana, "Tomorrow", await desk.nudged(ana))
    assert "Back on. Next nudge: Mon, Nov 23" in (await desk.says(ana, "/stretch resume")).text


async def test_another_break_does_not_end_the_quiet(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await chooses(desk, ana, "After lunch", await desk.nudged(ana))
    await desk.walks_through(ana, await desk.says(ana, "/stretch look away"))
    assert (await desk.member(ana)).next_due_at == ONE_O_CLOCK
    await desk.says(ana, "/stretch snooze tomorrow")
    await desk.walks_through(ana, await desk.says(ana, "/stretch look away"))
    due = (await desk.member(ana)).next_due_at
    assert due is not None
    assert due > TUESDAY_9


async def test_saved_settings_keep_a_snooze(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await chooses(desk, ana, "After lunch", await desk.nudged(ana))
    await ana.types("/stretch settings")
    await desk.slack.until(lambda: ana.modal)
    assert await ana.submits() is None
    await desk.slack.until(lambda: "Saved." in ana.latest().text)
    assert (await desk.member(ana)).next_due_at == ONE_O_CLOCK


@pytest.mark.parametrize(
    ("typed", "due", "answer"),
    [
        ("snooze", timedelta(minutes=10), "Snoozed. Next nudge: Mon, Nov 23, {time}."),
        ("later", timedelta(minutes=10), "Snoozed. Next nudge: Mon, Nov 23, {time}."),
        ("snooze 20", timedelta(minutes=20), "Snoozed. Next nudge: Mon, Nov 23, {time}."),
        ("later half an hour", timedelta(minutes=30), "Snoozed. Next nudge: Mon, Nov 23, {time}."),
        (
            "snooze till my meeting ends",
            timedelta(minutes=30),
            f"Snoozed. Next nudge: Mon, Nov 23, {{time}}. {NO_MEETING}",
        ),
        (
            "snooze after lunch",
            ONE_O_CLOCK,
            f"Snoozed. Next nudge: Mon, Nov 23, {{time}}. {LUNCHTIME}",
        ),
        ("snooze till 14:00", utc("2026-11-23 13:00"), "Snoozed. Next nudge: Mon, Nov 23, {time}."),
        (
            "snooze tomorrow at 10",
            utc("2026-11-24 09:00"),
            "Snoozed. Next nudge: Tue, Nov 24, {time}.",
        ),
        (
            "snooze tomorrow",
            None,
            f"Snoozed. Next nudge: Tue, Nov 24, {{time}}. {NOTHING_MORE}",
        ),
        (
            "snooze till 18:00",
            None,
            f"Snoozed. Next nudge: Tue, Nov 24, {{time}}. {AFTER_WORK}",
        ),
    ],
)
async def test_the_same_in_words(
    desk: Office, ana: Human, typed: str, due: timedelta | datetime | None, answer: str
) -> None:
    await desk.joins(ana)
    card = await desk.nudged(ana)
    at = desk.clock()
    said = (await desk.says(ana, f"/stretch {typed}")).text
    member = await desk.member(ana)
    back = member.next_due_at
    assert back is not None
    if due is None:
        assert back - TUESDAY_9 >= timedelta(minutes=30)
    else:
        assert back == (at + due if isinstance(due, timedelta) else due)
    wall = back + timedelta(hours=1)
    assert said == answer.format(time=f"{wall.hour % 12 or 12}:{wall:%M %p}")
    assert name_of(await desk.nudged(ana)) == name_of(card)


async def test_before_it_came_a_length_puts_the_next_one_off(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    planned = (await desk.member(ana)).next_due_at
    assert planned is not None
    await desk.says(ana, "/stretch snooze 20")
    assert (await desk.member(ana)).next_due_at == planned + timedelta(minutes=20)
    said = (await desk.says(ana, "/stretch snooze till 9:10")).text
    assert said.startswith(
        "The next nudge comes later than that anyway. Next nudge: Mon, Nov 23, 9:5"
    )


async def test_a_pause_in_words_is_read_back(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    said = (await desk.says(ana, "/stretch pause over the weekend")).text
    assert said.startswith("Paused. It ends by itself: Mon, Nov 30, 12:00 AM. First nudge after")
    said = (await desk.says(ana, "/stretch pause till after lunch")).text
    assert said.startswith(f"Paused. It ends by itself: Mon, Nov 23, 1:00 PM. {LUNCHTIME} First")
