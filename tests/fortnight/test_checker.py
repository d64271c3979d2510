"""The checker on one person's days, written by hand: it finds what is wrong, and only that."""

import ast
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.fortnight.checker import (
    GLANCE,
    LINE,
    NUDGE,
    Call,
    Deed,
    Did,
    Rule,
    Story,
    check,
    shift_on,
    sightings,
)
from tests.fortnight.script import (
    MINUTE,
    WEEKS,
    Away,
    Gone,
    Happening,
    Huddle,
    Joins,
    Leaves,
    Life,
    Outage,
    Pauses,
    Quiet,
    Resumes,
    Status,
    Travels,
)


def utc(text: str) -> datetime:
    """Of November 2026: "23 10:00", or with seconds."""
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=UTC)


ANA = Life(name="Ana", zone="Europe/Berlin", shifts=WEEKS[0], happenings=(Joins(utc("22 12:00")),))
"""From nine to five, which is 08:00 to 16:00 UTC. The 23rd is a Monday."""


def lived(
    nudges: Iterable[str],
    *happenings: Happening,
    deeds: Iterable[Deed] = (),
    outages: Sequence[Outage] = (),
    till: str = "23 16:00",
    **changes: object,
) -> Story:
    """Ana's Monday with these nudges."""
    life = replace(ANA, happenings=(*ANA.happenings, *happenings), **changes)  # type: ignore[arg-type]
    calls = [Call(utc(it), NUDGE, "Ana") for it in nudges]
    return Story([life], calls, list(deeds), utc("22 12:00"), utc(till), outages)


def every(minutes: int, first: str, last: str) -> list[str]:
    """Times from the first to the last, so many minutes apart."""
    at, times = utc(first), []
    while at <= utc(last):
        times.append(f"{at:%d %H:%M}")
        at += minutes * MINUTE
    return times


FAIR = every(35, "23 08:35", "23 15:35")
"""08:35, 09:10, 09:45, 10:20, 10:55 and so on."""


def broken(story: Story) -> set[Rule]:
    found = check(story)
    assert {it.who for it in found} <= {"Ana"}
    return {it.rule for it in found}


def test_a_fair_day_is_fair() -> None:
    assert check(lived(FAIR)) == []


@pytest.mark.parametrize(
    ("more", "rules"),
    [
        pytest.param("23 07:59", {Rule.HOURS}, id="before work"),
        pytest.param("23 16:05", {Rule.HOURS}, id="after work"),
        pytest.param("22 13:00", {Rule.HOURS}, id="on a Sunday"),
        pytest.param("22 11:00", {Rule.HOURS}, id="before joining"),
        pytest.param("23 10:20:40", {Rule.DOUBLED, Rule.CLOSE}, id="twice"),
        pytest.param("23 10:40", {Rule.CLOSE}, id="between two"),
        pytest.param("23 08:03", {Rule.EARLY}, id="as work begins"),
    ],
)
def test_a_nudge_too_many(more: str, rules: set[Rule]) -> None:
    assert broken(lived([*FAIR, more])) == rules


@pytest.mark.parametrize("gone", ["23 08:35", "23 12:05", "23 15:35"])
def test_a_nudge_too_few(gone: str) -> None:
    assert broken(lived(it for it in FAIR if it != gone)) == {Rule.MISSING}


def test_the_end_of_work_is_not_work() -> None:
    assert broken(lived([*FAIR[:-1], "23 16:00"])) == {Rule.HOURS, Rule.MISSING}


def test_nothing_is_owed_when_too_little_time_is_left() -> None:
    assert check(lived(every(40, "23 08:40", "23 15:20"), till="23 17:00")) == []


def test_a_day_with_nothing_at_all() -> None:
    assert broken(lived([])) == {Rule.MISSING}


def test_a_holiday_is_no_workday() -> None:
    holiday = frozenset({date(2026, 11, 23)})
    assert check(lived([], holidays=holiday)) == []
    assert broken(lived(["23 09:00"], holidays=holiday)) == {Rule.HOURS}


