"""What counts for a streak, lived through: goals, freezes, and days that must not end one."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.playground.humans.humans import Human
from bot.playground.world.world import Message
from bot.store.db.tables import breaks, days
from bot.ticker import PEOPLE
from tests.endtoend.office import Office, frozen_clock, open_office
from tests.endtoend.test_home_and_settings import home, section, wording
from tests.endtoend.test_snoozing import chooses

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def office(desk: Office) -> Office:
    """The rules are held against Postgres by store/test_any_history.py."""
    return desk


async def takes_a_break(office: Office, human: Human) -> str:
    """The card of a short break, done."""
    offered = await office.says(human, "/stretch look away")
    return (await office.walks_through(human, offered)).text


async def streak(office: Office, human: Human) -> str:
    return (await office.says(human, "/stretch streak")).text


async def at(office: Office, moment: datetime) -> None:
    """The clock moves on; a nudge that fell due long before is dropped."""
    office.clock.move_to(moment)
    await office.ticks(moment)


async def next_morning(office: Office, days: int = 1) -> None:
    """Nine o'clock in Berlin, some days later."""
    later = office.clock() + days * DAY
    await at(office, later.replace(hour=8, minute=0, second=0))


async def ignores_a_nudge(office: Office, human: Human) -> Message:
    return await office.nudged(human)


async def lived(office: Office) -> dict[date, tuple[int, int, int, bool]]:
    """Every day on record: nudges, breaks, the goal, whether it is excused."""
    async with office.limber.database.read() as connection:
        rows = await connection.execute(select(days).order_by(days.c.day))
        return {it.day: (it.nudges, it.breaks, it.goal, it.excused) for it in rows}


# Goals


async def test_a_goal_is_told_with_each_break(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    said = await desk.says(ana, "/stretch goal 2")
    assert said.text == "Noted. Your goal: 2 breaks a workday. It holds from today on."
    done = await takes_a_break(desk, ana)
    assert "Break 1 of 2 today. 1 more today begins a streak." in done
    assert "1 of 2 breaks today." in await streak(desk, ana)
    desk.clock.move(5 * MINUTE)
    done = await takes_a_break(desk, ana)
    assert "Break 2 of 2 today. Streak: 1 workday." in done
    desk.clock.move(5 * MINUTE)
    assert "Break 3 today. Streak: 1 workday." in await takes_a_break(desk, ana)
    desk.clock.move(DAY)
    done = await takes_a_break(desk, ana)
    assert "Break 1 of 2 today. Streak: 1 workday. 1 more keeps today." in done


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("goal", "Your goal: 1 break a workday. `/stretch goal 2` changes it, from 1 to 8."),
        ("goal 8", "Noted. Your goal: 8 breaks a workday."),
        ("goal 3 breaks a day", "Noted. Your goal: 3 breaks a workday."),
        ("goals", "Your goal: 1 break a workday."),
        ("goal 0", "“0” isn't a goal. Choose 1 to 8 breaks per workday"),
        ("goal 9", "“9” isn't a goal. Choose 1 to 8 breaks per workday"),
        ("goal <!here>", "“&lt;!here&gt;” isn't a goal. Choose 1 to 8 breaks per workday"),
        ("sick", "Get well soon. You're off: Mon, Nov 23. Nothing is sent meanwhile"),
        ("sick today", "Get well soon. You're off: Mon, Nov 23."),
        ("sick till wed", "Get well soon. You're off: Mon, Nov 23 to Wed, Nov 25."),
        ("ill 2 days", "Get well soon. You're off: Mon, Nov 23 to Tue, Nov 24."),
        ("sick whenever", "I didn't understand “whenever”. Try `/stretch sick`"),
    ],
)
async def test_each_of_them_has_its_answer(
    desk: Office, ana: Human, typed: str, answer: str
) -> None:
    await desk.joins(ana)
    message = await desk.says(ana, f"/stretch {typed}")
    assert message.text.startswith(answer), message.text
    assert message.ephemeral_to == ana.id


