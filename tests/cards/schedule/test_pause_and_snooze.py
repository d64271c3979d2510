"""A hundred phrases for a pause or a snooze: what each means, or the answer that asks again."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.parts.button_values import SnoozeRef
from bot.cards.schedule import unread_time
from bot.domain.calendar.work_week import DEFAULT_WEEK, Shift, WorkWeek
from bot.domain.phrases.moments import LONGEST, Unreadable
from bot.domain.phrases.until import (
    EndReason,
    EndTime,
    Length,
    LocalContext,
    Occasion,
    Snooze,
    Until,
    end_of_pause,
    end_of_snooze,
    last_snooze,
    read_snooze,
)
from bot.domain.schedule.due_times import delayed, may_be_nudged, scheduled, snoozed
from bot.domain.settings.preferences import Preferences
from bot.library.words import Languages
from tests.domain.calendar.test_work_week import instants, zones
from tests.domain.people import ana, utc

ENGLISH = Languages({}).of("en-US")
BERLIN = "Europe/Berlin"
MONDAY_10 = utc("2026-11-23 09:00")
NOW = LocalContext(MONDAY_10, BERLIN, DEFAULT_WEEK)
SAME = "the same"
PAUSE = "that's a pause"
"""Too long for a snooze; the answer suggests a pause instead."""
TRY_PAUSE = (
    " Try `/stretch pause 30m`, `/stretch pause 2h`, `/stretch pause till 14:00` "
    "or `/stretch pause till monday`."
)
TRY_SNOOZE = (
    " Try `/stretch snooze 20`, `/stretch snooze till 14:00`, `/stretch snooze after lunch` "
    "or `/stretch snooze tomorrow`."
)


def on_the_wall(end: datetime, zone: str = BERLIN) -> str:
    return f"{end.astimezone(ZoneInfo(zone)):%a %d %b %H:%M}"


def pause_of(phrase: str, present: LocalContext = NOW) -> str:
    """When the pause ends, or the answer if the phrase cannot be read."""
    end = end_of_pause(phrase, present)
    if isinstance(end, Unreadable):
        return unread_time.pause(ENGLISH, end, phrase).text.removesuffix(TRY_PAUSE)
    return on_the_wall(end.at, present.zone)


def snooze_of(phrase: str, present: LocalContext = NOW) -> str:
    """When the snooze ends, or the answer if the phrase cannot be read."""
    snooze = read_snooze(phrase, present)
    if isinstance(snooze, Unreadable):
        return unread_time.snooze(ENGLISH, snooze, phrase).text.removesuffix(TRY_SNOOZE)
    return on_the_wall(end_of_snooze(snooze, present).at, present.zone)


# fmt: off
UNDERSTOOD = [
    ("10", "Mon 23 Nov 10:10", SAME),
    ("20", "Mon 23 Nov 10:20", SAME),
    ("45m", "Mon 23 Nov 10:45", SAME),
    ("90 min", "Mon 23 Nov 11:30", SAME),
    ("2h", "Mon 23 Nov 12:00", SAME),
    ("2h30", "Mon 23 Nov 12:30", SAME),
    ("1.5 h", "Mon 23 Nov 11:30", SAME),
    ("2:30h", "Mon 23 Nov 12:30", SAME),
    ("an hour", "Mon 23 Nov 11:00", SAME),
    ("half an hour", "Mon 23 Nov 10:30", SAME),
    ("a quarter of an hour", "Mon 23 Nov 10:15", SAME),
    ("three quarters of an hour", "Mon 23 Nov 10:45", SAME),
    ("an hour and a half", "Mon 23 Nov 11:30", SAME),
    ("one and a half hours", "Mon 23 Nov 11:30", SAME),
    ("a couple of hours", "Mon 23 Nov 12:00", SAME),
    ("twenty-five minutes", "Mon 23 Nov 10:25", SAME),
    ("in 20 minutes", "Mon 23 Nov 10:20", SAME),
    ("please for about 2 hours", "Mon 23 Nov 12:00", SAME),
    ("30 min from now", "Mon 23 Nov 10:30", SAME),
    ("4h", "Mon 23 Nov 14:00", SAME),
    ("5h", "Mon 23 Nov 15:00", PAUSE),
    ("3 days", "Thu 26 Nov 10:00", PAUSE),
    ("a fortnight", "Mon 07 Dec 10:00", PAUSE),
    ("a year", "Tue 23 Nov 10:00", PAUSE),
    ("till 14:00", "Mon 23 Nov 14:00", SAME),
    ("14:00", "Mon 23 Nov 14:00", SAME),
    ("2pm", "Mon 23 Nov 14:00", SAME),
    ("until 9", "Mon 23 Nov 21:00", SAME),
    ("til 3", "Mon 23 Nov 15:00", SAME),
    ("at 1430", "Mon 23 Nov 14:30", SAME),
    ("half past two", "Mon 23 Nov 14:30", SAME),
    ("quarter to 3", "Mon 23 Nov 14:45", SAME),
    ("2 o'clock", "Mon 23 Nov 14:00", SAME),
    ("noon", "Mon 23 Nov 12:00", SAME),
    ("8:00", "Tue 24 Nov 08:00", SAME),
    ("after 3pm", "Mon 23 Nov 15:00", SAME),
    ("until lunch", "Mon 23 Nov 12:00", SAME),
    ("after lunch", "Mon 23 Nov 13:00", SAME),
    ("over lunch", "Mon 23 Nov 13:00", SAME),
    ("till my meeting ends", "Mon 23 Nov 10:30", SAME),
    ("during the call", "Mon 23 Nov 10:30", SAME),
    ("until i'm out of my meeting", "Mon 23 Nov 10:30", SAME),
    ("today", "Tue 24 Nov 00:00", SAME),
    ("for the day", "Tue 24 Nov 00:00", SAME),
    ("eod", "Tue 24 Nov 00:00", SAME),
    ("this afternoon", "Mon 23 Nov 18:00", SAME),
    ("till this afternoon", "Mon 23 Nov 12:00", SAME),
    ("tomorrow", "Tue 24 Nov 00:00", SAME),
    ("tmrw", "Tue 24 Nov 00:00", SAME),
    ("tomorrow at 3", "Tue 24 Nov 15:00", SAME),
    ("tomorrow 9am", "Tue 24 Nov 09:00", SAME),
    ("noon tomorrow", "Tue 24 Nov 12:00", SAME),
    ("next working day", "Tue 24 Nov 00:00", SAME),
    ("tue", "Tue 24 Nov 00:00", SAME),
    ("till mon", "Mon 30 Nov 00:00", PAUSE),
    ("next week", "Mon 30 Nov 00:00", PAUSE),
    ("weds", "Wed 25 Nov 00:00", PAUSE),
    ("this friday", "Fri 27 Nov 00:00", PAUSE),
    ("next friday", "Fri 04 Dec 00:00", PAUSE),
    ("3pm on friday", "Fri 27 Nov 15:00", PAUSE),
    ("friday afternoon", "Fri 27 Nov 12:00", PAUSE),
    ("monday next week", "Mon 30 Nov 00:00", PAUSE),
    ("through friday", "Sat 28 Nov 00:00", PAUSE),
    ("after friday", "Sat 28 Nov 00:00", PAUSE),
    ("till the weekend", "Sat 28 Nov 00:00", PAUSE),
    ("over the weekend", "Mon 30 Nov 00:00", PAUSE),
    ("end of the month", "Tue 01 Dec 00:00", PAUSE),
    ("the 15th", "Tue 15 Dec 00:00", PAUSE),
    ("24 dec", "Thu 24 Dec 00:00", PAUSE),
    ("Dec 24, 2026", "Thu 24 Dec 00:00", PAUSE),
    ("mon 7 dec", "Mon 07 Dec 00:00", PAUSE),
    ("24.12.", "Thu 24 Dec 00:00", PAUSE),
    ("2026-12-24", "Thu 24 Dec 00:00", PAUSE),
    ("till new year", "Fri 01 Jan 00:00", PAUSE),
    ("day after tomorrow", "Wed 25 Nov 00:00", PAUSE),
]
REFUSED = [
    ("0", "“0” is already over.", SAME),
    ("yesterday", "“yesterday” is already over.", SAME),
    ("2020-01-01", "“2020-01-01” is already over.", SAME),
    ("400 days", "A pause lasts a year at most. For longer, `/stretch leave` keeps your streak.", "A snooze ends by itself, on your next working day at the latest."),
    ("2 years", "A pause lasts a year at most. For longer, `/stretch leave` keeps your streak.", "A snooze ends by itself, on your next working day at the latest."),
    ("5/12", "“5/12” could be two different days. With the month as a word I know which, as in `24 dec`.", SAME),
    ("a while", "“a while” could mean more than one thing.", SAME),
    ("a few hours", "“a few hours” could mean more than one thing.", SAME),
    ("1-2 hours", "“1-2 hours” could mean more than one thing.", SAME),
    ("two or three days", "“two or three days” could mean more than one thing.", SAME),
    ("tonight", "“tonight” could mean more than one thing.", SAME),
    ("later today", "“later today” could mean more than one thing.", SAME),
    ("half a day", "“half a day” could mean more than one thing.", SAME),
    ("forever", "A pause always ends by itself, so I need to know when. To stop for good, `/stretch leave` keeps your streak.", "A snooze ends by itself, on your next working day at the latest."),
    ("until further notice", "A pause always ends by itself, so I need to know when. To stop for good, `/stretch leave` keeps your streak.", "A snooze ends by itself, on your next working day at the latest."),
    ("over christmas", "I can't know when that's over for you: “over christmas”. Name a day or a time, as in `/stretch pause till 2 jan`.", "I can't know when that's over for you: “over christmas”."),
    ("till the meeting", "I can't know when that's over for you: “till the meeting”. Name a day or a time, as in `/stretch pause till 2 jan`.", "I can't know when that's over for you: “till the meeting”."),
    ("until i'm back", "I can't know when that's over for you: “until i'm back”. Name a day or a time, as in `/stretch pause till 2 jan`.", "I can't know when that's over for you: “until i'm back”."),
    ("from monday to friday", "A pause begins right away, so tell me only when it ends.", "A snooze begins right away, so tell me only when it ends."),
    ("tomorrow till friday", "A pause begins right away, so tell me only when it ends.", "A snooze begins right away, so tell me only when it ends."),
    ("starting tomorrow", "A pause begins right away, so tell me only when it ends.", "A snooze begins right away, so tell me only when it ends."),
    ("25:00", "I didn't understand “25:00”.", SAME),
    ("tue 7 dec", "I didn't understand “tue 7 dec”.", SAME),
    ("31 feb", "I didn't understand “31 feb”.", SAME),
    ("mucho", "I didn't understand “mucho”.", SAME),
    ("<!channel>", "I didn't understand “&lt;!channel&gt;”.", SAME),
    ("-5", "I didn't understand “-5”.", SAME),
]
# fmt: on


@pytest.mark.parametrize(("phrase", "pause", "snooze"), UNDERSTOOD)
def test_phrases_that_are_understood_on_monday_at_ten(phrase: str, pause: str, snooze: str) -> None:
    assert pause_of(phrase) == pause
    for_a_pause = (
        f"That's long for a snooze, and just right for a pause: `/stretch pause {phrase}`."
    )
    assert snooze_of(phrase) == {SAME: pause, PAUSE: for_a_pause}[snooze]


@pytest.mark.parametrize(("phrase", "pause", "snooze"), REFUSED)
def test_phrases_that_are_refused_and_the_answers(phrase: str, pause: str, snooze: str) -> None:
    assert pause_of(phrase) == pause
    assert snooze_of(phrase) == (pause if snooze == SAME else snooze)


def test_without_a_phrase_a_snooze_is_the_usual_one_and_a_pause_asks() -> None:
    assert snooze_of("") == "Mon 23 Nov 10:10"
    assert pause_of("") == "Pause for how long?"


SPLIT = WorkWeek(((Shift(540, 750), Shift(810, 1050)),) * 5 + ((), ()))
"""9:00 to 12:30 and 13:30 to 17:30."""
NIGHTS = WorkWeek.regular(frozenset(range(5)), Shift.between(time(22), time(6)))


@pytest.mark.parametrize(
    ("phrase", "at", "zone", "week", "end", "reading"),
    [
        ("after lunch", "11-23 09:00", BERLIN, SPLIT, "Mon 23 Nov 13:30", EndReason.LUNCH_BREAK),
        ("after lunch", "11-23 12:00", BERLIN, SPLIT, "Mon 23 Nov 13:30", EndReason.LUNCH_BREAK),
        ("after lunch", "11-23 13:00", BERLIN, SPLIT, "Mon 23 Nov 15:00", EndReason.LATE_LUNCH),
        ("after lunch", "11-28 09:00", BERLIN, SPLIT, "Sat 28 Nov 13:00", EndReason.LUNCHTIME),
        ("after lunch", "11-23 12:00", BERLIN, DEFAULT_WEEK, "Mon 23 Nov 14:00", EndReason.LATE_LUNCH),
        ("after lunch", "11-23 02:00", "Asia/Tokyo", DEFAULT_WEEK, "Mon 23 Nov 13:00", EndReason.LUNCHTIME),
        ("tomorrow", "11-27 14:00", BERLIN, DEFAULT_WEEK, "Mon 30 Nov 00:00", EndReason.TOMORROW),
        ("for the day", "11-23 16:00", "Asia/Tokyo", DEFAULT_WEEK, "Wed 25 Nov 00:00", EndReason.TOMORROW),
        ("tomorrow", "11-23 22:00", BERLIN, NIGHTS, "Tue 24 Nov 06:00", EndReason.TOMORROW),
        ("tomorrow", "11-24 01:00", BERLIN, NIGHTS, "Tue 24 Nov 06:00", EndReason.TOMORROW),
        ("till mon", "11-27 14:00", BERLIN, DEFAULT_WEEK, "Mon 30 Nov 00:00", EndReason.TIME),
        ("over the weekend", "11-28 09:00", BERLIN, DEFAULT_WEEK, "Mon 30 Nov 00:00", EndReason.TIME),
        ("till 2:30", "03-28 23:00", BERLIN, DEFAULT_WEEK, "Sun 29 Mar 03:30", EndReason.TIME),
        ("2h", "10-24 23:00", BERLIN, DEFAULT_WEEK, "Sun 25 Oct 02:00", EndReason.LENGTH),
    ],
)  # fmt: skip
def test_a_snooze_follows_the_persons_own_day(
    phrase: str, at: str, zone: str, week: WorkWeek, end: str, reading: EndReason
) -> None:
    present = LocalContext(utc(f"2026-{at}"), zone, week)
    snooze = read_snooze(phrase, present)
    assert not isinstance(snooze, Unreadable)
    found = end_of_snooze(snooze, present)
    assert (on_the_wall(found.at, zone), found.reading) == (end, reading)


@pytest.mark.parametrize(
    ("busy_until", "end", "reading"),
    [
        (None, "09:30", EndReason.NO_MEETING),
        ("09:45", "09:47", EndReason.MEETING),
        ("09:00", "09:30", EndReason.NO_MEETING),
        ("08:00", "09:30", EndReason.NO_MEETING),
        ("21:00", "21:02", EndReason.MEETING),
        ("21:01", "09:30", EndReason.NO_MEETING),
    ],
)
def test_a_meeting_ends_when_slack_says_so(
    busy_until: str | None, end: str, reading: EndReason
) -> None:
    busy = utc(f"2026-11-23 {busy_until}") if busy_until is not None else None
    present = LocalContext(MONDAY_10, BERLIN, DEFAULT_WEEK, busy)
    wanted = EndTime(utc(f"2026-11-23 {end}"), reading)
    assert end_of_snooze(Occasion.MEETING, present) == wanted
    assert end_of_pause("till my meeting ends", present) == wanted


@pytest.mark.parametrize("minutes", [0, -1, 241])
def test_a_snooze_lasts_up_to_four_hours(minutes: int) -> None:
    with pytest.raises(ValueError, match="a snooze lasts 1 to 240 minutes"):
        Length(minutes)


@pytest.mark.parametrize("snooze", [Length(1), Length(240), *Occasion])
def test_the_value_of_a_menu_option_is_read_back(snooze: Length | Occasion) -> None:
    ref = SnoozeRef("a1", snooze)
    assert SnoozeRef.read(ref.value) == ref


@pytest.mark.parametrize(
    "value", ["", "a1", "/5", "a1/", "a1/0", "a1/241", "a1/x", "a1/\u00b2", "a1/-5", "!/5"]
)
def test_an_invalid_value_names_no_card(value: str) -> None:
    assert SnoozeRef.read(value).nudge_id == ""


numbers = st.one_of(
    st.integers(0, 500).map(str), st.sampled_from(["two", "a couple of", "half an", "1.5"])
)
units = st.sampled_from(
    ["m", "min", "h", "hours", "days", "weeks", "months", "years", ":30", "am", "pm", "th"]
)
names = st.sampled_from(
    [
        "monday",
        "tue",
        "weekend",
        "tomorrow",
        "today",
        "lunch",
        "meeting",
        "noon",
        "afternoon",
        "month",
        "year",
        "feb",
        "31.12.9999",
        "2/29",
    ]
) | st.sampled_from(["next week", "my meeting", "24 dec", "the 31st", "new year"])
words = st.sampled_from(
    ["till", "until", "for", "after", "in", "end of", "over", "next", "at", "through", "ends"]
)
phrases = st.lists(
    st.one_of(words, names, st.builds(str.__add__, numbers, units), numbers), min_size=1, max_size=4
).map(" ".join)
weeks = st.sampled_from([DEFAULT_WEEK, SPLIT, NIGHTS, WorkWeek(((),) * 7)])
presents = st.builds(
    LocalContext,
    instants.map(lambda at: at.replace(microsecond=0)),
    zones,
    weeks,
    st.none() | instants,
)


@given(phrases, presents)
def test_a_pause_ends_in_the_future_within_a_year(phrase: str, present: LocalContext) -> None:
    end = end_of_pause(phrase, present)
    if isinstance(end, Unreadable):
        assert unread_time.pause(ENGLISH, end, phrase).text
        return
    assert present.at < end.at <= present.at + LONGEST
    assert end.at.utcoffset() == timedelta()
    member = ana(
        zone=present.zone,
        preferences=Preferences(week=present.week),
        sitting_since=present.at,
        paused_until=end.at,
    )
    due = scheduled(member, present.at, 0.5).next_due_at
    assert (due is None) == (not any(present.week.days))
    assert due is None or due >= end.at


@given(phrases | st.just(""), presents)
def test_a_snooze_ends_in_the_future_by_the_next_working_day(
    phrase: str, present: LocalContext
) -> None:
    snooze = read_snooze(phrase, present)
    if isinstance(snooze, Unreadable):
        assert unread_time.snooze(ENGLISH, snooze, phrase).text
        return
    end = end_of_snooze(snooze, present).at
    assert present.at < end < last_snooze(present) + timedelta(days=1)
    assert not isinstance(snooze, Until) or end < last_snooze(present)
    assert end.utcoffset() == timedelta()


snoozes = st.one_of(
    st.builds(Length, st.integers(1, 240)),
    st.sampled_from(Occasion),
    st.builds(Until, instants.map(lambda at: at.replace(microsecond=0))),
)


@given(snoozes, presents, st.none() | st.integers(1, 3), st.floats(0, 1, exclude_max=True))
def test_a_snoozed_nudge_is_never_early_nor_outside_hours_nor_over_the_cap(
    snooze: Snooze, present: LocalContext, cap: int | None, jitter: float
) -> None:
    at = present.at
    if isinstance(snooze, Until):
        snooze = Until(max(snooze.at, at + timedelta(minutes=1)))
    end = end_of_snooze(snooze, present)
    member = ana(
        zone=present.zone,
        preferences=Preferences(week=present.week, daily_cap=cap),
        sitting_since=at,
        nudged_on=at.date(),
        nudged_count=2,
    )
    again = snoozed(member, at, "dead-bug", jitter, end)
    assert again.next_exercise_id == "dead-bug"
    later = delayed(scheduled(member, at, jitter), at, jitter, end)
    for after in (again, later):
        assert (after.next_due_at is None) == (not any(present.week.days))
        if after.next_due_at is not None:
            assert after.next_due_at >= end.at
            assert may_be_nudged(after, after.next_due_at)