HOLDS = {
    "a huddle": Huddle(utc("23 10:00"), utc("23 11:00"), left=utc("23 10:30")),
    "a huddle whose end is lost": Huddle(utc("23 10:00"), utc("23 10:30"), left=None),
    "a meeting": Status(utc("23 10:00"), "In a meeting", ":calendar:", utc("23 10:30")),
    "a short meeting": Status(
        utc("23 10:00"), "In a meeting", ":calendar:", utc("23 11:00"), cleared=utc("23 10:30")
    ),
    "an endless meeting": Status(utc("23 08:30"), "In a meeting", ":calendar:", None),
    "quiet": Quiet(utc("23 09:00"), utc("23 10:00"), utc("23 10:30")),
    "quiet cut short": Quiet(
        utc("23 09:00"), utc("23 10:00"), utc("23 11:00"), ended=utc("23 10:30")
    ),
    "quiet every day": Quiet(
        utc("22 12:00"), utc("22 23:00").replace(day=21), utc("22 10:30"), daily=True
    ),
}
"""All end at 10:30."""


@pytest.mark.parametrize("hold", HOLDS.values(), ids=HOLDS.keys())
def test_holds(hold: Happening) -> None:
    start = utc("23 08:00") if isinstance(hold, Quiet) and hold.daily else hold.at
    start = hold.start if isinstance(hold, Quiet) and not hold.daily else start
    before = [it for it in FAIR if utc(it) < start]

    def with_one_at(*at: str) -> set[Rule]:
        return broken(lived([*before, *at, *every(35, "23 11:08", "23 15:48")], hold))

    assert with_one_at("23 10:33") == set()
    assert with_one_at("23 10:32") == set()
    assert with_one_at("23 10:30") == with_one_at("23 10:31:59") == {Rule.HOLD}
    assert with_one_at("23 10:29:59") == {Rule.HOLD}
    assert Rule.HOLD in with_one_at(f"{start:%d %H:%M:%S}", "23 10:33")
    assert with_one_at("23 10:36:30") == {Rule.MISSING}
    assert with_one_at("23 10:32", "23 10:35") == {Rule.BACKLOG, Rule.CLOSE}


def test_two_holds_that_touch_are_one() -> None:
    first = Status(utc("23 10:00"), "In a meeting", ":calendar:", utc("23 10:30"))
    second = Huddle(utc("23 10:25"), utc("23 11:30"), left=utc("23 11:00"))
    nudges = [*FAIR[:3], "23 11:03", *every(35, "23 11:38", "23 15:48")]
    assert check(lived(nudges, first, second)) == []
    assert broken(lived([*FAIR[:3], "23 10:33", *nudges[3:]], first, second)) == {Rule.HOLD}


PAUSES: dict[str, tuple[Happening, ...]] = {
    "a pause": (Pauses(utc("23 10:00"), "2h", utc("23 12:00")),),
    "a pause that's ended": (
        Pauses(utc("23 10:00"), "4h", utc("23 14:00")),
        Resumes(utc("23 12:00")),
    ),
    "a vacation": (Status(utc("23 10:00"), "Away", ":palm_tree:", utc("23 12:00")),),
    "a vacation that's ended": (
        Status(utc("23 10:00"), "Away", ":palm_tree:", None, cleared=utc("23 12:00")),
    ),
}
"""All last from 10:00 to 12:00."""


@pytest.mark.parametrize("pause", PAUSES.values(), ids=PAUSES.keys())
def test_pauses(pause: tuple[Happening, ...]) -> None:
    def with_one_at(*at: str) -> set[Rule]:
        return broken(lived([*FAIR[:3], *at, *every(35, "23 13:10", "23 15:45")], *pause))

    assert with_one_at("23 12:35") == set()
    assert with_one_at("23 11:00", "23 12:35") == {Rule.PAUSE}
    assert with_one_at("23 11:59:59", "23 12:35") == {Rule.PAUSE}
    assert with_one_at("23 12:02", "23 12:35") == {Rule.EARLY}
    assert with_one_at("23 12:02", "23 12:10", "23 12:40") == {
        Rule.EARLY,
        Rule.CLOSE,
        Rule.BACKLOG,
    }
    assert with_one_at() == {Rule.MISSING}