async def test_a_goal_that_is_lowered_keeps_the_day_that_has_begun(
    office: Office, ana: Human
) -> None:
    await office.joins(ana)
    await office.says(ana, "/stretch goal 3")
    assert "2 more today begin a streak." in await takes_a_break(office, ana)
    assert "No streak right now." in await streak(office, ana)
    assert "It holds from today on." in (await office.says(ana, "/stretch goal 1")).text
    assert "Streak: 1 workday." in await streak(office, ana)
    await next_morning(office)
    assert "Streak: 2 workdays in a row." in await takes_a_break(office, ana)


async def test_a_goal_that_is_raised_asks_nothing_more_of_a_day_that_has_begun(
    office: Office, ana: Human
) -> None:
    await office.joins(ana)
    assert "Streak: 1 workday." in await takes_a_break(office, ana)
    said = (await office.says(ana, "/stretch goal 3")).text
    assert "It holds from your next workday on: today has begun, and stays at 1." in said
    said = await streak(office, ana)
    assert "Streak: 1 workday." in said
    assert "Your goal: 3 breaks a workday." in said
    assert await lived(office) == {date(2026, 11, 23): (0, 1, 1, False)}
    await next_morning(office)
    assert "Break 1 of 3 today." in await takes_a_break(office, ana)


async def test_settings_know_the_goal(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.says(ana, "/stretch goal 4")
    await takes_a_break(desk, ana)
    view = await section(desk, ana, "breaks")
    assert view.values["daily_goal"]["daily_goal"]["value"] == "4"
    assert await ana.submits({"daily_goal": "1"}) is None
    await desk.slack.until(lambda: ana.latest().text.startswith("Saved."))
    assert "Streak: 1 workday." in await streak(desk, ana)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Limber   Ana ", "Limber Ana"),
        ("Åsa 🌿 2.0", "Åsa 🌿 2.0"),
        ("x" * 40, "x" * 40),
        ("", None),
        ("<!channel>", "wrong"),
        ("@here", "wrong"),
        ("<@U123>", "wrong"),
        ("#general", "wrong"),
        ("*Ana*", "wrong"),
        ("`Ana`", "wrong"),
        ("A\u202ena", "wrong"),
        ("\u200b\u200b", "wrong"),
        ("...", "wrong"),
        ("\u3164", "wrong"),
        ("evil.example/x", "wrong"),
        (":tada: Ana", "wrong"),
        ("1. Boss: 50 breaks", "wrong"),
    ],
)
async def test_a_nickname_cannot_ping_or_format(
    desk: Office, ana: Human, typed: str, kept: str | None
) -> None:
    await desk.joins(ana)
    await section(desk, ana, "breaks")
    errors = await ana.submits({"nickname": typed})
    if kept == "wrong":
        assert errors == {
            "nickname": "Write letters, digits and spaces, 40 at most; no colons, and no dots within a word."
        }
        return
    assert errors is None
    await desk.slack.until(lambda: ana.latest().text.startswith("Saved."))
    assert (await desk.member(ana)).preferences.nickname == kept


# What counts


async def test_a_break_within_five_minutes_of_one_that_counts_does_not(
    office: Office, ana: Human
) -> None:
    await office.joins(ana)
    await takes_a_break(office, ana)
    office.clock.move(5 * MINUTE - timedelta(seconds=1))
    soon = await takes_a_break(office, ana)
    assert "A bonus! Breaks count once every 5 minutes." in soon
    assert "Streak: 1 workday." in soon
    office.clock.move(timedelta(seconds=1))  # five minutes after the one that counted
    assert "Break 2 today." in await takes_a_break(office, ana)
    async with office.limber.database.read() as connection:
        logged = await connection.scalars(select(breaks.c.counts).order_by(breaks.c.completed_at))
        assert list(logged) == [True, False, True]
    assert "This week: 2 breaks. In all: 2 breaks, 2 minutes." in await streak(office, ana)


