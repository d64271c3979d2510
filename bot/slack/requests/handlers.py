"""The front desk: takes what Slack sends, acknowledges it at once, and answers from a task.

Each handler reads the payload, acknowledges, and leaves the rest to the use cases. Whatever
fails is logged with its traceback, and whoever asked is told, there where they asked.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards import replies
from bot.cards.home import home_tab
from bot.cards.parts.action_ids import EXPORT, FORGET, PLAN_NEXT, STRETCH, TRY
from bot.cards.parts.blocks import Card, View
from bot.domain.members import Preferences, Who
from bot.domain.teams.teams import Team
from bot.metrics import Metrics
from bot.slack.calls.api import SlackApi
from bot.slack.calls.directory import profile_of, quiet_of
from bot.slack.requests import payloads
from bot.slack.requests.clicks import Clicks
from bot.slack.requests.commands import Commands, Followed
from bot.slack.requests.payloads import (
    BoardsSubmission,
    Body,
    Click,
    Command,
    Submission,
    TeamSubmission,
)
from bot.slack.tasks import Tasks, Work
from bot.slack.workspaces.tokens import Identities
from bot.usecases.breaks.card_click import Answer, Show
from bot.usecases.cases import UseCases
from bot.usecases.deps import Deps
from bot.usecases.people.installing import Installing
from bot.usecases.people.signals import SignalUpdates

log = logging.getLogger(__name__)


ON_HOME = "home"
"""Stands for a response_url where something was asked on Home, which has none."""


@dataclass(frozen=True)
class Handlers:
    deps: Deps
    api: SlackApi
    identities: Identities
    commands: Commands
    clicks: Clicks
    cases: UseCases
    signals: SignalUpdates
    installing: Installing
    tasks: Tasks
    metrics: Metrics

    async def command(self, ack: AsyncAck, body: Body) -> None:
        command = payloads.command(body)
        await ack()
        work = partial(self._answer_command, command)
        self._later(command.who, "command", work, command.response_url)

    async def click(self, ack: AsyncAck, body: Body) -> None:
        click = payloads.click(body)
        await ack()
        work = partial(self._answer_click, click)
        self._later(click.who, "click", work, click.response_url or ON_HOME)

    async def settings(self, ack: AsyncAck, body: Body) -> None:
        """Faults come back on their fields; a form without any is saved after the ack."""
        submission = payloads.submission(body)
        checked = await self.cases.membership.checked(submission.who, submission.form)
        if not isinstance(checked, Preferences):
            await ack(response_action="errors", errors=dict(checked))
            return
        await ack()
        work = partial(self._save_settings, submission, checked)
        self._later(submission.who, "settings", work, submission.answer_to or ON_HOME)

    async def team_settings(self, ack: AsyncAck, body: Body) -> None:
        """As above, for the settings of a team."""
        submission = payloads.team_submission(body)
        checked = await self.cases.teams.checked(
            submission.who, submission.channel, submission.form
        )
        if checked is not None and not isinstance(checked, Team):
            await ack(response_action="errors", errors=dict(checked))
            return
        await ack()
        work = partial(self._save_team, submission)
        self._later(submission.who, "team_settings", work, submission.answer_to or ON_HOME)

    async def boards_chosen(self, ack: AsyncAck, body: Body) -> None:
        submission = payloads.boards_submission(body)
        await ack()
        work = partial(self._save_boards, submission)
        self._later(submission.who, "boards", work, submission.answer_to or None)

    async def home_opened(self, body: Body) -> None:
        if payloads.event_of(body).get("tab") == "home":
            who = payloads.who_of_event(body)
            self._later(who, "home", partial(self._publish_home, who), ON_HOME)

    async def user_changed(self, body: Body) -> None:
        """A profile, a status or a huddle; Slack says so of everybody in the workspace."""
        who = payloads.who_of_event(body)
        profile = profile_of(payloads.event_of(body)["user"])
        self._later(who, "user_change", partial(self.signals.changed, who, profile), None)

    async def quiet_changed(self, body: Body) -> None:
        who = payloads.who_of_event(body)
        quiet = quiet_of(payloads.event_of(body).get("dnd_status"))
        self._later(who, "dnd_updated_user", partial(self.signals.quieted, who, quiet), None)

    async def left_channel(self, body: Body) -> None:
        """Done before the ack, as below: what Slack says once is not lost."""
        who, channel = payloads.who_of_event(body), payloads.channel_of_event(body)
        self.metrics.requests.labels("left_channel").inc()
        await self.cases.teams.left_channel(channel, who.user_id, payloads.time_of(body))

    async def channel_ended(self, body: Body) -> None:
        """Limber was taken out of a channel, or nobody can write there any more."""
        self.metrics.requests.labels("channel_ended").inc()
        channel, at = payloads.channel_of_event(body), payloads.time_of(body)
        await self.cases.teams.gone(channel, at)
        await self.cases.together.gone(channel, at)

    async def uninstalled(self, body: Body) -> None:
        """Done before the ack: should it fail, Slack sends the event again."""
        workspace_id = payloads.team_of(body)
        self.metrics.requests.labels("uninstalled").inc()
        await self.installing.uninstalled(workspace_id, payloads.time_of(body))
        self.identities.drop(workspace_id)

    async def tokens_revoked(self, body: Body) -> None:
        """Without the bot's token nothing can be sent; a person's own token is none of ours."""
        if payloads.revoked_bots(body):
            workspace_id = payloads.team_of(body)
            self.metrics.requests.labels("revoked").inc()
            await self.installing.revoked(workspace_id, payloads.time_of(body))
            self.identities.drop(workspace_id)

    async def _answer_command(self, command: Command) -> None:
        answer = await self.commands.answer(command)
        match answer:
            case View():
                await self._open(command.who, command.trigger_id, answer, command.response_url)
            case Followed(card, then):
                await self.api.respond(command.response_url, card, replace=False)
                # What else this person does must not wait for it.
                work = partial(self._show, command, then)
                guarded = partial(self._guarded, command.who, "picture", work, None)
                self.tasks.spawn(guarded, after=("picture", command.who))
            case Card():
                await self.api.respond(command.response_url, answer, replace=False)
        await self.cases.membership.heard(command.who)

    async def _show(self, command: Command, then: Callable[[], Awaitable[Card | None]]) -> None:
        """A picture, under the answer that came at once: a command's own answer is none that
        Slack would replace (slackapi/bolt-js#2287)."""
        card = await then()
        if card is not None:
            await self.api.show(command.response_url, card)

    async def _answer_click(self, click: Click) -> None:
        answer = await self.clicks.answer(click)
        match answer:
            case None:
                log.info("unknown button", extra={"action": click.action_id})
            case View() if answer.is_home:
                await self.api.publish_home(click.who, answer)
            case View():
                await self._open(click.who, click.trigger_id, answer, click.response_url)
            case Answer(card, show) if click.response_url is not None:
                in_place = show is Show.IN_PLACE
                await self.api.respond(click.response_url, card, replace=in_place)
                if click.action_id == FORGET:  # Slack keeps showing Home as it was last published
                    await self._publish_home(click.who)
            case Answer(card):
                await self._answer_on_home(click, card)

    async def _open(self, who: Who, trigger_id: str, view: View, answer_to: str | None) -> None:
        """Opens a modal, or says that it did not open."""
        opened = await self.api.open_view(who.workspace_id, trigger_id, view)
        if not opened and answer_to is not None:
            await self.api.respond(answer_to, replies.failed(self.deps.words(None)), replace=False)

    async def _answer_on_home(self, click: Click, card: Card) -> None:
        """Home shows what changed by itself; an exercise goes into the messages, and what cannot
        be seen otherwise is said."""
        sent = click.action_id in {STRETCH, PLAN_NEXT} or click.action_id.startswith(TRY)
        if sent:
            await self.api.post(click.who, card)
        of_data = card if click.action_id in {EXPORT, FORGET} else None
        await self._publish_home(click.who, sent=sent, of_data=of_data)

    async def _save_settings(self, submission: Submission, chosen: Preferences) -> None:
        card = await self.cases.membership.save_settings(submission.who, chosen)
        if card is not None and submission.answer_to:
            await self.api.respond(submission.answer_to, card, replace=False)
        else:
            await self._publish_home(submission.who)

    async def _save_team(self, submission: TeamSubmission) -> None:
        card = await self.cases.teams.save_settings(
            submission.who, submission.channel, submission.form
        )
        await self._saved(submission.who, card, submission.answer_to)

    async def _save_boards(self, submission: BoardsSubmission) -> None:
        card = await self.cases.boards.save(submission.who, submission.shown)
        await self._saved(submission.who, card, submission.answer_to)

    async def _saved(self, who: Who, card: Card, answer_to: str) -> None:
        """Says so where the modal was opened: beside a message, or on Home."""
        if answer_to:
            await self.api.respond(answer_to, card, replace=False)
        else:
            await self._publish_home(who, said=card)

    async def _publish_home(
        self,
        who: Who,
        *,
        sent: bool = False,
        said: Card | None = None,
        of_data: Card | None = None,
    ) -> None:
        home = await self.cases.overviews.home(who, sent=sent, said=said, of_data=of_data)
        await self.api.publish_home(who, home)

    def _later(
        self,
        who: Who,
        kind: str,
        work: Work,
        answer_to: str | None,
    ) -> None:
        self.metrics.requests.labels(kind).inc()
        self.tasks.spawn(partial(self._guarded, who, kind, work, answer_to), after=who)

    async def _guarded(
        self,
        who: Who,
        kind: str,
        work: Work,
        answer_to: str | None,
    ) -> None:
        try:
            await work()
        except Exception:
            self.metrics.failures.labels(kind).inc()
            log.exception("request failed", extra={"kind": kind, "workspace": who.workspace_id})
            await self._apologise(who, answer_to)

    async def _apologise(self, who: Who, answer_to: str | None) -> None:
        words = self.deps.words(None)
        if answer_to == ON_HOME:
            await self.api.publish_home(who, home_tab.failed(words))
        elif answer_to is not None:
            await self.api.respond(answer_to, replies.failed(words), replace=False)