def test_after_an_outage_comes_one() -> None:
    outages = [Outage(utc("23 10:00"), utc("23 11:30"))]

    def with_one_at(*at: str) -> set[Rule]:
        nudges = [*FAIR[:3], *at, *every(35, "23 12:15", "23 15:45")]
        return broken(lived(nudges, outages=outages))

    assert with_one_at("23 11:40") == set()
    assert with_one_at("23 11:30:05", "23 11:31:10", "23 11:40") == {Rule.BACKLOG, Rule.CLOSE}
    assert with_one_at() == {Rule.MISSING}


def test_the_daily_limit() -> None:
    assert check(lived(FAIR, cap=len(FAIR))) == []
    assert broken(lived(FAIR, cap=len(FAIR) - 1)) == {Rule.CAP}
    assert check(lived(FAIR[:5], cap=5)) == []
    assert broken(lived(FAIR[:5], cap=6)) == {Rule.MISSING}
    tomorrow = every(35, "24 08:35", "24 11:00")
    assert check(lived([*FAIR[:5], *tomorrow], cap=5, till="24 16:00")) == []
    assert broken(lived(FAIR[:5], cap=5, till="24 16:00")) == {Rule.MISSING}


def test_a_night_is_one_day() -> None:
    nights = {"shifts": WEEKS[4], "cap": 4, "till": "24 05:00"}
    night = ["23 21:35", "23 22:40", "23 23:40", "24 00:20"]
    two = every(35, "22 21:35", "22 23:20")
    assert {it.rule for it in check(lived([*two, *night], **nights))} == {Rule.MISSING}  # type: ignore[arg-type]
    night = every(35, "23 21:35", "23 23:20")
    assert check(lived([*two, *night], **nights)) == []  # type: ignore[arg-type]
    assert broken(lived([*two, *night, "23 23:55"], **nights)) == {Rule.CAP}  # type: ignore[arg-type]


def test_snoozes_and_breaks() -> None:
    def day(did: Did, at: str, following: str) -> set[Rule]:
        later = every(35, following, "23 15:50")
        return broken(lived([*FAIR[:4], *later], deeds=[Deed(utc(at), "Ana", did)]))

    assert day(Did.SNOOZED, "23 10:22", "23 10:32") == set()
    assert day(Did.SNOOZED, "23 10:22", "23 10:30") == {Rule.CLOSE}
    assert day(Did.SNOOZED, "23 10:22", "23 10:35") == {Rule.MISSING}
    assert day(Did.PUT_OFF, "23 10:35", "23 11:08") == set()
    assert day(Did.PUT_OFF, "23 10:35", "23 11:15") == {Rule.MISSING}
    assert day(Did.GOT_UP, "23 10:40", "23 11:10") == set()
    assert day(Did.GOT_UP, "23 10:40", "23 11:05") == {Rule.CLOSE}
    assert day(Did.GOT_UP, "23 10:40", "23 11:23") == {Rule.MISSING}


def test_a_pause_may_begin_before_what_was_put_off() -> None:
    put_off = [Deed(utc("23 10:35"), "Ana", Did.PUT_OFF)]
    pause = Pauses(utc("23 11:05"), "55m", utc("23 12:00"))
    nudges = [*FAIR[:4], *every(35, "23 12:35", "23 15:45")]
    assert check(lived(nudges, pause, deeds=put_off)) == []
    assert broken(lived(nudges, pause)) == {Rule.MISSING}


def test_who_left_is_left_alone() -> None:
    for leaving in (Leaves(utc("23 10:00")), Gone(utc("23 10:00"))):
        assert check(lived(FAIR[:3], leaving)) == []
        assert broken(lived(FAIR[:4], leaving)) == {Rule.HOURS}
    assert check(lived([], Leaves(utc("23 07:00")), Joins(utc("23 15:30")))) == []


def test_hours_travel_along() -> None:
    """At 10:00 UTC to New York, where it is five in the morning; work begins at 14:00 UTC."""
    flight = Travels(utc("23 10:00"), "America/New_York")
    fair = [*FAIR[:3], *every(35, "23 14:35", "23 16:00")]
    assert check(lived(fair, flight)) == []
    assert broken(lived([*fair, "23 10:20"], flight)) == {Rule.HOURS}
    assert broken(lived(FAIR[:3], flight)) == {Rule.MISSING}


LUNCH = Away(utc("23 10:40"), utc("23 12:20"))