async def test_five_minutes_are_held_over_midnight_and_days_are_not(
    office: Office, ana: Human
) -> None:
    await office.joins(ana)
    await at(office, datetime(2026, 11, 23, 22, 58, tzinfo=UTC))  # 23:58 in Berlin
    assert "Streak: 1 workday." in await takes_a_break(office, ana)
    office.clock.move(4 * MINUTE)
    assert "A bonus!" in await takes_a_break(office, ana)
    office.clock.move(MINUTE)
    done = await takes_a_break(office, ana)
    assert "Break 1 today. Streak: 2 workdays in a row." in done
    assert await lived(office) == {
        date(2026, 11, 23): (0, 1, 1, False),
        date(2026, 11, 24): (0, 1, 1, False),
    }


@pytest.mark.parametrize("action", ["skip", "snooze"])
async def test_what_is_only_put_off_does_not_count(desk: Office, ana: Human, action: str) -> None:
    await desk.joins(ana)
    await takes_a_break(desk, ana)
    await next_morning(desk)
    await desk.clicks(ana, action, await desk.nudged(ana))
    await next_morning(desk)
    assert "No streak right now." in await streak(desk, ana)


# Days that break nothing


async def paused_for_today(office: Office, human: Human) -> None:
    await office.says(human, "/stretch pause today")


async def snoozed_till_tomorrow(office: Office, human: Human) -> None:
    await office.says(human, "/stretch snooze tomorrow")


async def snoozed_the_card(office: Office, human: Human) -> None:
    await chooses(office, human, "Tomorrow", human.sees()[-1])


async def paused_till_monday(office: Office, human: Human) -> None:
    await office.says(human, "/stretch pause till monday")


async def left(office: Office, human: Human) -> None:
    await office.says(human, "/stretch leave")


async def sick(office: Office, human: Human) -> None:
    await office.says(human, "/stretch sick till fri")


async def on_vacation(office: Office, human: Human) -> None:
    await human.set_status("Vacationing", ":palm_tree:", lasting=2 * DAY)
    await office.settles()


async def on_vacation_untold(office: Office, human: Human) -> None:
    until = office.clock() + 2 * DAY
    human.workspace.change(human.id, status_text="Vacationing", status_expires=until)
    await office.limber.ticker.run(PEOPLE)


async def gone(office: Office, human: Human) -> None:
    await human.change_profile(deleted=True)
    await office.settles()
    await human.change_profile(deleted=False)
    await office.settles()


Act = Callable[[Office, Human], Awaitable[None]]


@pytest.mark.parametrize(
    "goes",
    [
        paused_for_today,
        paused_till_monday,
        snoozed_till_tomorrow,
        snoozed_the_card,
        left,
        sick,
        on_vacation,
        on_vacation_untold,
        gone,
    ],
)
async def test_who_is_away_from_now_on_has_missed_nothing(
    office: Office, ana: Human, goes: Act
) -> None:
    """Whatever nudges came before: the streak waits."""
    await office.joins(ana)
    await takes_a_break(office, ana)
    await next_morning(office)
    await ignores_a_nudge(office, ana)
    await goes(office, ana)
    await next_morning(office, days=6)
    assert "Streak: 1 workday." in await streak(office, ana)
    assert "Streak: 2 workdays in a row." in await takes_a_break(office, ana)


async def a_short_pause(office: Office, human: Human) -> None:
    await office.says(human, "/stretch pause 1h")


async def sick_undone(office: Office, human: Human) -> None:
    await office.clicks(human, "days_removed.1", await office.says(human, "/stretch sick"))


async def a_busy_status(office: Office, human: Human) -> None:
    await human.set_status("In a meeting", lasting=timedelta(hours=1))
    await office.settles()


@pytest.mark.parametrize("pauses", [a_short_pause, sick_undone, a_busy_status])
async def test_a_short_absence_excuses_nothing(office: Office, ana: Human, pauses: Act) -> None:
    await office.joins(ana)
    await takes_a_break(office, ana)
    await next_morning(office)
    await ignores_a_nudge(office, ana)
    await pauses(office, ana)
    await next_morning(office)
    assert "No streak right now." in await streak(office, ana)


