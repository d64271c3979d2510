"""Days off: a person's own, everybody's, and public holidays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.domain.members import DueReason
from bot.playground.humans.humans import Human
from bot.playground.world.world import Message
from bot.store.db.tables import days_off
from tests.endtoend.office import Office
from tests.endtoend.test_home_and_settings import home, section, wording

CHRISTMAS_EVE = datetime(2026, 12, 24, 16, 5, tzinfo=UTC)
"""Thursday, just after work in Berlin; Friday and Saturday are holidays."""


async def noted(office: Office) -> list[tuple[str | None, date, date, str]]:
    async with office.limber.database.read() as connection:
        rows = await connection.execute(select(days_off).order_by(days_off.c.first_day))
        return [(it.user_id, it.first_day, it.last_day, it.kind) for it in rows]


async def why(office: Office, human: Human) -> Message:
    return await office.says(human, "/stretch why")


async def test_a_day_off_is_read_back_and_nothing_comes_on_it(office: Office, ana: Human) -> None:
    await office.joins(ana)
    said = await office.says(ana, "/stretch off tomorrow")
    assert said.text.startswith("Noted. You're off: Tue, Nov 24. Your streak waits for you.")
    office.clock.move(timedelta(days=1))
    await office.ticks(office.clock())
    before = len(ana.sees())
    await office.ticks(office.clock() + timedelta(hours=2))
    assert len(ana.sees()) == before
    told = (await why(office, ana)).text
    assert "Next nudge: Wed, Nov 25, 9:3" in told
    assert "You're off: Tue, Nov 24." in told


async def test_a_day_off_can_be_undone(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    card = await desk.says(ana, "/stretch off today")
    assert "Next nudge: Tue, Nov 24" in card.text
    back = await desk.clicks(ana, "days_removed.1", card)
    assert back.text.startswith("Removed. No days off are noted.")
    assert "Mon, Nov 23, 9:3" in (await why(desk, ana)).text
    assert await noted(desk) == []


async def test_taking_days_back_takes_nothing_else(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.says(ana, "/stretch off 24 dec")
    card = await desk.says(ana, "/stretch off 22 dec - 2 jan")
    await desk.clicks(ana, "days_removed.1", card)
    assert [it[1:3] for it in await noted(desk)] == [(date(2026, 12, 24), date(2026, 12, 24))]


async def test_a_day_off_leaves_a_snooze_alone(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.says(ana, "/stretch snooze till 14:00")
    due = (await desk.member(ana)).next_due_at
    for typed in ("off 24 dec", "holidays DE-BY"):
        await desk.says(ana, f"/stretch {typed}")
    assert (await desk.member(ana)).next_due_at == due


async def test_a_range_over_new_year(office: Office, ana: Human) -> None:
    await office.joins(ana)
    said = (await office.says(ana, "/stretch off 22 dec - 2 jan")).text
    assert "You're off: Tue, Dec 22 to Sat, Jan 2." in said
    await office.ticks(CHRISTMAS_EVE)
    assert "Next nudge: Mon, Jan 4, 9:3" in (await why(office, ana)).text
    assert (await office.member(ana)).due_reason is DueReason.DAY_OFF


async def test_what_is_coming_is_listed_and_removable(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    for typed in ("24 dec", "tomorrow", "24 dec", "31 dec"):
        await desk.says(ana, f"/stretch off {typed}")
    card = await desk.says(ana, "/stretch off")
    assert card.text.startswith(
        "Your days off You: Tue, Nov 24. You: Thu, Dec 24. You: Thu, Dec 31."
    )
    assert "Public holidays of Germany are off, as your time zone is there." in card.text
    card = await desk.clicks(ana, "days_removed.1", card)
    assert card.text.startswith("Removed. Your days off You: Thu, Dec 24.")
    user = ana.id
    assert await noted(desk) == [
        (user, date(2026, 12, 24), date(2026, 12, 24), "off"),
        (user, date(2026, 12, 31), date(2026, 12, 31), "off"),
    ]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("off", "No days off are noted."),
        ("off whenever", "I didn't understand “whenever”. Try `/stretch off tomorrow`"),
        ("off <!here>", "I didn't understand “&lt;!here&gt;”."),
        ("off 2020-01-01", "“2020-01-01” is already over."),
        ("off 2030-01-01", "I look a year ahead at most."),
        ("off 2026-12-24 - 2026-12-22", "“2026-12-24 - 2026-12-22” ends before it begins."),
        ("off saturday", "Noted. You're off: Sat, Nov 28. You don't work then anyway."),
        ("off everyone 24 dec", "Only admins of this Slack workspace can"),
        ("holidays", "Public holidays of Germany are off, as your time zone is there. Fri, Dec 25"),
        ("holidays DE-BY", "Public holidays of Germany (Bayern) are off. Fri, Dec 25"),
        ("holidays Canada", "Public holidays of Canada are off. Fri, Dec 25"),
        ("holidays off", "No public holidays are off."),
        ("holidays DE-XY", "I know no holidays of “DE-XY”. Did you mean one of DE-"),
        ("holidays xyzzy", "I know no holidays of “xyzzy”. Write a country, or its code"),
        ("vacation tomorrow", "Noted. You're off: Tue, Nov 24."),
    ],
)
async def test_each_of_them_has_its_answer(
    desk: Office, ana: Human, typed: str, answer: str
) -> None:
    await desk.joins(ana)
    message = await desk.says(ana, f"/stretch {typed}")
    assert message.text.startswith(answer), message.text
    assert message.ephemeral_to == ana.id


async def test_joining_says_whose_holidays_are_off(desk: Office, ana: Human) -> None:
    assert "Public holidays of Germany are off" in (await desk.says(ana, "/stretch join")).text


async def test_who_has_no_time_zone_is_told_so(desk: Office) -> None:
    ben = desk.slack.add_person("Ben Okafor", tz="Etc/UTC")
    said = (await desk.says(ben, "/stretch join")).text
    assert "That's in UTC, as Slack doesn't tell me your time zone" in said


async def test_nothing_comes_on_a_holiday_and_why_says_its_name(office: Office, ana: Human) -> None:
    await office.joins(ana)
    await office.ticks(CHRISTMAS_EVE)
    told = await why(office, ana)
    assert "Next nudge: Mon, Dec 28, 9:3" in told.text
    assert "Fri, Dec 25 is Erster Weihnachtstag, so I wait until after it." in told.text


async def test_who_works_on_a_holiday_says_so_with_one_click(office: Office, ana: Human) -> None:
    await office.joins(ana)
    await office.ticks(CHRISTMAS_EVE)
    card = await office.clicks(ana, "days_worked.1", await why(office, ana))
    assert card.text.startswith("Noted. You work: Fri, Dec 25. Next nudge: Fri, Dec 25, 9:3")
    listed = (await office.says(ana, "/stretch holidays")).text
    assert "Fri, Dec 25: Erster Weihnachtstag (you work then)." in listed
    card = await office.says(ana, "/stretch off")
    assert "You work: Fri, Dec 25." in card.text
    await office.clicks(ana, "days_removed.1", card)
    assert "Mon, Dec 28" in (await why(office, ana)).text


async def test_a_day_taken_off_after_all_is_off(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    card = await desk.says(ana, "/stretch holidays")
    await desk.clicks(ana, "days_worked.1", card)
    await desk.says(ana, "/stretch off 25 dec")
    assert [it[3] for it in await noted(desk)] == ["off"]


async def test_an_admin_gives_everybody_a_day_off(office: Office, ana: Human) -> None:
    boss = office.slack.add_person("Bo Nilsson", tz="Europe/Berlin", is_admin=True)
    await office.joins(ana)
    await office.joins(boss)
    due = (await office.member(ana)).next_due_at
    said = await office.says(boss, "/stretch off everyone today Founders' Day")
    assert "Everybody here is off: Mon, Nov 23, Founders' Day." in said.text
    assert (await office.member(ana)).next_due_at == due
    before = len(ana.sees())
    assert due is not None
    await office.ticks(due)
    assert len(ana.sees()) == before
    told = await why(office, ana)
    assert "Everybody here is off: Mon, Nov 23, Founders' Day." in told.text
    assert "Tue, Nov 24" in told.text
    listed = await office.says(ana, "/stretch off")
    assert "Everybody here: Mon, Nov 23, Founders' Day." in listed.text
    works = await office.clicks(ana, "days_worked.1", listed)
    assert "You work: Mon, Nov 23. Next nudge: Mon, Nov 23" in works.text


async def test_only_an_admin_takes_it_back(desk: Office, ana: Human) -> None:
    boss = desk.slack.add_person("Bo Nilsson", tz="Europe/Berlin", is_admin=True)
    await desk.says(boss, "/stretch off everyone 24 dec")
    await desk.joins(ana)
    card = await desk.says(boss, "/stretch off everyone")
    await boss.change_profile(is_admin=False)
    await desk.settles()
    refused = await desk.clicks(boss, "days_removed.1", card)
    assert "Only admins" in refused.text
    await boss.change_profile(is_admin=True)
    await desk.settles()
    card = await desk.says(boss, "/stretch off everyone")
    gone = await desk.clicks(boss, "days_removed.1", card)
    assert gone.text.startswith("Removed. No days off are noted for everybody here.")
    assert await noted(desk) == []


async def test_slack_silent_about_an_admin_changes_nothing(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    desk.slack.faults.outage("users.info")
    said = (await desk.says(ana, "/stretch off everyone 24 dec")).text
    assert "Slack didn't tell me just now whether you're an admin here" in said
    assert await noted(desk) == []


async def test_a_day_off_leaves_the_streak_as_it_is(office: Office, ana: Human) -> None:
    """Nudged in the morning, off from noon, without a break: the streak waits."""
    await office.joins(ana)
    await office.walks_through(ana, await office.nudged(ana))
    office.clock.move_to(datetime(2026, 11, 24, 8, 0, tzinfo=UTC))
    await office.ticks(office.clock())
    await office.nudged(ana)
    await office.says(ana, "/stretch off today")
    office.clock.move(timedelta(days=1))
    done = await office.walks_through(ana, await office.says(ana, "/stretch look away"))
    assert "Streak: 2 workdays in a row." in done.text


async def test_everybodys_day_off_leaves_streaks_as_they_are(office: Office, ana: Human) -> None:
    boss = office.slack.add_person("Bo Nilsson", tz="Europe/Berlin", is_admin=True)
    await office.joins(ana)
    await office.walks_through(ana, await office.nudged(ana))
    office.clock.move_to(datetime(2026, 11, 24, 8, 0, tzinfo=UTC))
    await office.ticks(office.clock())
    await office.nudged(ana)
    await office.says(boss, "/stretch off everyone today")
    office.clock.move(timedelta(days=1))
    assert "Streak: 1 workday." in (await office.says(ana, "/stretch streak")).text
    done = await office.walks_through(ana, await office.says(ana, "/stretch look away"))
    assert "Streak: 2 workdays in a row." in done.text


async def test_a_break_on_a_day_off_is_a_bonus(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.walks_through(ana, await desk.nudged(ana))
    await desk.says(ana, "/stretch off tomorrow")
    desk.clock.move(timedelta(days=1))
    done = await desk.walks_through(ana, await desk.says(ana, "/stretch look away"))
    assert "Your streak waits at 1 workday." in done.text


async def test_a_holiday_chosen_on_the_day_itself_ends_its_nudges(
    office: Office, ana: Human
) -> None:
    """Thanksgiving is no holiday in Berlin, until somebody says so."""
    await office.joins(ana)
    office.clock.move_to(datetime(2026, 11, 26, 8, 0, tzinfo=UTC))
    await office.ticks(office.clock())
    await office.walks_through(ana, await office.nudged(ana))
    office.clock.move_to(datetime(2026, 12, 24, 8, 0, tzinfo=UTC))
    await office.says(ana, "/stretch holidays off")
    office.clock.move(timedelta(days=1))
    await office.ticks(office.clock())
    await office.nudged(ana)
    said = (await office.says(ana, "/stretch holidays auto")).text
    assert "Public holidays of Germany are off, as your time zone is there." in said
    assert "Mon, Dec 28" in (await why(office, ana)).text
    office.clock.move(timedelta(days=3))
    assert "Streak: 1 workday." in (await office.says(ana, "/stretch streak")).text


async def test_settings_know_whose_holidays(office: Office, ana: Human) -> None:
    await office.joins(ana)
    view = await section(office, ana, "hours")
    assert view.values["holidays"]["holidays"]["value"] == "DE"
    assert await ana.submits() is None
    await office.slack.until(lambda: ana.latest().text.startswith("Saved."))
    assert (await office.member(ana)).preferences.holidays is None
    for typed, kept in (("Germany, Bayern", "DE-BY"), ("", ""), ("us", "US")):
        await section(office, ana, "hours")
        before = len(ana.sees())
        assert await ana.submits({"holidays": typed}) is None
        await office.slack.until(lambda before=before: len(ana.sees()) > before)  # type: ignore[misc]
        assert (await office.member(ana)).preferences.holidays == kept
    assert "*Off on public holidays of* United States" in wording(
        await home(office, ana, "Change settings", "settings")
    )


async def test_a_place_that_is_none_is_said_on_its_field(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await section(desk, ana, "hours")
    errors = await ana.submits({"holidays": "DE-Bayrn"})
    assert errors == {"holidays": "I know no holidays of “DE-Bayrn”. Did you mean DE-BY?"}


async def test_who_travels_has_the_holidays_of_where_they_are(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await ana.change_profile(tz="America/New_York")
    await desk.settles()
    assert (await desk.says(ana, "/stretch holidays")).text.startswith(
        "Public holidays of United States are off, as your time zone is there. Thu, Nov 26: "
        "Thanksgiving Day."
    )


async def test_who_is_forgotten_leaves_no_days_behind(office: Office, ana: Human) -> None:
    await office.joins(ana)
    await office.says(ana, "/stretch off tomorrow")
    await office.clicks(ana, "forget", await office.says(ana, "/stretch forget"))
    assert await noted(office) == []