def looked_at(nudges: Iterable[str], *glances: str, **changes: object) -> Story:
    """Ana's Monday, on which she is away over lunch, with these looks at her."""
    happenings = [LUNCH, *changes.pop("happenings", ())]  # type: ignore[misc]
    story = lived(nudges, *happenings, **changes)  # type: ignore[arg-type]
    return replace(story, calls=[*story.calls, *(Call(utc(it), GLANCE, "Ana") for it in glances)])


SEEN = ["23 10:55", "23 11:30", "23 12:05", "23 12:40"]
"""When a look is due: three times she is away, and then back."""
BEFORE, AFTERWARDS = FAIR[:4], every(35, "23 13:15", "23 15:40")


def test_who_is_away_is_looked_at_again_and_has_an_interval_when_back() -> None:
    story = looked_at([*BEFORE, *AFTERWARDS], *SEEN)
    assert check(story) == []
    assert sightings(story) == {Did.AWAY: 3, Did.BACK: 1}
    assert check(looked_at(FAIR)) == [], "nobody need be looked at"
    assert check(looked_at(FAIR, "23 09:45", "23 14:25")) == [], "looked at, and there"


@pytest.mark.parametrize(
    ("nudges", "glances", "rules"),
    [
        pytest.param(["23 10:55:01"], SEEN, {Rule.AWAY}, id="nudged though away"),
        pytest.param(["23 12:40:01"], SEEN, {Rule.AWAY}, id="nudged when just back"),
        pytest.param(["23 13:05"], SEEN, {Rule.AWAY, Rule.CLOSE}, id="soon after they are back"),
        pytest.param([], [*SEEN[:3], "23 12:15", SEEN[3]], {Rule.LOOKED}, id="polled while away"),
        pytest.param([], [SEEN[0], "23 11:00", *SEEN[1:]], {Rule.LOOKED}, id="polled at once"),
        pytest.param([], ["23 10:50", *SEEN[1:]], set(), id="looked at as soon as it may be due"),
        pytest.param([], ["23 10:45", "23 11:25", *SEEN[2:]], {Rule.LOOKED}, id="looked at before it's due"),
        pytest.param([], [*SEEN, "23 13:00"], {Rule.LOOKED}, id="looked at for nothing"),
        pytest.param([], [*SEEN, "23 16:10"], {Rule.LOOKED}, id="looked at after work"),
        pytest.param([], [*SEEN[:2], "23 11:55", "23 12:35"], {Rule.LOOKED}, id="too soon again"),
        pytest.param([], [*SEEN[:2], SEEN[3]], {Rule.MISSING}, id="forgotten while away"),
        pytest.param([], SEEN[:3], {Rule.MISSING}, id="forgotten when back"),
        pytest.param([], [], {Rule.MISSING}, id="not looked at, and forgotten"),
    ],
)  # fmt: skip
def test_what_is_wrong_about_being_away(
    nudges: list[str], glances: list[str], rules: set[Rule]
) -> None:
    assert broken(looked_at([*BEFORE, *nudges, *AFTERWARDS], *glances)) == rules


def test_without_a_look_who_was_away_is_nudged() -> None:
    assert (
        check(looked_at([*BEFORE, "23 11:30", *every(35, "23 12:05", "23 15:40")], SEEN[0])) == []
    )
    soon = looked_at([*BEFORE, "23 11:20", *every(35, "23 11:55", "23 15:40")], SEEN[0])
    assert broken(soon) == {Rule.AWAY}


def test_nobody_is_waited_for_longer_than_two_hours() -> None:
    """Shown as away from 10:40 on, for the rest of the day."""
    away = [Away(utc("23 10:40"), utc("24 06:00"))]
    looks = ["23 10:55", "23 11:34", "23 12:13", "23 12:52"]
    nudges = [*BEFORE, *every(35, "23 13:30", "23 15:50")]
    assert check(looked_at(nudges, *looks, happenings=away)) == []
    again = [*BEFORE, *every(35, "23 14:09", "23 15:54")]
    assert broken(looked_at(again, *looks, "23 13:30", happenings=away)) == {Rule.LOOKED}


def test_who_does_not_want_that_is_never_looked_at() -> None:
    assert broken(looked_at(FAIR, FAIR[2], is_looked_at=False)) == {Rule.LOOKED}