async def test_a_day_that_was_off_stays_so_when_the_rest_is_taken_back(
    office: Office, ana: Human
) -> None:
    await office.joins(ana)
    await takes_a_break(office, ana)
    await next_morning(office)
    await ignores_a_nudge(office, ana)
    await office.says(ana, "/stretch sick till fri")
    await next_morning(office)
    listed = await office.says(ana, "/stretch off")
    assert "No days off are noted." in (await office.clicks(ana, "days_removed.1", listed)).text
    await office.nudged(ana)
    assert "Streak: 1 workday." in await streak(office, ana)
    assert "Streak: 2 workdays in a row." in await takes_a_break(office, ana)


async def test_an_outage_of_days_breaks_nothing(desk: Office, ana: Human) -> None:
    """Nothing reached them, and nothing is made up for."""
    await desk.joins(ana)
    await takes_a_break(desk, ana)
    await next_morning(desk, days=8)
    assert "Streak: 1 workday." in await streak(desk, ana)
    assert "Streak: 2 workdays in a row." in await takes_a_break(desk, ana)


async def test_part_time_and_weekends_and_holidays_break_nothing(desk: Office, ana: Human) -> None:
    """Monday, Wednesday and Friday, over Christmas: breaks on the workdays, nothing else."""
    await desk.joins(ana)
    await desk.says(ana, "/stretch hours mon 9-17, wed 9-17, fri 9-17")
    kept = 0
    for day in range(28, 44):  # from 21 December on
        await at(desk, datetime(2026, 11, 23, 9, 0, tzinfo=UTC) + day * DAY)
        here = desk.clock().date()
        if here.weekday() in {0, 2, 4} and here not in {date(2026, 12, 25), date(2027, 1, 1)}:
            kept += 1
            assert f"Streak: {kept} workday" in await takes_a_break(desk, ana)
    assert kept == 5
    await desk.nudged(ana)
    assert all(it.weekday() in {0, 2, 4} for it in await lived(desk))


# Travel and clocks


async def test_flying_west_over_the_date_line_loses_no_day(office: Office, ana: Human) -> None:
    """Tuesday in Auckland, then Monday in Los Angeles, then Tuesday again."""
    await office.joins(ana)
    await ana.change_profile(tz="Pacific/Auckland")
    await office.settles()
    await at(office, datetime(2026, 11, 23, 21, 0, tzinfo=UTC))  # Tuesday, 10:00
    assert "Streak: 1 workday." in await takes_a_break(office, ana)
    await ana.change_profile(tz="America/Los_Angeles")
    await office.settles()
    await at(office, datetime(2026, 11, 23, 23, 30, tzinfo=UTC))  # Monday, 15:30
    assert "Streak: 1 workday." in await streak(office, ana)
    assert "Break 1 today. Streak: 2 workdays in a row." in await takes_a_break(office, ana)
    await at(office, datetime(2026, 11, 24, 19, 0, tzinfo=UTC))  # Tuesday, 11:00
    done = await takes_a_break(office, ana)
    assert "Break 2 today. Streak: 2 workdays in a row." in done


async def test_flying_east_over_the_date_line_loses_no_day(office: Office, ana: Human) -> None:
    """Monday in Los Angeles, then Wednesday in Auckland: Tuesday never was."""
    await office.joins(ana)
    await ana.change_profile(tz="America/Los_Angeles")
    await office.settles()
    await at(office, datetime(2026, 11, 23, 23, 0, tzinfo=UTC))  # Monday, 15:00
    await ignores_a_nudge(office, ana)
    await takes_a_break(office, ana)
    await ana.change_profile(tz="Pacific/Auckland")
    await office.settles()
    await at(office, datetime(2026, 11, 24, 21, 0, tzinfo=UTC))  # Wednesday, 10:00
    assert "Streak: 2 workdays in a row." in await takes_a_break(office, ana)
    assert sorted(await lived(office)) == [date(2026, 11, 23), date(2026, 11, 25)]


