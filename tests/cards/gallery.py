"""Every card, Home tab and modal in every state, to be looked at by tests."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import combinations

from bot.cards.breaks import (
    break_card,
    ended_cards,
    feedback_cards,
    library_cards,
    offer_cards,
    past_card,
    self_check_cards,
)
from bot.cards.breaks.ended_cards import BreakOutcome, Following
from bot.cards.home import home_guest, home_tab, why_card
from bot.cards.parts import failures, safety
from bot.cards.parts.blocks import Card, Image, View
from bot.cards.parts.button_values import Sightings
from bot.cards.people import help_cards, membership_cards
from bot.cards.privacy import privacy_cards
from bot.cards.privacy.privacy_cards import Unsent
from bot.cards.progress import goal_cards, history_chart, plan_cards, streak_card
from bot.cards.progress.streak_card import Overview, WorkspaceWeek
from bot.cards.schedule import (
    check_in_cards,
    days_off_cards,
    pause_cards,
    settings_modal,
    snooze_menu,
    unread_time,
    work_hours_cards,
)
from bot.cards.teams import (
    digest_card,
    group_break_cards,
    leaderboard_cards,
    team_cards,
    team_settings,
    team_status,
)
from bot.domain.breaks.card_state import CardState, Progress, Refusal
from bot.domain.breaks.nudges import Nudge
from bot.domain.breaks.self_check import CHECK_ID, RECHECK_AFTER, Observation
from bot.domain.calendar.busy_signals import Deferral, Quiet, Signal, Signals
from bot.domain.calendar.days_off import DateRange, DayKind, DayOff, Why
from bot.domain.calendar.work_week import DEFAULT_WEEK, Shift, WorkWeek
from bot.domain.exercises.browsing import Selection, leaf
from bot.domain.exercises.exercise import Exercise, Load, Position, Stage
from bot.domain.exercises.picking import Allowed, Only
from bot.domain.exercises.plan_progress import PlanProgress, PlanRun, tasks
from bot.domain.members import DueReason, Member, MemberStatus
from bot.domain.phrases.date_ranges import Vague
from bot.domain.phrases.fixed_times import Wrong, WrongTimes
from bot.domain.phrases.moments import Unreadable
from bot.domain.phrases.together_command import Misread
from bot.domain.phrases.until import Ending, Reading
from bot.domain.phrases.work_hours.faults import Fault, Unread
from bot.domain.progress.heatmap import heat_map
from bot.domain.progress.streaks import Day, Streak, fold
from bot.domain.schedule.rhythms import Need, PaceStep, stepped
from bot.domain.settings.preferences import Pictures, Preferences
from bot.domain.teams.group_breaks import GroupBreak
from bot.domain.teams.group_breaks import GroupBreakState as SessionState
from bot.domain.teams.leaderboards import Board, Rank, TeamRank, TeamTally
from bot.domain.teams.teams import Appointment, Channel, Team, TeamDay, TeamNow, TeamStreak
from bot.domain.teams.weekly_digest import digest_of, week_told
from bot.library.almanac import NoPlace
from bot.library.files.location import content_root
from bot.library.loading import load_library
from bot.library.vocabulary import BodyArea
from bot.library.words import Words
from bot.usecases.features import all_commands
from tests.domain.people import ana, utc

NOW = utc("2026-11-23 09:00")
TODAY = date(2026, 11, 23)
LIBRARY = load_library(content_root())
MEMBER = ana(next_due_at=NOW + timedelta(minutes=35), due_reason=DueReason.INTERVAL)
PLAN = LIBRARY.plans["hip-flexor-reset"]
CROWD = {
    f"{it.id}-{n}": replace(it, id=f"{it.id}-{n}", name=f"{it.name} {n}".ljust(60, "x"))
    for n in range(12)
    for it in LIBRARY.exercises.values()
}
"""More exercises than Slack takes in one menu."""
LONG_TEXT = "<!channel> & " + "so very long " * 200
Shown = Card | View


def nudge(state: CardState, stage: int = 0, *, asked: bool = False, n: int = 0) -> Nudge:
    return Nudge(
        id=f"{n:032x}",
        workspace_id="T1",
        user_id="U1",
        exercise_id="dead-bug",
        asked=asked,
        progress=Progress(state, stage),
        created_at=NOW,
    )


def figure(words: Words, exercise: Exercise, stage: Stage) -> Image:
    return Image(words.of(exercise, "alt", exercise.alt(stage)), file_id="F0000001")


def every(words: Words) -> Iterator[tuple[str, Shown]]:
    """Each with a name that says which it is."""
    for exercise in LIBRARY.exercises.values():
        yield from _of_exercise(words, exercise)
    yield from _endings(words, LIBRARY.exercises["dead-bug"])
    for exercise in (*LIBRARY.exercises.values(), None):
        yield from _past(words, exercise)
    for exercise in LIBRARY.exercises.values():
        yield from _afterwards(words, exercise)
    yield from _plans(words)
    yield from _library(words)
    yield from _fitting(words)
    yield from _replies(words)
    yield from _privacy(words)
    yield from _selfcheck(words)
    yield from _overviews(words)
    yield from _whys(words)
    yield from _settings(words)
    yield from _workdays(words)
    yield from _together(words)
    yield from _charts(words)
    yield from _digests(words)
    yield from _teams(words)
    yield from _boards(words)


def _of_exercise(words: Words, exercise: Exercise) -> Iterator[tuple[str, Shown]]:
    for n in range(3):
        yield (
            f"offer {n} {exercise.id}",
            offer_cards.offer(words, exercise, nudge(CardState.OFFERED, n=n)),
        )
    yield (
        f"asked {exercise.id}",
        offer_cards.offer(words, exercise, nudge(CardState.OFFERED, asked=True), snoozes=False),
    )
    picture = figure(words, exercise, exercise.gist)
    yield (
        f"drawn {exercise.id}",
        offer_cards.offer(words, exercise, nudge(CardState.OFFERED), picture),
    )
    for at, here in enumerate(exercise.script):
        picture = figure(words, exercise, here)
        drawn = break_card.stage(words, exercise, nudge(CardState.STARTED, at), picture)
        yield f"stage {at} {exercise.id}", drawn
        yield f"stale {at} {exercise.id}", break_card.explained(words, Refusal.ELSEWHERE, drawn)


def _endings(words: Words, exercise: Exercise) -> Iterator[tuple[str, Shown]]:
    for due in (None, NOW):
        for state in CardState:
            following = Following(due, NOW - timedelta(hours=20), "Etc/UTC")
            drawn = ended_cards.ended(words, exercise, nudge(state), following)
            yield f"ended {state} {due}", drawn
            yield f"explained {state} {due}", break_card.explained(words, Refusal.OVER, drawn)
        for breaks, scheduled, current in ((1, True, 1), (7, True, 120), (1, False, 0)):
            day = Day(TODAY, scheduled, 3, breaks)
            following = Following(due, NOW, "Etc/UTC")
            outcome = BreakOutcome(day, Streak(current, current, TODAY, breaks), following)
            label = f"{breaks} {scheduled} {due}"
            yield f"done {label}", ended_cards.done(words, exercise, outcome)
            yield f"stopped {label}", ended_cards.stopped(words, exercise, outcome, following)
            yield f"just stopped {label}", ended_cards.stopped(words, exercise, None, following)
    yield from _counted(words, exercise)
    yield "done before", ended_cards.done(words, exercise, None)
    offered = offer_cards.offer(words, exercise, nudge(CardState.OFFERED))
    yield "nothing else", offer_cards.nothing_else(words, offered)
    put_off = ended_cards.ended(
        words, exercise, nudge(CardState.SNOOZED), Following(NOW, NOW, "Etc/UTC")
    )
    for reading in Reading:
        drawn = snooze_menu.understood(words, put_off, Ending(NOW, reading), MEMBER)
        yield f"put off {reading}", drawn
    yield "gone", break_card.gone(words)
    yield "foreign", break_card.foreign(words)


def _counted(words: Words, exercise: Exercise) -> Iterator[tuple[str, Shown]]:
    """Every way a break counts, or does not."""
    following = Following(NOW, NOW, "Etc/UTC")
    frozen = (TODAY - timedelta(days=4), TODAY - timedelta(days=3))
    for scheduled in (True, False):
        for breaks in (0, 1, 2, 3, 4):
            for current in (0, 1, 12):
                for n in range(3):
                    day = Day(TODAY, scheduled, 3, breaks, goal=3)
                    streak = Streak(current, 20, TODAY, 30, earned_on=TODAY)
                    outcome = BreakOutcome(day, streak, following, counted=n < 2, frozen=frozen[:n])
                    label = f"{scheduled} {breaks} {current} {n}"
                    yield f"counted {label}", ended_cards.done(words, exercise, outcome)
                    stopped = ended_cards.stopped(words, exercise, outcome, following)
                    yield f"counted stopped {label}", stopped


def _past(words: Words, exercise: Exercise | None) -> Iterator[tuple[str, Shown]]:
    for progress in (
        Progress(CardState.DONE, 1),
        Progress(CardState.STOPPED, 0),
        Progress(CardState.STOPPED, 1),
        Progress(CardState.EXPIRED),
    ):
        label = f"{progress} {exercise.id if exercise is not None else None}"
        yield f"past {label}", past_card.past(words, exercise, progress)


def _plans(words: Words) -> Iterator[tuple[str, Shown]]:
    yield "plans", plan_cards.choice(words, tuple(LIBRARY.plans.values()))
    yield "plans on home", plan_cards.choice_home(words, tuple(LIBRARY.plans.values()))
    yield "no plan any more", plan_cards.stopped(words)
    exercise, following = LIBRARY.exercises["dead-bug"], Following(NOW, NOW, "Etc/UTC")
    for plan in LIBRARY.plans.values():
        for day in plan.days:
            for allowed in (Allowed(), Allowed(areas_left_out=frozenset({"hips"}))):
                for done in ((), day.exercises[:1], day.exercises):
                    run = PlanRun(plan.id, day.day, TODAY, done)
                    today = tasks(run, plan, LIBRARY.exercises, allowed)
                    now = PlanProgress(plan, run, today)
                    label = f"{plan.id} {day.day} {len(done)} {len(allowed.areas_left_out)}"
                    yield f"plan {label}", plan_cards.standing(words, now, LIBRARY.exercises)
                    yield f"home in plan {label}", home_tab.home_tab(words, _in_plan(now))
                    outcome = BreakOutcome(
                        Day(TODAY, True, 1, 1), Streak(1, 1, TODAY, 1), following, now
                    )
                    yield f"done in plan {label}", ended_cards.done(words, exercise, outcome)


def _in_plan(now: PlanProgress) -> Overview:
    nobody = WorkspaceWeek(people=0, breaks=0, mine=0, places=())
    day = Day(TODAY, True, 2, 0)
    return Overview(member=MEMBER, at=NOW, today=day, streak=Streak(), together=nobody, plan=now)


def _library(words: Words) -> Iterator[tuple[str, Shown]]:
    areas: tuple[str | None, ...] = (None, *BodyArea)
    for area in areas:
        for position in (None, *Position):
            first = Selection(area, position)
            found = leaf(LIBRARY.exercises.values(), BodyArea, first)
            for page in range(found.pages):
                turned = leaf(LIBRARY.exercises.values(), BodyArea, replace(first, page=page))
                images = {it.id: figure(words, it, it.gist) for it in turned.exercises}
                label = f"{area} {position} {page}"
                yield f"library {label}", library_cards.library_card(words, turned, images)
                yield f"library home {label}", library_cards.library_home(words, turned, {})


def _fitting(words: Words) -> Iterator[tuple[str, Shown]]:
    for exercise in LIBRARY.exercises.values():
        picture = figure(words, exercise, exercise.gist)
        offered = offer_cards.offer(words, exercise, nudge(CardState.OFFERED), picture)
        yield (
            f"fitting {exercise.id}",
            check_in_cards.question(words, offered, nudge(CardState.OFFERED)),
        )
        saids = [
            check_in_cards.fine(words),
            pause_cards.paused(words, MEMBER, Ending(NOW, Reading.TIME)),
        ]
        for step in PaceStep:
            chosen = stepped(MEMBER.preferences, step)
            assert chosen is not None
            member = replace(MEMBER, preferences=chosen)
            saids.append(check_in_cards.repaced(words, member, MEMBER.preferences))
            saids.append(check_in_cards.no_further(words, MEMBER, step))
        for n, said in enumerate(saids):
            yield f"fitting answered {n}", said
            yield f"fitting answered {n} {exercise.id}", check_in_cards.answered(offered, said)
    idle = replace(MEMBER, next_due_at=None, due_reason=None)
    yield "repaced idle", check_in_cards.repaced(words, idle, MEMBER.preferences)
    offered = offer_cards.offer(words, LIBRARY.exercises["dead-bug"], nudge(CardState.OFFERED))
    fixed = replace(MEMBER, preferences=Preferences(fixed_times=(600, 750)))
    for member in (MEMBER, fixed):
        yield f"times {member}", check_in_cards.fixed_times(words, member)
        yield f"no step from {member}", check_in_cards.no_further(words, member, PaceStep.MORE)
    yield "times set", check_in_cards.repaced(words, fixed, MEMBER.preferences)
    yield "times joined", membership_cards.joined(words, fixed)
    for wrong in Wrong:
        yield f"times {wrong}", check_in_cards.times_refused(words, WrongTimes(wrong, "10:00"))
    for most in range(1, len(Need) + 1):
        for needs in combinations(Need, most):
            yield f"for {needs}", check_in_cards.also_for(words, offered, frozenset(needs))


def _afterwards(words: Words, exercise: Exercise) -> Iterator[tuple[str, Shown]]:
    day, following = Day(TODAY, True, 3, 7), Following(NOW, NOW, "Etc/UTC")
    outcome = BreakOutcome(day, Streak(120, 120, TODAY, 7), following)
    done, easier = nudge(CardState.DONE), LIBRARY.exercises["stand-and-walk"]
    for kind, ended in (
        ("done", ended_cards.done(words, exercise, outcome)),
        ("stopped", ended_cards.stopped(words, exercise, outcome, following)),
    ):
        label = f"{kind} {exercise.id}"
        yield f"question {label}", feedback_cards.question(words, ended, done)
        yield f"felt good {label}", feedback_cards.felt_good(words, ended)
        yield (
            f"easier next {label}",
            feedback_cards.easier_next(words, ended, exercise, easier, done),
        )
        yield (
            f"easier by name {label}",
            feedback_cards.easier_by_name(words, ended, exercise, easier, done),
        )
        yield f"nothing easier {label}", feedback_cards.nothing_easier(words, ended, done)
        yield f"another day {label}", feedback_cards.another_day(words, ended, done)
        both = Allowed(
            left_out=frozenset({exercise.id}), areas_left_out=frozenset({exercise.body_area})
        )
        for allowed in (Allowed(), both):
            yield f"hurt {label}", feedback_cards.hurt(words, ended, exercise, done, allowed)
        for already in (False, True):
            facts = {"already": already, "nothing_remains": already}
            yield (
                f"left out {label}",
                feedback_cards.left_out(words, ended, exercise, done, **facts),
            )
            yield (
                f"area left out {label}",
                feedback_cards.area_left_out(words, ended, exercise, done, **facts),
            )
            yield (
                f"brought back {label}",
                feedback_cards.brought_back(words, ended, exercise, already=already),
            )
            yield (
                f"area brought back {label}",
                feedback_cards.area_brought_back(words, ended, exercise, already=already),
            )


def _selfcheck(words: Words) -> Iterator[tuple[str, Shown]]:
    check, gentle = LIBRARY.exercises[CHECK_ID], LIBRARY.exercises["standing-split-stance"]
    yield "check", self_check_cards.intro(words, check)
    yield "check, one side", self_check_cards.side(words, check, Sightings())
    yield "check hurt", self_check_cards.hurt(words)
    for one in Observation:
        yield f"check, other side {one}", self_check_cards.side(words, check, Sightings((one,)))
        for other in Observation:
            seen = Sightings((one, other))
            yield (
                f"checked {one} {other}",
                self_check_cards.result(words, seen, gentle, PLAN, is_nudged=True),
            )
    both = Sightings((Observation.DOWN, Observation.LIFTED))
    yield (
        "checked, nothing to do",
        self_check_cards.result(words, both, None, None, is_nudged=False),
    )
    again = replace(MEMBER, recheck_at=NOW + RECHECK_AFTER)
    yield "check to come", self_check_cards.will_remind(words, again)
    offered = offer_cards.offer(words, gentle, nudge(CardState.OFFERED))
    yield "check brought up", self_check_cards.brought_up(words, offered)
    yield "check brought up alone", self_check_cards.brought_up(words, offer_cards.just_move(words))


def _replies(words: Words) -> Iterator[tuple[str, Shown]]:
    idle = replace(MEMBER, next_due_at=None, due_reason=None)
    for name, member in (("due", MEMBER), ("idle", idle)):
        yield f"joined {name}", membership_cards.joined(words, member)
        yield f"already joined {name}", membership_cards.already_joined(words, member)
        for reading in Reading:
            end = Ending(NOW, reading)
            yield f"paused {name} {reading}", pause_cards.paused(words, member, end)
            excused = pause_cards.paused(words, member, end, excused=True)
            yield f"paused today {name} {reading}", excused
            yield f"snoozed {name} {reading}", pause_cards.snoozed(words, ana(), member, end)
            for due_to in (DueReason.SNOOZED, DueReason.HELD):
                put_off = replace(member, due_reason=due_to)
                answer = pause_cards.snoozed(words, ana(), put_off, end)
                yield f"snoozed {due_to} {name} {reading}", answer
        yield f"nothing to snooze {name}", pause_cards.snoozed(words, member, member, end)
        yield f"resumed {name}", pause_cards.resumed(words, member)
        yield f"not paused {name}", pause_cards.not_paused(words, member)
        for remains in (True, False):
            saved = settings_modal.settings_saved(words, member, remains=remains)
            yield f"saved {name} {remains}", saved
    yield "left", membership_cards.left(words)
    yield "not a member", membership_cards.not_a_member(words)
    yield "has left", membership_cards.not_a_member(words, left=True)
    yield "how to stop", membership_cards.how_to_stop(words)
    yield "pain", safety.pain(words)
    for reason in Unreadable:
        for typed in ("", LONG_TEXT):
            yield f"pause {reason} {bool(typed)}", unread_time.pause(words, reason, typed)
        yield f"snooze {reason}", unread_time.snooze(words, reason, LONG_TEXT)
    yield "help", help_cards.help_card(words, [it.help for it in all_commands() if it.help])
    for nearest in ((), ("join",), ("join", "dead bug", "leave")):
        yield f"unknown {len(nearest)}", help_cards.unknown(words, LONG_TEXT, nearest)
    offered = offer_cards.offer(words, LIBRARY.exercises["dead-bug"], nudge(CardState.OFFERED))
    yield "from nearby", offer_cards.from_nearby(words, offered, LONG_TEXT)
    yield "nothing suits", offer_cards.nothing_suits(words)
    yield "just move", offer_cards.just_move(words)
    yield "welcome back", offer_cards.welcome_back(words, offer_cards.just_move(words))
    yield "slack silent", failures.slack_silent(words)
    yield "failed", failures.failed(words)
    yield "failed on home", home_tab.failed(words)
    yield "welcome", home_guest.welcome(words)


def _privacy(words: Words) -> Iterator[tuple[str, Shown]]:
    for known in (True, False):
        yield f"privacy {known}", privacy_cards.answer(words, is_known=known)
    yield "forget", privacy_cards.forget(words)
    yield "forgotten", privacy_cards.forgotten(words)
    yield "nothing known", privacy_cards.nothing_known(words)
    yield "export comes", privacy_cards.export_comes(words)
    yield "export came", privacy_cards.export_came(words)
    yield "export", privacy_cards.export(words)
    for why_not in Unsent:
        yield f"export failed {why_not}", privacy_cards.export_failed(words, why_not)


def _overviews(words: Words) -> Iterator[tuple[str, Shown]]:
    crowd = tuple(Rank(n, f"U{n:08}", 99) for n in range(1, 11))
    for name, so_far in (
        ("none", WorkspaceWeek(people=0, breaks=0, mine=0, places=())),
        ("one", WorkspaceWeek(people=1, breaks=1, mine=1, places=())),
        ("crowd", WorkspaceWeek(people=400, breaks=9000, mine=12, places=crowd)),
    ):
        yield f"leaderboard {name}", leaderboard_cards.of_workspace(words, so_far)
        for member in _members():
            for streak in (Streak(), Streak(1, 1, TODAY, 1), Streak(0, 9, TODAY, 30)):
                seen = Overview(
                    member=member,
                    at=NOW,
                    today=Day(TODAY, True, 2, streak.current),
                    streak=streak,
                    together=so_far,
                )
                label = f"{name} {member} {streak}"
                yield f"home {label}", home_tab.home_tab(words, seen)
                news = words("*Your exercise is in the Messages tab.*")
                yield f"home after sending {label}", home_tab.home_tab(words, seen, news=news)
                for n, standing in enumerate(_standings()):
                    planned = replace(seen, plan=standing)
                    yield f"home {label} {n}", home_tab.home_tab(words, planned)
                yield f"why {label}", why_card.why_card(words, seen)
                yield f"streak {label}", streak_card.streak_card(words, seen)
    yield from _histories(words, so_far)


def _histories(words: Words, together: WorkspaceWeek) -> Iterator[tuple[str, Shown]]:
    begun = TODAY - timedelta(days=100)
    lives = {
        "none": [],
        "one": [Day(TODAY, True, 1, 1)],
        "all kept": [Day(begun + timedelta(days=n), True, 9, 9) for n in range(101)],
        "of all kinds": [
            Day(begun + timedelta(days=n), n % 7 < 6, 9 * (n % 11 > 0), n % 9, 2, n % 13 == 0)
            for n in range(101)
        ],
        "held lately": [Day(begun + timedelta(days=n), True, 9, n != 98) for n in range(101)],
        "held twice": [Day(begun + timedelta(days=n), True, 9, n < 98) for n in range(101)],
    }
    for name, days in lives.items():
        for goal in (1, 8):
            today = Day(TODAY, True, 2, days[-1].breaks if days else 0, goal)
            seen = Overview(
                member=MEMBER,
                at=NOW,
                today=today,
                streak=replace(fold(days, TODAY), seconds=123456),
                grid=heat_map(days, TODAY),
                together=together,
            )
            yield f"home of {name} {goal}", home_tab.home_tab(words, seen)
            yield f"streak of {name} {goal}", streak_card.streak_card(words, seen)
    for goal in (1, 8):
        yield f"goal {goal}", goal_cards.present_goal(words, goal)
        for today_goal in (1, 8):
            yield f"goal set {goal} {today_goal}", goal_cards.goal_set(words, goal, today_goal)
    yield "goal unclear", goal_cards.goal_unclear(words, LONG_TEXT)


def _standings() -> Iterator[PlanProgress | None]:
    """What Home says of plans: none, one half done, one whose day is done."""
    yield None
    first = PLAN.days[0].exercises
    for done in (first[:1], first):
        run = PlanRun(PLAN.id, 1, TODAY, done)
        yield PlanProgress(PLAN, run, tasks(run, PLAN, LIBRARY.exercises, Allowed()))


def _charts(words: Words) -> Iterator[tuple[str, Shown]]:
    """Somebody new, somebody with a bit of everything, and somebody who never stops."""
    monday = TODAY - timedelta(weeks=11)
    dates = [monday + timedelta(days=n) for n in range((TODAY - monday).days + 1)]
    some = [Day(it, it.weekday() < 5, 3, it.day % 5, 3) for it in dates]
    much = [Day(it, True, 20, 10**6, 8) for it in dates]
    for name, lived in (("new", []), ("some", some), ("much", much)):
        weeks = heat_map(lived, TODAY)
        order = history_chart.history(words, weeks, lived, TODAY, MEMBER)
        shown = history_chart.history_card(words, order, weeks.weeks[-1].monday, "F0000001")
        yield f"history {name}", shown


def _digests(words: Words) -> Iterator[tuple[str, Shown]]:
    friday, monday = NOW + timedelta(days=4, hours=5), NOW + timedelta(hours=5)
    for goal, due in ((None, friday), (3, friday), (10**6, monday)):
        at = Appointment(due.weekday(), due.time())
        team = Team(
            workspace_id="T1", channel_id="C1", set_up_by=None, set_up_at=NOW, zone="Etc/UTC",
            locale="en-US", weekly_goal=goal, digest=at,
        )  # fmt: skip
        for took, available in ((0, 0), (1, 1), (3, 7), (7, 7), (10**6, 10**6)):
            for streak in (TeamStreak(), TeamStreak(1, 1), TeamStreak(7, 7), TeamStreak(7, 9)):
                monday_told, _ = week_told(team, due)
                lived = [
                    TeamDay(monday_told + timedelta(days=n), available, took if n else 0, 3 * took)
                    for n in range(-7, 5)
                ]
                told_ = digest_of(team, due, lived, took, streak)
                picture = Image(digest_card.in_words(words, told_), file_id="F0000001")
                label = f"{goal} {took} of {available} {streak}"
                yield f"digest {label}", digest_card.digest(words, told_)
                yield f"digest drawn {label}", digest_card.digest(words, told_, picture)
    yield "digest stopped", digest_card.stopped(words, "C1")


def _whys(words: Words) -> Iterator[tuple[str, Shown]]:
    nothing = WorkspaceWeek(people=0, breaks=0, mine=0, places=())
    for member in _held():
        day = Day(TODAY, True, 2, 0)
        seen = Overview(member=member, at=NOW, today=day, streak=Streak(), together=nothing)
        yield f"why {member}", why_card.why_card(words, seen)
    seen = replace(seen, lost_at=NOW, is_served=False)
    yield "why lost and unserved", why_card.why_card(words, seen)


def _members() -> list[Member | None]:
    due = [replace(MEMBER, due_reason=reason) for reason in DueReason]
    return [
        None,
        *due,
        replace(MEMBER, status=MemberStatus.LEFT, next_due_at=None, due_reason=None),
        replace(MEMBER, next_due_at=None, due_reason=None),
        replace(MEMBER, paused_until=NOW + timedelta(hours=2)),
        replace(MEMBER, signals=Signals(vacation_until=NOW + timedelta(days=2))),
        *_with_rhythms(),
        replace(MEMBER, preferences=Preferences(fixed_times=(600, 750))),
        replace(
            MEMBER, preferences=Preferences(fixed_times=(0,)), next_due_at=None, due_reason=None
        ),
        replace(MEMBER, preferences=Preferences(daily_cap=1)),
        replace(MEMBER, preferences=Preferences(daily_goal=3)),
        replace(MEMBER, preferences=Preferences(areas_left_out=frozenset(BodyArea))),
        replace(MEMBER, preferences=Preferences(left_out=frozenset({"dead-bug"}))),
    ]


def _with_rhythms() -> Iterator[Member]:
    """With a next nudge for each of the rhythms, alone and together."""
    several = Preferences(eyes_minutes=20, walk_minutes=90)
    for eyes, sitting, walk in ((20, 20, 20), (20, 35, 35), (9, 35, 35), (9, 35, 90), (20, 35, 90)):
        now = NOW + timedelta(hours=2)
        yield replace(
            MEMBER,
            preferences=several,
            sitting_since=now - timedelta(minutes=sitting),
            eyes_since=now - timedelta(minutes=eyes),
            walk_since=now - timedelta(minutes=walk),
            next_due_at=now,
        )


def _held() -> Iterator[Member]:
    """With a nudge that waits, one that waited, one that did not come, and one that may wait; and
    with one that gave way as they were away, before and after they were seen again."""
    then = NOW + timedelta(hours=1)
    ahead = (
        Signals(huddle_until=then), Signals(meeting_until=then), Signals(quiet=Quiet(NOW, then)),
    )  # fmt: skip
    yield from (replace(MEMBER, signals=it) for it in ahead)
    for signal in (Signal.HUDDLE, Signal.MEETING, Signal.DND):
        waiting = Deferral(signal, NOW - timedelta(minutes=9))
        yield replace(MEMBER, due_reason=DueReason.HELD, deferral=waiting)
        yield replace(MEMBER, deferral=replace(waiting, until=NOW), sitting_since=NOW)
        dropped = NOW - timedelta(minutes=50)
        yield replace(MEMBER, deferral=replace(waiting, until=NOW), sitting_since=dropped)
    away = Deferral(Signal.AWAY, NOW - timedelta(minutes=9))
    yield replace(MEMBER, due_reason=DueReason.AWAY, deferral=away)
    back = replace(MEMBER, deferral=replace(away, until=NOW), sitting_since=NOW)
    yield from (replace(back, due_reason=it) for it in (DueReason.INTERVAL, DueReason.OPENING))


def _settings(words: Words) -> Iterator[tuple[str, Shown]]:
    library = tuple(LIBRARY.exercises.values())
    answer_to = "https://hooks.example.com/" + "x" * 200
    yield "settings", settings_modal.settings_modal(words, MEMBER, library, answer_to)
    for pictures in Pictures:
        full = Preferences(
            positions=frozenset(Position),
            eyes_minutes=5,
            walk_minutes=240,
            fixed_times=tuple(range(600, 840, 10)),
            kneeling=True,
            intermediate=True,
            only=frozenset(Only),
            left_out=frozenset({*LIBRARY.exercises, "gone-since"}),
            areas_left_out=frozenset(BodyArea),
            spared=frozenset(Load),
            pictures=pictures,
            daily_cap=50,
            daily_goal=8,
            listed=True,
            nickname="N" * 40,
        )
        member = replace(MEMBER, preferences=full)
        yield f"settings {pictures}", settings_modal.settings_modal(words, member, library, "")
        many = replace(member, preferences=replace(full, left_out=frozenset(CROWD)))
        yield (
            f"settings {pictures} of many",
            settings_modal.settings_modal(words, many, tuple(CROWD.values()), ""),
        )


def _workdays(words: Words) -> Iterator[tuple[str, Shown]]:
    odd = WorkWeek(
        tuple((Shift(540 + n, 560), Shift(600, 720), Shift(1320, 1800)) for n in range(7))
    )
    guest = replace(MEMBER, status=MemberStatus.GUEST, next_due_at=None, due_reason=None)
    for name, member in (("member", MEMBER), ("guest", guest)):
        for week in (DEFAULT_WEEK, odd):
            worker = replace(member, preferences=Preferences(week=week))
            label = f"{name} {week is odd}"
            yield f"hours {label}", work_hours_cards.present_hours(words, worker)
            yield f"hours set {label}", work_hours_cards.hours_set(words, worker, DEFAULT_WEEK)
            yield f"hours undone {label}", work_hours_cards.hours_set(words, worker, odd)
            library = tuple(LIBRARY.exercises.values())
            yield f"settings of {label}", settings_modal.settings_modal(words, worker, library, "")
    for fault in Fault:
        unread = Unread(fault, LONG_TEXT)
        yield f"hours unclear {fault}", work_hours_cards.hours_unclear(words, MEMBER, unread)
    yield from _days_off(words)
    yield "hours too short", work_hours_cards.hours_too_short(words, MEMBER)
    yield "no hours", work_hours_cards.no_hours(words)


def _together(words: Words) -> Iterator[tuple[str, Shown]]:
    called = GroupBreak(
        id="0" * 32,
        workspace_id="T1",
        channel_id="C1",
        host="U1",
        daily=False,
        exercise_id="dead-bug",
        locale="en-US",
        zone="Etc/UTC",
        starts_at=NOW + timedelta(minutes=5),
    )
    for exercise in LIBRARY.exercises.values():
        for people in (0, 1, 200):
            label = f"{people} {exercise.id}"
            for host, daily in (("U1", False), (None, False), (None, True)):
                session = replace(called, host=host, daily=daily)
                picture = figure(words, exercise, exercise.gist)
                card = group_break_cards.called(words, session, exercise, people, NOW, picture)
                yield f"together {host} {daily} {label}", card
            for state in SessionState:
                for stage in range(len(exercise.script)):
                    session = replace(called, state=state, stage=stage)
                    card = group_break_cards.shown(words, session, exercise, people, NOW)
                    yield f"together {state} {stage} {label}", card
        here = exercise.script[0]
        running = replace(called, state=SessionState.RUNNING)
        picture = figure(words, exercise, here)
        yield (
            f"together {exercise.id}",
            group_break_cards.step(words, running, exercise, 1, picture),
        )
        yield f"together over {exercise.id}", group_break_cards.ended(words, called, exercise, 0)
    yield from _told_of_together(words, called)


def _told_of_together(words: Words, called: GroupBreak) -> Iterator[tuple[str, Shown]]:
    """What is said to one person alone."""
    for session in (
        called,
        replace(called, starts_at=NOW + timedelta(hours=20)),
        replace(called, daily=True, host=None),
        replace(called, state=SessionState.RUNNING),
    ):
        label = f"{session.state} {session.daily} {session.starts_at}"
        yield f"called {label}", group_break_cards.is_called(words, session, NOW)
        yield f"called already {label}", group_break_cards.is_there(words, session, NOW)
        for already in (True, False):
            for nudged in (True, False):
                card = group_break_cards.joined(words, session, NOW, already=already, nudged=nudged)
                yield f"in it {label} {already} {nudged}", card
        yield f"out of it {label}", group_break_cards.left(words, session)
        yield f"not theirs {label}", group_break_cards.not_yours(words, session)
    for took_part in (True, False):
        yield f"over {took_part}", group_break_cards.over(words, took_part=took_part)
    for reason in Unreadable:
        yield f"call {reason}", group_break_cards.unclear(words, Misread(reason, LONG_TEXT))
    yield "together gone", group_break_cards.gone(words)
    yield "together off", group_break_cards.is_off(words)
    yield "nothing on", group_break_cards.nothing_on(words)
    yield "daily back", group_break_cards.back(words, NOW, "Etc/UTC")
    yield "daily not back", group_break_cards.not_back(words)
    yield "daily asked for", group_break_cards.daily_is_the_teams(words)
    yield "only alone", group_break_cards.only_alone(words)
    yield "nothing for a group", group_break_cards.nothing_for_a_group(words, LONG_TEXT)
    yield "not here", group_break_cards.not_here(words)
    yield "not in the channel", group_break_cards.not_in_channel(words)
    yield "not posted", group_break_cards.not_posted(words)
    yield "perhaps posted", group_break_cards.perhaps_posted(words)


def _days_off(words: Words) -> Iterator[tuple[str, Shown]]:
    name = words("Founders' Day")
    stretches = [
        DateRange(f"{n:032x}", TODAY, TODAY + timedelta(days=n % 3), kind, name * for_all, for_all)
        for n in range(15)
        for kind, for_all in ((DayKind.OFF, False), (DayKind.WORKS, False), (DayKind.OFF, True))
    ]
    for place in (None, "", "1", "1-2"):
        member = replace(MEMBER, preferences=Preferences(holidays=place))
        found = [(TODAY, name, works) for works in (True, False)]
        for listed in ((), stretches):
            coming = days_off_cards.Coming(member, listed, found if place else ())
            label = f"{place} {len(listed)}"
            yield f"days off {label}", days_off_cards.coming(words, coming)
            yield (
                f"day removed {label}",
                days_off_cards.coming(words, coming, said=days_off_cards.removed(words)),
            )
            yield f"holidays {label}", days_off_cards.holidays(words, coming)
            yield f"joined {label}", membership_cards.joined(words, member)
    for listed in ([], stretches):
        yield f"everyone's {len(listed)}", days_off_cards.everyones(words, listed)
        said = days_off_cards.removed(words)
        yield (
            f"everyone's removed {len(listed)}",
            days_off_cards.everyones(words, listed, said=said),
        )
    for stretch in stretches[:9]:
        for works in (True, False):
            label = f"{stretch} {works}"
            yield f"taken {label}", days_off_cards.taken(words, MEMBER, stretch, worked=works)
        yield f"worked {stretch}", days_off_cards.worked(words, MEMBER, stretch)
        yield f"sick {stretch}", days_off_cards.sick(words, MEMBER, stretch)
    for vague in Vague:
        yield f"days {vague}", days_off_cards.unclear(words, vague, LONG_TEXT)
        yield f"sick {vague}", days_off_cards.sick_unclear(words, vague, LONG_TEXT)
    yield "too many days", days_off_cards.too_many(words)
    yield "not an admin", days_off_cards.not_admin(words)
    yield "admin unknown", failures.admin_unknown(words)
    for near in ((), ("1",), ("1", "2")):
        yield f"no place {near}", days_off_cards.place_unclear(words, LONG_TEXT, NoPlace(near))
    waiting = replace(MEMBER, due_reason=DueReason.DAY_OFF)
    for cause in Why:
        for called in ("", name):
            seen = Overview(
                member=waiting,
                at=NOW,
                today=Day(TODAY, True, 2, 1),
                streak=Streak(),
                day_off=DayOff(cause, called, TODAY, TODAY),
                together=WorkspaceWeek(people=0, breaks=0, mine=0, places=()),
            )
            yield f"why {cause} {called}", why_card.why_card(words, seen)
            yield f"home {cause} {called}", home_tab.home_tab(words, seen)
    yield "joined in UTC", membership_cards.joined(words, replace(MEMBER, zone="Etc/UTC"))


TEAM = Team(
    workspace_id="T1",
    channel_id="C0000001",
    set_up_by="U1",
    set_up_at=NOW,
    zone="Etc/UTC",
    locale="en-US",
)
BUSY_TEAM = replace(
    TEAM, weekly_goal=10_000, digest=Appointment(4, time(15)), together=time(10, 30)
)


def _nows() -> Iterator[TeamNow]:
    """Empty, begun, in full swing, and past its goal."""
    nothing, some = TeamDay(TODAY), TeamDay(TODAY, 3, 1, 1, 60)
    for team in (TEAM, BUSY_TEAM):
        for today, streak, breaks in (
            (nothing, 0, 0),
            (some, 1, 1),
            (TeamDay(TODAY, 150, 150, 900), 250, 10_001),
        ):
            yield TeamNow(team=team, today=today, streak=streak, breaks=breaks)


def _teams(words: Words) -> Iterator[tuple[str, Shown]]:
    guest = replace(MEMBER, status=MemberStatus.GUEST, next_due_at=None, due_reason=None)
    for n, now in enumerate(_nows()):
        for is_in in (True, False):
            yield f"team {n} {is_in}", team_status.standing(words, now, n % 3, is_in=is_in)
        yield f"team consent {n}", team_cards.consent(words, now.team, n % 3)
        yield f"teams mine {n}", team_status.mine(words, [now] * (n % 3 + 1), more=n % 3)
        seen = Overview(
            member=guest if n % 2 else MEMBER,
            at=NOW,
            today=Day(TODAY, True, 2, 1),
            streak=Streak(),
            together=WorkspaceWeek(people=0, breaks=0, mine=0, places=()),
            teams=(now,) * (n % 3 + 1),
            more_teams=n % 3,
        )
        yield f"home of teams {n}", home_tab.home_tab(words, seen)
    for team in (TEAM, BUSY_TEAM):
        for named in ("", words("Ana")):
            label = f"{team is TEAM} {named}"
            yield f"team invitation {label}", team_cards.invitation(words, team, named)
            yield f"team ended by {label}", team_cards.ended_by(words, named)
        for member in (MEMBER, guest):
            for already in (True, False):
                label = f"{team is TEAM} {member is guest} {already}"
                yield (
                    f"team joined {label}",
                    team_cards.joined(words, member, team, already=already),
                )
        yield f"team saved {team is TEAM}", team_cards.settings_saved(words, team)
        yield f"team settings {team is TEAM}", team_settings.team_settings(words, team, "x" * 300)
        for here in (True, False):
            yield f"team left {team is TEAM} {here}", team_cards.left(words, team, here=here)
        yield f"end of team {team is TEAM}", team_cards.ask_to_end(words, team)
    for channel in (None, Channel("T1", "C1")):
        yield f"no team {channel}", team_cards.no_team(words, channel)
    yield "team begun", team_cards.begun(words)
    yield "team perhaps begun", team_cards.perhaps_begun(words)
    yield "team not invited", team_cards.not_invited(words)
    yield "team not posted", team_cards.not_posted(words)
    yield "team where", team_cards.where_to_type(words)
    yield "not in team", team_cards.not_in(words)
    yield "team gone", team_cards.gone(words)
    yield "team ended", team_cards.ended(words)
    yield "team not yours", team_cards.not_yours(words)
    yield "team members decide", team_cards.members_decide(words)
    yield "team unclear", team_cards.unclear(words, LONG_TEXT)


def _boards(words: Words) -> Iterator[tuple[str, Shown]]:
    named = words("Speedy")
    people = tuple(Rank(n, f"U{n:08}", 60 - n, named if n % 2 else None) for n in range(1, 11))
    listed = [TeamRank(n, TeamTally(f"C{n:08}", 100 - n, 100 + n * n)) for n in range(1, 11)]
    for n, now in enumerate(_nows()):
        for places in ((), people):
            for mine in (0, 1, 12):
                label = f"{n} {len(places)} {mine}"
                yield (
                    f"board of team {label}",
                    leaderboard_cards.of_team(words, now, places, mine, is_in=mine % 2 == 0),
                )
    for everybody in (
        WorkspaceWeek(people=0, breaks=0, mine=0, places=()),
        WorkspaceWeek(people=1, breaks=1, mine=1, places=()),
        WorkspaceWeek(people=9, breaks=90, mine=0, places=people),
        WorkspaceWeek(people=900, breaks=9000, mine=90, places=people),
    ):
        board = leaderboard_cards.of_workspace(words, everybody)
        yield f"board of all {everybody.people}", board
        yield f"board in a window {everybody.people}", leaderboard_cards.window(words, board)
    for places, mine in (((), ()), (listed[:1], ()), (listed, listed)):
        label = f"{len(places)} {len(mine)}"
        yield f"board of teams {label}", leaderboard_cards.of_teams(words, places, mine)
    for place, breaks in ((None, 0), (None, 1), (1, 1), (250, 12)):
        for channel_id in (None, "C1"):
            for is_listed in (True, False):
                label = f"{place} {breaks} {channel_id} {is_listed}"
                shown = leaderboard_cards.of_me(
                    words, place, breaks, channel_id=channel_id, listed=is_listed
                )
                yield f"board of me {label}", shown
    for off in (frozenset[Board](), frozenset({Board.TEAMS}), frozenset(Board)):
        yield f"boards switched {len(off)}", leaderboard_cards.switched(words, off)
        yield (
            f"boards chosen {len(off)}",
            leaderboard_cards.choose(words, off, "https://example.com"),
        )
    yield "board off", leaderboard_cards.switched_off(words)
    yield "boards for admins", leaderboard_cards.not_admin(words)
    yield "board unclear", leaderboard_cards.unclear(words, LONG_TEXT)
