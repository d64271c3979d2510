"""Buttons: each click is routed by its action id, and answered where it was clicked."""

from collections.abc import Awaitable, Callable, Mapping

from bot.cards.parts.action_ids import (
    BROWSE,
    BROWSE_AREA,
    BROWSE_PAGE,
    BROWSE_POSITION,
    CHECK,
    CHECK_BEGINS,
    CHECK_REMINDS,
    CHOOSE_BOARDS,
    DAYS_WORKED,
    DIGEST_STOP,
    EXPORT,
    FEWER,
    FIT_FEWER,
    FIT_FINE,
    FIT_TODAY,
    FORGET,
    GENTLE_START,
    HOME,
    HOURS_SET,
    JOIN,
    LEAVE,
    MORE,
    OPEN_SETTINGS,
    PAUSE_HOUR,
    PAUSE_TODAY,
    PLAN_BEGINS,
    PLAN_NEXT,
    PLAN_STOPS,
    PLANS,
    REPACE,
    RESUME,
    SAW,
    SNOOZE_FOR,
    STRETCH,
    STRETCH_REMOVED,
    TEAM_BOARD,
    TEAM_JOIN,
    TEAM_LEAVE,
    TEAM_OFF,
    TEAM_ON,
    TEAM_SETTINGS,
    TOGETHER_BACK,
    TOGETHER_JOIN,
    TOGETHER_LEAVE,
    TOGETHER_OFF,
    TRY,
)
from bot.cards.parts.blocks import Card, View
from bot.cards.parts.button_values import NudgeRef, PaceRef, Sightings, SnoozeRef, action_id
from bot.domain.breaks.card_state import Action
from bot.domain.breaks.feedback import Feedback
from bot.domain.exercises.browsing import Selection
from bot.domain.exercises.exercise import ExerciseKind
from bot.domain.members import Who
from bot.domain.schedule.rhythms import PaceStep
from bot.domain.teams.teams import Channel
from bot.slack.requests.payloads import Click
from bot.usecases.breaks.card_click import Answer, Show
from bot.usecases.cases import UseCases
from bot.usecases.deps import Deps, MessageRef

Handler = Callable[[Click], Awaitable[Answer | View]]