async def test_a_missed_day_that_comes_again_can_be_kept(office: Office, ana: Human) -> None:
    """Missed in Auckland, kept the day after, and then lived once more in Los Angeles."""
    await office.joins(ana)
    await takes_a_break(office, ana)  # Monday in Berlin
    await ana.change_profile(tz="Pacific/Auckland")
    await office.settles()
    await at(office, datetime(2026, 11, 23, 21, 0, tzinfo=UTC))  # Tuesday, 10:00
    await ignores_a_nudge(office, ana)
    await at(office, datetime(2026, 11, 24, 20, 30, tzinfo=UTC))  # Wednesday, 9:30
    assert "Streak: 1 workday." in await takes_a_break(office, ana)
    await ana.change_profile(tz="America/Los_Angeles")
    await office.settles()
    await at(office, datetime(2026, 11, 24, 23, 0, tzinfo=UTC))  # Tuesday, 15:00
    assert "Streak: 3 workdays in a row." in await takes_a_break(office, ana)


async def test_a_day_off_of_everybody_reaches_those_beyond_the_date_line(
    office: Office, ana: Human
) -> None:
    """Off on Tuesday, says an admin on whose calendar it is Tuesday; Ana's Wednesday has begun."""
    boss = office.slack.add_person("Bo Nilsson", tz="America/Los_Angeles", is_admin=True)
    await office.joins(ana)
    await ana.change_profile(tz="Pacific/Auckland")
    await office.settles()
    await takes_a_break(office, ana)
    await at(office, datetime(2026, 11, 23, 21, 0, tzinfo=UTC))  # Tuesday, 10:00
    await ignores_a_nudge(office, ana)
    await at(office, datetime(2026, 11, 24, 21, 0, tzinfo=UTC))  # Wednesday, 10:00
    assert "Streak: 1 workday." in await takes_a_break(office, ana)
    said = await office.says(boss, "/stretch off everyone today")
    assert "Everybody here is off: Tue, Nov 24." in said.text
    assert "Streak: 2 workdays in a row." in await streak(office, ana)
    await office.clicks(boss, "days_removed.1", said)
    assert "Streak: 1 workday." in await streak(office, ana)


@pytest.mark.parametrize(
    ("begins", "zone", "instants", "expected"),
    [
        pytest.param(
            datetime(2026, 10, 24, 10, tzinfo=UTC),
            "Europe/Berlin",
            ["2026-10-24 22:30", "2026-10-25 00:58", "2026-10-25 01:01", "2026-10-25 22:30"],
            {date(2026, 10, 25): 3},
            id="a day of 25 hours, and 2:58 before a second 2:01",
        ),
        pytest.param(
            datetime(2026, 10, 24, 10, tzinfo=UTC),
            "Europe/Berlin",
            ["2026-10-25 22:30", "2026-10-25 23:30"],
            {date(2026, 10, 25): 1, date(2026, 10, 26): 1},
            id="its midnight is an hour later in UTC",
        ),
        pytest.param(
            datetime(2026, 3, 28, 10, tzinfo=UTC),
            "Europe/Berlin",
            ["2026-03-28 22:30", "2026-03-28 23:30", "2026-03-29 21:30", "2026-03-29 22:30"],
            {date(2026, 3, 28): 1, date(2026, 3, 29): 2, date(2026, 3, 30): 1},
            id="a day of 23 hours",
        ),
    ],
)
async def test_a_change_of_clocks_moves_no_day(
    sqlite_url: str,
    begins: datetime,
    zone: str,
    instants: list[str],
    expected: dict[date, int],
) -> None:
    async with open_office(sqlite_url, frozen_clock(begins)) as office:
        human = office.slack.add_person("Ana Lima", tz=zone)
        for instant in instants:
            await at(office, datetime.fromisoformat(instant).replace(tzinfo=UTC))
            await takes_a_break(office, human)
        assert {day: it[1] for day, it in (await lived(office)).items()} == expected