def test_a_huddle_takes_the_place_of_waiting() -> None:
    """Back at 12:20, in a huddle from 12:30 to 13:00 when a look is due."""
    huddle = Huddle(utc("23 12:30"), utc("23 13:30"), left=utc("23 13:00"))
    later = every(35, "23 13:38", "23 15:40")
    story = looked_at([*BEFORE, "23 13:03", *later], *SEEN[:3], happenings=[huddle])
    assert check(story) == []
    story = looked_at([*BEFORE, "23 13:03", *later], *SEEN[:3], "23 13:03", happenings=[huddle])
    assert check(story) == []
    held = looked_at([*BEFORE, *AFTERWARDS], *SEEN, happenings=[huddle])
    assert Rule.LOOKED in broken(held)


def test_calls() -> None:
    def of_all(*more: Call) -> set[Rule]:
        found = check(replace(lived(FAIR), calls=[*lived(FAIR).calls, *more]))
        assert {it.who for it in found} <= {None}
        return {it.rule for it in found}

    at = utc("23 12:00")
    assert of_all(Call(at, "users.info")) == set()
    assert of_all(Call(at, "users.info"), Call(at, "users.info")) == {Rule.COST}
    assert of_all(*[Call(at, LINE)] * 50) == set()
    assert of_all(*[Call(at, LINE)] * 51) == {Rule.TIER}
    assert of_all(*[Call(at, LINE)] * 50, Call(at + MINUTE, LINE)) == set()
    assert of_all(Call(at, "chat.scheduleMessage")) == {Rule.TIER}
    assert of_all(*[Call(at, "response_url")] * 500) == set()
    looks = [Call(utc(FAIR[n]), GLANCE, "Ana") for n in range(8)]
    assert of_all(*looks[:5]) == set()
    many = replace(lived(FAIR), people=[replace(ANA, name=f"P{n}") for n in range(199)] + [ANA])
    found = check(replace(many, calls=[*many.calls, *looks[:2]]))
    assert Rule.COST in {it.rule for it in found}, "nothing is put aside in a crowd"


@pytest.mark.parametrize(
    ("zone", "day", "start", "end", "from_", "till"),
    [
        ("Asia/Kathmandu", "10-26", 9, 17, "26T03:15", "26T11:15"),
        ("Pacific/Kiritimati", "10-26", 9, 17, "25T19:00", "26T03:00"),
        ("Pacific/Honolulu", "10-26", 9, 17, "26T19:00", "27T03:00"),
        ("Europe/Berlin", "10-23", 22, 30, "23T20:00", "24T04:00"),
        ("Europe/Berlin", "10-24", 22, 30, "24T20:00", "25T05:00"),
        ("Europe/Berlin", "10-24", 18, 26.5, "24T16:00", "25T01:30"),
        ("Africa/Cairo", "10-29", 22, 30, "29T19:00", "30T04:00"),
        ("America/New_York", "11-01", 1.5, 9.5, "01T05:30", "01T14:30"),
    ],
)
def test_shifts_over_changes_of_the_clock(
    zone: str, day: str, start: float, end: float, from_: str, till: str
) -> None:
    month = day[:3]
    found = shift_on(zone, date.fromisoformat(f"2026-{day}"), int(start * 60), int(end * 60))
    assert f"{found.start:%d}T{found.start:%H:%M}" == from_
    assert f"{found.end:%d}T{found.end:%H:%M}" == till
    assert found.start.strftime("%m-") == month


@pytest.mark.parametrize("name", ["checker", "script"])
def test_the_checker_shares_no_code_with_what_it_checks(name: str) -> None:
    tree = ast.parse((Path(__file__).parent / f"{name}.py").read_text())
    froms = {it.module for it in ast.walk(tree) if isinstance(it, ast.ImportFrom)}
    imports = {
        name.name for it in ast.walk(tree) if isinstance(it, ast.Import) for name in it.names
    }
    roots = {str(it).partition(".")[0] for it in froms | imports} - set(sys.stdlib_module_names)
    assert roots <= {"tests"}
    assert {it for it in froms if str(it).startswith("tests")} <= {"tests.fortnight.script"}
