"""Short-lived permissions from Slack: trigger_ids, OAuth codes and response_urls."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

from bot.domain.clock import Clock

TRIGGER_LIFE = timedelta(seconds=3)
CODE_LIFE = timedelta(minutes=10)
RESPONSE_URL_LIFE = timedelta(minutes=30)
RESPONSE_URL_USES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Permission to open one modal; `view_id` is the view it came from, if any."""

    id: str
    team_id: str
    user_id: str
    issued: datetime
    view_id: str | None
    used: bool = False


class Triggers:
    """trigger_ids: valid for three seconds and one call.

    Source: docs.slack.dev/interactivity/handling-user-interaction.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = count(1)
        self._issued: dict[str, Trigger] = {}

    def issue(self, team_id: str, user_id: str, view_id: str | None = None) -> str:
        trigger = Trigger(
            id=f"{next(self._numbers)}.{team_id[1:]}.{user_id.lower()}",
            team_id=team_id,
            user_id=user_id,
            issued=self._clock(),
            view_id=view_id,
        )
        self._issued[trigger.id] = trigger
        return trigger.id

    def fault(self, trigger_id: str, team_id: str) -> str | None:
        """The error views.open or views.push would give, or None."""
        trigger = self._issued.get(trigger_id)
        if trigger is None or trigger.team_id != team_id:
            return "invalid_trigger_id"
        if trigger.used:
            return "exchanged_trigger_id"
        if self._clock() - trigger.issued > TRIGGER_LIFE:
            return "expired_trigger_id"
        return None

    def exchange(self, trigger_id: str) -> Trigger:
        """Mark a trigger as used."""
        self._issued[trigger_id] = replace(self._issued[trigger_id], used=True)
        return self._issued[trigger_id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a person allowed when installing."""

    team_id: str
    user_id: str
    scopes: frozenset[str]
    redirect_uri: str | None
    issued: datetime


class Codes:
    """OAuth codes: valid for ten minutes and one exchange."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = count(1)
        self._grants: dict[str, Grant] = {}

    def issue(
        self, team_id: str, user_id: str, scopes: frozenset[str], redirect_uri: str | None
    ) -> str:
        code = f"{next(self._numbers)}.{team_id[1:]}.code"
        self._grants[code] = Grant(
            team_id=team_id,
            user_id=user_id,
            scopes=scopes,
            redirect_uri=redirect_uri,
            issued=self._clock(),
        )
        return code

    def exchange(self, code: str) -> Grant | None:
        """The code's grant; None if the code is unknown, used or expired."""
        grant = self._grants.pop(code, None)
        if grant is None or self._clock() - grant.issued > CODE_LIFE:
            return None
        return grant


@dataclass(slots=True, kw_only=True)
class ResponseUrl:
    """Permission to answer one interaction; `source_ts` is its message, if any."""

    path: str
    team_id: str
    channel_id: str
    user_id: str
    source_ts: str | None
    issued: datetime
    uses: int = 0


class ResponseUrls:
    """response_urls: five uses within thirty minutes.

    Source: docs.slack.dev/interactivity/handling-user-interaction, "Message responses".
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = count(1)
        self._issued: dict[str, ResponseUrl] = {}

    def issue(
        self, kind: str, team_id: str, channel_id: str, user_id: str, source_ts: str | None
    ) -> str:
        """The path of a new response_url; `kind` is `commands` or `actions`."""
        path = f"/{kind}/{team_id}/{next(self._numbers)}/playground"
        self._issued[path] = ResponseUrl(
            path=path,
            team_id=team_id,
            channel_id=channel_id,
            user_id=user_id,
            source_ts=source_ts,
            issued=self._clock(),
        )
        return path

    def use(self, path: str) -> ResponseUrl | str:
        """Count a use; returns Slack's error if the URL no longer works."""
        found = self._issued.get(path)
        if found is None:
            return "invalid_url"
        if self._clock() - found.issued > RESPONSE_URL_LIFE:
            return "expired_url"
        if found.uses >= RESPONSE_URL_USES:
            return "used_url"
        found.uses += 1
        return found
