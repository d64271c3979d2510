"""Working hours as people work: said in words, read back, undone, and kept by the settings."""

from datetime import timedelta

import pytest

from bot.domain.calendar.work_week import DEFAULT_WEEK
from bot.domain.phrases.work_hours.writing import format_hours
from bot.playground.humans.humans import Human
from tests.endtoend.office import Office
from tests.endtoend.test_home_and_settings import section, settings

ODD = "mon-thu 09:00-12:00 13:00-17:00, fri 09:00-13:00"


async def hours_of(office: Office, human: Human) -> str:
    return format_hours((await office.member(human)).preferences.week)


async def test_hours_are_read_back_and_kept(office: Office, ana: Human) -> None:
    await office.joins(ana)
    said = (await office.says(ana, "/stretch hours mon-thu 9-12 13-17, fri 9-1")).text
    assert "Monday to Thursday, 9:00 AM to 12:00 PM and 1:00 PM to 5:00 PM;" in said
    assert "Friday, 9:00 AM to 1:00 PM (Europe/Berlin)" in said
    assert "Next nudge: Mon, Nov 23, 9:3" in said
    assert await hours_of(office, ana) == ODD


async def test_nobody_is_nudged_at_lunch(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.says(ana, "/stretch hours weekdays 9-10, 11-12")
    await desk.nudged(ana)
    why = (await desk.says(ana, "/stretch why")).text
    assert "Next nudge: Mon, Nov 23, 11:3" in why


async def test_hours_can_be_undone_and_the_undoing_too(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    card = await desk.says(ana, "/stretch hours 22-6 mon-thu")
    assert "10:00 PM to 6:00 AM" in card.text
    back = await desk.clicks(ana, "hours_set", card)
    assert "Monday to Friday, 9:00 AM to 5:00 PM" in back.text
    assert (await desk.member(ana)).preferences.week == DEFAULT_WEEK
    again = await desk.clicks(ana, "hours_set", back)
    assert "10:00 PM to 6:00 AM" in again.text


async def test_a_night_shift_is_nudged_after_midnight(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.says(ana, "/stretch hours 22-6 mon-thu")
    desk.clock.move(timedelta(hours=18))  # 3 in the night
    await desk.ticks(desk.clock())
    why = (await desk.says(ana, "/stretch why")).text
    assert "Next nudge: Tue, Nov 24, 3:" in why


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", "I nudge you Monday to Friday, 9:00 AM to 5:00 PM (Europe/Berlin). Say it as"),
        ("mon-fri 9-5ish", "I didn't understand “9-5ish”. Your hours stay as they are: Monday to"),
        ("mon <!here>", "I didn't understand “&lt;!here&gt;”."),
        ("mon 9", "“9” needs a time at both ends, such as 9-17."),
        ("mon 9-9:20am", "A nudge comes 30 to 40 minutes after you sit down, and none of these"),
        ("every day off", "That would leave no hours at all, so I changed nothing."),
        ("mon-fri 9-17", "Noted. I nudge you Monday to Friday, 9:00 AM to 5:00 PM"),
        ("mon 9-9:20am 10-12", "Noted. I nudge you Monday, 9:00 AM to 9:20 AM and 10:00 AM to"),
    ],
)
async def test_what_is_said_to_hours(desk: Office, ana: Human, typed: str, answer: str) -> None:
    await desk.joins(ana)
    message = await desk.says(ana, f"/stretch hours {typed}")
    assert message.text.startswith(answer), message.text
    assert message.ephemeral_to == ana.id


async def test_hours_into_which_no_nudge_falls_are_named(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    said = (await desk.says(ana, "/stretch hours mon-fri 9-9:20am 10-12")).text
    assert "None comes from 9:00 AM to 9:20 AM: that's shorter than your interval." in said


async def test_a_guest_may_say_their_hours(desk: Office, ana: Human) -> None:
    card = await desk.says(ana, "/stretch hours 8-12")
    assert "Nudges come once you join." in card.text
    await desk.counts_in(ana, card)
    assert "Monday to Friday, 8:00 AM to 12:00 PM" in ana.latest().text


async def test_settings_keep_hours_that_they_cannot_show(office: Office, ana: Human) -> None:
    await office.joins(ana)
    await office.says(ana, f"/stretch hours {ODD}")
    first = await settings(office, ana)
    assert ODD in str(first.blocks)
    assert await ana.submits({"how_often": "hourly"}) is None
    await office.slack.until(lambda: ana.latest().text.startswith("Saved."))
    assert await hours_of(office, ana) == ODD


async def test_settings_take_hours_in_words(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    view = await section(desk, ana, "hours")
    assert not view.values["hours_said"]["hours_said"].get("value")
    assert await ana.submits({"hours_said": "mon-wed 8-12, thu 14-18"}) is None
    await desk.slack.until(lambda: ana.latest().text.startswith("Saved."))
    assert await hours_of(desk, ana) == "mon-wed 08:00-12:00, thu 14:00-18:00"


async def test_different_hours_give_way_to_usual_ones(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.says(ana, f"/stretch hours {ODD}")
    await settings(desk, ana)
    filled = {"days": ["0", "1"], "start": "09:00", "end": "15:00"}
    assert await ana.submits(filled) is None
    await desk.slack.until(lambda: ana.latest().text.startswith("Saved."))
    assert await hours_of(desk, ana) == "mon-tue 09:00-15:00"


@pytest.mark.parametrize(
    ("typed", "mend"),
    [
        ("mon 9-17 bananas", "I didn't understand “bananas”."),
        ("mon 9-9:20am", "These hours are shorter than the time between two nudges."),
        ("every day off", "Name at least one day with hours."),
    ],
)
async def test_hours_in_words_have_their_faults_on_their_field(
    desk: Office, ana: Human, typed: str, mend: str
) -> None:
    await desk.joins(ana)
    await section(desk, ana, "hours")
    assert await ana.submits({"hours_said": typed}) == {"hours_said": mend}
    assert (await desk.member(ana)).preferences.week == DEFAULT_WEEK
