"""What Slack sends, read into types. Payloads are unions of many shapes: this is where Any ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import partial
from typing import Any

from bot.cards.schedule import exercise_filters, settings_modal
from bot.cards.schedule.settings_modal import Form
from bot.cards.teams import leaderboard_cards, team_settings
from bot.cards.teams.team_settings import TeamForm
from bot.domain.calendar.busy_signals import Signal
from bot.domain.calendar.work_week import WEEKDAYS
from bot.domain.exercises.exercise import Load, Position
from bot.domain.exercises.picking import Only
from bot.domain.members import Pictures, Who
from bot.domain.teams.leaderboards import Board
from bot.domain.teams.teams import Channel

Body = dict[str, Any]


class Malformed(Exception):
    """Slack sent a shape that Limber does not know."""


@dataclass(frozen=True)
class Command:
    """A slash command: who typed it and where, what follows the command, where to answer.

    `is_channel` says whether that is a channel, rather than a direct message of two or more.
    """

    who: Who
    text: str
    response_url: str
    trigger_id: str
    channel_id: str
    is_channel: bool

    @property
    def channel(self) -> Channel | None:
        return Channel(self.who.workspace_id, self.channel_id) if self.is_channel else None


@dataclass(frozen=True)
class Click:
    """A click on a button, in a message or on the Home tab (then without a response_url)."""

    who: Who
    action_id: str
    value: str
    trigger_id: str
    response_url: str | None
    channel_id: str | None
    message_ts: str | None
    is_ephemeral: bool

    @property
    def channel(self) -> Channel | None:
        """Where the message stands, as Slack says, if that is a channel."""
        if self.channel_id is None or not _is_channel(self.channel_id):
            return None
        return Channel(self.who.workspace_id, self.channel_id)


@dataclass(frozen=True)
class Submission:
    """A submitted settings modal; `answer_to` is what the modal was opened with."""

    who: Who
    form: Form
    answer_to: str


@dataclass(frozen=True)
class TeamSubmission:
    """The submitted settings of a team; `answer_to` is what the modal was opened with."""

    who: Who
    channel: Channel
    form: TeamForm
    answer_to: str


@dataclass(frozen=True)
class BoardsSubmission:
    """The leaderboards that an admin wants to be shown."""

    who: Who
    shown: frozenset[Board]
    answer_to: str


def check(body: Body) -> None:
    """Raises Malformed for a body whose shape Bolt would stumble over."""
    kind = body.get("type")
    if not isinstance(kind, str) and not isinstance(body.get("command"), str):
        raise Malformed("neither a type nor a command")
    if kind == "event_callback":
        _text(_object(body, "event"), "type")
    if "actions" in body:
        actions = _list(body, "actions")
        if not actions:
            raise Malformed("no actions")
        for action in actions:
            _text(action if isinstance(action, dict) else {}, "action_id")
    if kind in {"view_submission", "view_closed"}:
        _text(_object(body, "view"), "callback_id")


def command(body: Body) -> Command:
    channel_id = str(body.get("channel_id") or "")
    return Command(
        Who(_text(body, "team_id"), _text(body, "user_id")),
        str(body.get("text") or "").replace("\0", "").strip(),  # which no database keeps
        _text(body, "response_url"),
        _text(body, "trigger_id"),
        channel_id,
        _is_channel(channel_id) and not _is_group_message(body),
    )


def click(body: Body) -> Click:
    clicked = next(iter(_list(body, "actions")), None)
    if not isinstance(clicked, dict):
        raise Malformed("a click without an action")
    container = _object(body, "container")
    return Click(
        who=_who(body),
        action_id=_text(clicked, "action_id"),
        value=str(clicked.get("value") or _object(clicked, "selected_option").get("value") or ""),
        trigger_id=str(body.get("trigger_id") or ""),
        response_url=_optional(body, "response_url"),
        channel_id=_optional(container, "channel_id"),
        message_ts=_optional(container, "message_ts"),
        is_ephemeral=bool(container.get("is_ephemeral")),
    )


def submission(body: Body) -> Submission:
    view = _object(body, "view")
    values = _object(_object(view, "state"), "values")
    return Submission(_who(body), _form(values), str(view.get("private_metadata") or ""))


def team_submission(body: Body) -> TeamSubmission:
    view = _object(body, "view")
    values = _object(_object(view, "state"), "values")
    channel_id, _, answer_to = str(view.get("private_metadata") or "").partition(" ")
    who = _who(body)
    channel = Channel(who.workspace_id, _text({"channel": channel_id}, "channel"))
    return TeamSubmission(who, channel, _team_form(values), answer_to)


def boards_submission(body: Body) -> BoardsSubmission:
    view = _object(body, "view")
    values = _object(_object(view, "state"), "values")
    picked = _state(values, leaderboard_cards.BOARDS).get("selected_options") or []
    try:
        shown = frozenset(Board(it["value"]) for it in picked)
    except (ValueError, TypeError, KeyError) as error:
        raise Malformed(f"a form of leaderboards: {error}") from error
    return BoardsSubmission(_who(body), shown, str(view.get("private_metadata") or ""))


def _team_form(values: Mapping[str, Any]) -> TeamForm:
    def picked(block_id: str) -> str:
        option = _state(values, block_id).get("selected_option") or {}
        return str(option.get("value") or team_settings.NONE)

    try:
        day = picked(team_settings.DIGEST_DAY)
        return TeamForm(
            goal=_number(_state(values, team_settings.GOAL).get("value")),
            digest_day=None if day == team_settings.NONE else WEEKDAYS[int(day)],
            digest_at=_time(_state(values, team_settings.DIGEST_AT).get("selected_time")),
            together=picked(team_settings.TOGETHER) != team_settings.NONE,
            together_at=_time(_state(values, team_settings.TOGETHER_AT).get("selected_time")),
        )
    except (ValueError, TypeError, AttributeError, IndexError) as error:
        raise Malformed(f"a team's form: {error}") from error


def _state(values: Mapping[str, Any], block_id: str) -> Mapping[str, Any]:
    return _object(_object(values, block_id), block_id)


def _is_channel(id_: str) -> bool:
    """Whether an id is that of a channel, of old or of new ones, rather than a direct message."""
    return id_.startswith(("C", "G"))


def _is_group_message(body: Body) -> bool:
    """Whether a command was typed in a direct message of several people, whose id looks like that
    of a channel."""
    return str(body.get("channel_name") or "").startswith("mpdm-")


def _form(values: Mapping[str, Any]) -> Form:
    state = partial(_state, values)

    def picked(block_id: str) -> frozenset[str]:
        chosen = state(block_id).get("selected_options") or []
        return frozenset(str(it["value"]) for it in chosen)

    pictures = state(settings_modal.PICTURES).get("selected_option") or {}
    try:
        return Form(
            days=frozenset(int(it) for it in picked(settings_modal.DAYS)),
            start=_time(state(settings_modal.START).get("selected_time")),
            end=_time(state(settings_modal.END).get("selected_time")),
            hours_said=str(state(settings_modal.HOURS_SAID).get("value") or "").strip(),
            holidays=str(state(settings_modal.HOLIDAYS).get("value") or "").strip(),
            interval_min=_number(state(settings_modal.INTERVAL_MIN).get("value")),
            interval_max=_number(state(settings_modal.INTERVAL_MAX).get("value")),
            eyes_minutes=_number(state(settings_modal.EYES).get("value")),
            walk_minutes=_number(state(settings_modal.WALK).get("value")),
            times=str(state(settings_modal.TIMES).get("value") or ""),
            positions=frozenset(Position(it) for it in picked(exercise_filters.POSITIONS)),
            kneeling=exercise_filters.KNEELING in picked(exercise_filters.ALSO),
            intermediate=exercise_filters.INTERMEDIATE in picked(exercise_filters.ALSO),
            only=frozenset(Only(it) for it in picked(exercise_filters.ONLY)),
            spared=frozenset(Load(it) for it in picked(exercise_filters.SPARED)),
            areas_left_out=picked(exercise_filters.AREAS_LEFT_OUT),
            left_out=picked(exercise_filters.LEFT_OUT),
            pictures=Pictures(pictures.get("value", Pictures.MOVING)),
            daily_cap=_number(state(settings_modal.DAILY_CAP).get("value")),
            daily_goal=_number(state(settings_modal.DAILY_GOAL).get("value")),
            listed=settings_modal.LISTED in picked(settings_modal.LISTED),
            nickname=str(state(settings_modal.NICKNAME).get("value") or "").strip(),
            heeded=frozenset(Signal(it) for it in picked(settings_modal.HEEDED)),
        )
    except (ValueError, TypeError, KeyError) as error:
        raise Malformed(f"a settings form: {error}") from error


def who_of_event(body: Body) -> Who:
    """Whom an event is about."""
    event = _object(body, "event")
    user = event.get("user")
    user_id = user.get("id") if isinstance(user, dict) else user
    return Who(_text(body, "team_id"), _text({"user": user_id}, "user"))


def channel_of_event(body: Body) -> Channel:
    """The channel that an event is about."""
    return Channel(_text(body, "team_id"), _text(_object(body, "event"), "channel"))


def event_of(body: Body) -> Body:
    return _object(body, "event")


def team_of(body: Body) -> str:
    return _text(body, "team_id")


def time_of(body: Body) -> datetime:
    """When the event happened, in whole seconds, however late it is delivered."""
    at = body.get("event_time")
    if not isinstance(at, int):
        raise Malformed("no event_time")
    return datetime.fromtimestamp(at, UTC)


def revoked_bots(body: Body) -> list[Any]:
    """The bot users whose tokens a tokens_revoked event names."""
    return _list(_object(event_of(body), "tokens"), "bot")


def _who(body: Body) -> Who:
    user = _object(body, "user")
    team = body.get("team")
    workspace = team.get("id") if isinstance(team, dict) else user.get("team_id")
    return Who(_text({"team": workspace}, "team"), _text(user, "id"))


def _time(value: Any) -> time | None:
    return time.fromisoformat(value) if value else None


def _number(value: Any) -> int | None:
    """A whole number; None for an empty field, and -1, out of every range, for no such number."""
    if value is None or value == "":
        return None
    try:
        return int(value)
    except ValueError:
        return -1


def _text(facts: Mapping[str, Any], key: str) -> str:
    value = facts.get(key)
    if not isinstance(value, str) or not value:
        raise Malformed(f"no {key}")
    return value


def _optional(facts: Mapping[str, Any], key: str) -> str | None:
    value = facts.get(key)
    return value if isinstance(value, str) and value else None


def _object(facts: Mapping[str, Any], key: str) -> Body:
    value = facts.get(key)
    return value if isinstance(value, dict) else {}


def _list(facts: Mapping[str, Any], key: str) -> list[Any]:
    value = facts.get(key)
    return value if isinstance(value, list) else []