class Clicks:
    def __init__(self, deps: Deps, cases: UseCases) -> None:
        self._deps = deps
        self._cases = cases
        self._handlers: Mapping[str, Handler] = {
            **{action_id(it): self._on_card for it in Action},
            SNOOZE_FOR: self._snoozes,
            **{action_id(it): self._after_break for it in Feedback},
            **dict.fromkeys(SAW, self._saw),
            CHECK: self._checks,
            CHECK_BEGINS: self._begins_check,
            CHECK_REMINDS: self._reminds,
            GENTLE_START: self._begins_gently,
            JOIN: self._joins,
            LEAVE: self._leaves,
            EXPORT: self._exports,
            FORGET: self._forgets,
            RESUME: self._resumes,
            FEWER: self._steps(PaceStep.FEWER),
            MORE: self._steps(PaceStep.MORE),
            REPACE: self._repaces,
            FIT_FEWER: self._answers(cases.fitting.fewer),
            FIT_TODAY: self._answers(cases.fitting.pause_today),
            FIT_FINE: self._answers(cases.fitting.fine),
            PAUSE_HOUR: self._pauses("1h"),
            PAUSE_TODAY: self._pauses("today"),
            STRETCH: self._stretches,
            OPEN_SETTINGS: self._opens_settings,
            **dict.fromkeys((BROWSE, BROWSE_AREA, BROWSE_POSITION, BROWSE_PAGE), self._browses),
            TRY: self._tries,
            PLANS: self._shows_plans,
            PLAN_BEGINS: self._begins_plan,
            PLAN_NEXT: self._stretches,
            PLAN_STOPS: self._stops_plan,
            HOME: self._comes_home,
            HOURS_SET: self._sets_hours,
            STRETCH_REMOVED: self._removes_days,
            DAYS_WORKED: self._works,
            TOGETHER_JOIN: self._joins_together,
            TOGETHER_LEAVE: self._leaves_together,
            TOGETHER_OFF: self._calls_off,
            TOGETHER_BACK: self._brings_back,
            DIGEST_STOP: self._stops_digest,
            TEAM_ON: self._begins_team,
            TEAM_OFF: self._ends_team,
            TEAM_JOIN: self._joins_team,
            TEAM_LEAVE: self._leaves_team,
            TEAM_SETTINGS: self._opens_team_settings,
            TEAM_BOARD: self._looks_at_team,
            CHOOSE_BOARDS: self._chooses_boards,
        }

    async def answer(self, click: Click) -> Answer | View | None:
        """What to show; None for a button Limber does not know (a link, or one long gone)."""
        several, _, _ = click.action_id.rpartition(".")  # of these, a message may have many
        handler = self._handlers.get(click.action_id) or self._handlers.get(several)
        return None if handler is None else await handler(click)

    async def _on_card(self, click: Click) -> Answer:
        ticket = NudgeRef.read(click.value)
        if ticket is None:
            return await self._unknown_card(click)
        action = Action(click.action_id.rpartition(".")[2])
        return await self._cases.stretching.click(
            click.who, ticket.nudge_id, action, ticket.stage, _place(click)
        )

    async def _snoozes(self, click: Click) -> Answer:
        ticket = SnoozeRef.read(click.value)
        if ticket is None:
            return await self._unknown_card(click)
        return await self._cases.stretching.click(
            click.who, ticket.nudge_id, Action.SNOOZE, None, _place(click), ticket.snooze
        )

    async def _after_break(self, click: Click) -> Answer:
        ticket = NudgeRef.read(click.value)
        if ticket is None:
            return await self._unknown_card(click)
        choice = Feedback(click.action_id.rpartition(".")[2])
        return await self._cases.feedbacks.click(click.who, ticket.nudge_id, choice)

    async def _checks(self, click: Click) -> Answer:
        """Beside the nudge that brought it up, for its reader alone."""
        return Answer(await self._cases.selfchecks.intro(click.who), Show.TO_CLICKER)

    async def _begins_check(self, click: Click) -> Answer:
        return Answer(await self._cases.selfchecks.goes_on(click.who, Sightings()))

    async def _saw(self, click: Click) -> Answer:
        sightings = Sightings.read(click.value)
        if sightings is None:
            return Answer(await self._cases.selfchecks.intro(click.who))
        return Answer(await self._cases.selfchecks.goes_on(click.who, sightings))

    async def _reminds(self, click: Click) -> Answer:
        return Answer(await self._cases.selfchecks.remind(click.who), Show.TO_CLICKER)

    async def _begins_gently(self, click: Click) -> Answer:
        return Answer(await self._cases.selfchecks.begin_gently(click.who), Show.TO_CLICKER)

    async def _unknown_card(self, click: Click) -> Answer:
        return await self._cases.stretching.click(click.who, "", Action.START, None, None)

    async def _joins(self, click: Click) -> Answer:
        """In place of the invitation: nobody is asked twice."""
        return Answer(await self._cases.membership.join(click.who))

    async def _leaves(self, click: Click) -> Answer:
        return _beside(click, await self._cases.membership.leave(click.who))

    async def _exports(self, click: Click) -> Answer:
        return Answer(await self._cases.exporting.ask(click.who), Show.TO_CLICKER)

    async def _forgets(self, click: Click) -> Answer:
        return _beside(click, await self._cases.forgetting.forget(click.who))

    async def _resumes(self, click: Click) -> Answer:
        return _beside(click, await self._cases.membership.resume(click.who))

    def _pauses(self, phrase: str) -> Handler:
        async def pauses(click: Click) -> Answer:
            return _beside(click, await self._cases.membership.pause(click.who, phrase))

        return pauses

    def _steps(self, step: PaceStep) -> Handler:
        async def steps(click: Click) -> Answer:
            return _beside(click, await self._cases.membership.step(click.who, step))

        return steps

    async def _repaces(self, click: Click) -> Answer:
        ticket = PaceRef.read(click.value)
        if ticket is None:
            return await self._unknown_card(click)
        return _beside(click, await self._cases.membership.repace(click.who, ticket.paced))

    def _answers(self, answer: Callable[[Who, str], Awaitable[Answer]]) -> Handler:
        async def answers(click: Click) -> Answer:
            ticket = NudgeRef.read(click.value)
            if ticket is None:
                return await self._unknown_card(click)
            return await answer(click.who, ticket.nudge_id)

        return answers

    async def _stretches(self, click: Click) -> Answer:
        return Answer(await self._cases.stretching.offer(click.who), Show.TO_CLICKER)

    async def _opens_settings(self, click: Click) -> Answer | View:
        opened = await self._cases.membership.settings(click.who, click.response_url or "")
        return opened if isinstance(opened, View) else Answer(opened, Show.TO_CLICKER)

    async def _browses(self, click: Click) -> Answer | View:
        selection = Selection.read(click.value)
        if click.response_url is None:  # on the Home tab
            return await self._cases.browsing.home(click.who, selection)
        return Answer(await self._cases.browsing.card(click.who, selection))

    async def _tries(self, click: Click) -> Answer:
        exercise = self._deps.library.exercises.get(click.value)
        if exercise is None:
            card = await self._cases.stretching.offer(click.who)
        elif exercise.kind is ExerciseKind.SELF_CHECK:
            card = await self._cases.selfchecks.intro(click.who)
        else:
            card = await self._cases.stretching.offer_named(click.who, exercise)
        return Answer(card, Show.TO_CLICKER)

    async def _shows_plans(self, click: Click) -> View:
        return await self._cases.planning.choice(click.who)

    async def _begins_plan(self, click: Click) -> Answer:
        return Answer(await self._cases.planning.begin(click.who, click.value))

    async def _stops_plan(self, click: Click) -> Answer:
        return Answer(await self._cases.planning.stop(click.who))

    async def _sets_hours(self, click: Click) -> Answer:
        return _beside(click, await self._cases.workdays.hours(click.who, click.value))

    async def _removes_days(self, click: Click) -> Answer:
        return _beside(click, await self._cases.workdays.remove(click.who, click.value))

    async def _works(self, click: Click) -> Answer:
        return _beside(click, await self._cases.workdays.works(click.who, click.value))

    async def _joins_together(self, click: Click) -> Answer:
        return _beside(
            click, await self._cases.together.join(click.who, click.value, _place(click))
        )

    async def _leaves_together(self, click: Click) -> Answer:
        return _beside(click, await self._cases.together.leave(click.who, click.value))

    async def _calls_off(self, click: Click) -> Answer:
        return _beside(click, await self._cases.together.call_off(click.who, click.value))

    async def _brings_back(self, click: Click) -> Answer:
        channel = Channel(click.who.workspace_id, click.channel_id or "")
        return _beside(click, await self._cases.together.bring_back(click.who, channel))

    async def _stops_digest(self, click: Click) -> Answer:
        """Beside the message, which stays: others may be reading it."""
        card = await self._cases.digests.stop(click.who, click.channel)
        return Answer(card, Show.TO_CLICKER)

    async def _begins_team(self, click: Click) -> Answer:
        return _beside(click, await self._cases.teams.begin(click.who, click.channel))

    async def _ends_team(self, click: Click) -> Answer:
        return _beside(click, await self._cases.teams.end(click.who, _team(click)))

    async def _joins_team(self, click: Click) -> Answer:
        return _beside(click, await self._cases.teams.join(click.who, click.channel))

    async def _leaves_team(self, click: Click) -> Answer:
        here = click.channel == _team(click)
        return _beside(click, await self._cases.teams.leave(click.who, _team(click), here=here))

    async def _opens_team_settings(self, click: Click) -> Answer | View:
        answer_to = click.response_url or ""
        opened = await self._cases.teams.settings(click.who, _team(click), answer_to)
        return opened if isinstance(opened, View) else Answer(opened, Show.TO_CLICKER)

    async def _looks_at_team(self, click: Click) -> Answer | View:
        """In a window of its own on Home, which has no message to answer in."""
        here = click.channel == _team(click)
        card = await self._cases.boards.of_team(click.who, _team(click), here=here)
        if click.response_url is None:
            return await self._cases.boards.in_a_window(click.who, card)
        return Answer(card, Show.TO_CLICKER)

    async def _chooses_boards(self, click: Click) -> Answer | View:
        opened = await self._cases.boards.choose(click.who, click.response_url or "")
        return opened if isinstance(opened, View) else _beside(click, opened)

    async def _comes_home(self, click: Click) -> View:
        return await self._cases.overviews.home(click.who)


def _team(click: Click) -> Channel:
    """The channel that a team's button carries."""
    return Channel(click.who.workspace_id, click.value)


def _beside(click: Click, card: Card) -> Answer:
    """In place of a message only its reader sees; beside one that stays."""
    return Answer(card, Show.IN_PLACE if click.is_ephemeral else Show.TO_CLICKER)


def _place(click: Click) -> MessageRef | None:
    """Where a clicked card stands; one that only its reader sees stands nowhere for long."""
    if not click.channel_id or not click.message_ts or click.is_ephemeral:
        return None
    return MessageRef(click.channel_id, click.message_ts)