async def test_a_week_of_ones_own(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await takes_a_break(desk, ana)
    desk.clock.move(6 * MINUTE)
    await takes_a_break(desk, ana)
    note = await desk.says(ana, "/stretch week")
    assert note.text.startswith("Your week: 2 breaks, 2 min. Next up, if you like: ")
    assert "Mon ●   Tue ·   Wed ·   Thu ·   Fri ·" in str(note.blocks)
    await ana.clicks(note, note.blocks[-1]["elements"][0]["action_id"])
    await desk.slack.until(lambda: ana.latest().ts != note.ts)
    assert "Streak: 1 workday." in (await desk.walks_through(ana, ana.latest())).text


async def test_milestones_are_celebrated_once(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    told = []
    for n in range(10):
        await at(desk, datetime(2026, 11, 23, 9, 0, tzinfo=UTC) + (n + 2 * (n > 4)) * DAY)
        told.append("Nice habit!" in await takes_a_break(desk, ana))
    assert told == [n in {5, 10} for n in range(1, 11)]
    desk.clock.move(6 * MINUTE)
    assert "Nice habit!" not in await takes_a_break(desk, ana)


# Freezes


async def test_a_freeze_is_earned_and_used_by_itself_and_told_kindly(
    office: Office, ana: Human
) -> None:
    await office.joins(ana)
    for n in range(10):  # two weeks
        await at(office, datetime(2026, 11, 23, 9, 0, tzinfo=UTC) + (n + 2 * (n > 4)) * DAY)
        done = await takes_a_break(office, ana)
        assert ("You earned a freeze." in done) is (n == 9)
    office.clock.move(6 * MINUTE)
    assert "You earned a freeze." not in await takes_a_break(office, ana)
    said = await streak(office, ana)
    assert "Streak freezes: 1 of 2. 10 more kept workdays earn one." in said
    await next_morning(office, days=3)  # Monday
    await ignores_a_nudge(office, ana)
    await next_morning(office)
    said = await streak(office, ana)
    assert "Streak: 10 workdays in a row." in said
    assert "Streak freezes: 0 of 2." in said
    assert "A freeze held your streak meanwhile: Mon, Dec 7." in said
    assert "The last 12 weeks: 10 workdays kept, 1 day held by a freeze." in said
    shown = wording(await home(office, ana, "Next nudge"))
    assert "A freeze held your streak meanwhile: Mon, Dec 7." in shown
    done = await takes_a_break(office, ana)
    assert "Streak: 11 workdays in a row." in done
    assert "A freeze held your streak meanwhile: Mon, Dec 7." in done
    office.clock.move(6 * MINUTE)
    assert "A freeze" not in await takes_a_break(office, ana)
    await next_morning(office)
    await ignores_a_nudge(office, ana)
    await next_morning(office)
    said = await streak(office, ana)
    assert said.startswith("No streak right now.")
    assert "The longest so far: 11." in said
    assert "held your streak" not in said


# What is seen


async def test_home_shows_twelve_weeks_as_squares_after_their_numbers(
    desk: Office, ana: Human
) -> None:
    await desk.joins(ana)
    first = wording(await home(desk, ana, "12 weeks", "history"))
    assert "*The last 12 weeks* will show here, a square a day, once there's a break." in first
    await takes_a_break(desk, ana)
    await next_morning(desk)
    shown = wording(await home(desk, ana, "1 workday kept", "history"))
    assert shown.index("*The last 12 weeks:* 1 workday kept.") < shown.index("`Mon` ")
    assert f"`Mon` {'▫️' * 11}🟦" in shown
    assert f"`Tue` {'▫️' * 11}\n" in shown
    assert "`Sat`" not in shown
    await ignores_a_nudge(desk, ana)
    await next_morning(desk)
    shown = wording(await home(desk, ana, "1 workday without", "history"))
    assert f"`Tue` {'▫️' * 11}⬜" in shown
