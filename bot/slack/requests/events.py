"""Handlers of events: Home opened, profiles, channels, uninstallation."""

from dataclasses import dataclass

from bot.metrics import Metrics
from bot.slack.calls.directory import profile_of, quiet_of
from bot.slack.requests import payloads
from bot.slack.requests.answers import Answers
from bot.slack.requests.payloads import Body
from bot.slack.workspaces.tokens import Identities
from bot.usecases.people.installing import Installing
from bot.usecases.people.signals import SignalUpdates
from bot.usecases.requests import OnHome
from bot.usecases.teams.group_breaks import GroupBreaks
from bot.usecases.teams.teams import Teams


@dataclass(frozen=True)
class Events:
    """What must not be lost is done before the ack, so that Slack retries it if it fails."""

    answers: Answers
    identities: Identities
    signals: SignalUpdates
    installing: Installing
    teams: Teams
    group_breaks: GroupBreaks
    metrics: Metrics

    async def home_opened(self, body: Body) -> None:
        if payloads.event_of(body).get("tab") == "home":
            who = payloads.who_of_event(body)
            self.answers.later(who, "home", lambda: self.answers.publish_home(who), OnHome())

    async def user_changed(self, body: Body) -> None:
        """A profile, status or huddle, of anybody in the workspace."""
        who = payloads.who_of_event(body)
        profile = profile_of(payloads.event_of(body)["user"])
        self.answers.later(who, "user_change", lambda: self.signals.changed(who, profile))

    async def quiet_changed(self, body: Body) -> None:
        who = payloads.who_of_event(body)
        quiet = quiet_of(payloads.event_of(body).get("dnd_status"))
        self.answers.later(who, "dnd_updated_user", lambda: self.signals.quieted(who, quiet))

    async def left_channel(self, body: Body) -> None:
        who, channel = payloads.who_of_event(body), payloads.channel_of_event(body)
        self.metrics.requests.labels("left_channel").inc()
        await self.teams.left_channel(channel, who.user_id, payloads.time_of(body))

    async def channel_ended(self, body: Body) -> None:
        """Limber was removed from the channel, or it was archived or deleted."""
        self.metrics.requests.labels("channel_ended").inc()
        channel, at = payloads.channel_of_event(body), payloads.time_of(body)
        await self.teams.channel_ended(channel, at)
        await self.group_breaks.channel_ended(channel, at)

    async def uninstalled(self, body: Body) -> None:
        workspace_id = payloads.team_of(body)
        self.metrics.requests.labels("uninstalled").inc()
        await self.installing.uninstalled(workspace_id, payloads.time_of(body))
        self.identities.drop(workspace_id)

    async def tokens_revoked(self, body: Body) -> None:
        """Limber has only bot tokens."""
        if payloads.revoked_bots(body):
            workspace_id = payloads.team_of(body)
            self.metrics.requests.labels("revoked").inc()
            await self.installing.revoked(workspace_id, payloads.time_of(body))
            self.identities.drop(workspace_id)
