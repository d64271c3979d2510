"""Tables of people and workspaces."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
)

from bot.store.db.column_types import UtcDateTime
from bot.store.db.tables.base import metadata, of_member

workspaces = Table(
    "workspaces",
    metadata,
    Column("id", Text, primary_key=True),
    Column("app_id", Text, nullable=False),
    Column("bot_id", Text, nullable=False),
    Column("bot_user_id", Text, nullable=False),
    Column("bot_token", Text, comment="encrypted; null when the token is in the environment"),
    Column("scopes", Text, nullable=False),
    Column("installer_user_id", Text),
    Column("installed_at", UtcDateTime, nullable=False),
    Column("welcomed_at", UtcDateTime),
    Column("paced_until", UtcDateTime, comment="posts are scheduled up to here"),
    Column("look_at", UtcDateTime, comment="when Slack is next asked about its people"),
    Column("look_cursor", Text, comment="how far the present look has come; null between two"),
    Column("updates_paced_until", UtcDateTime, comment="updates are scheduled up to here"),
    Column("deletes_paced_until", UtcDateTime, comment="deletions are scheduled up to here"),
    Column("boards_off", Text, nullable=False, comment="leaderboards that admins switched off"),
)

oauth_states = Table(
    "oauth_states",
    metadata,
    Column("state", Text, primary_key=True),
    Column("expires_at", UtcDateTime, nullable=False),
)

members = Table(
    "members",
    metadata,
    Column("workspace_id", Text, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("standing", Text, nullable=False, comment="guest, active or left"),
    Column("zone", Text, nullable=False, comment="IANA zone name"),
    Column("locale", Text, nullable=False, comment="as Slack writes it: en-US"),
    Column("preferences", Text, nullable=False, comment="JSON: every setting by its name"),
    Column("listed", Boolean, nullable=False, comment="chose to be shown on leaderboards"),
    Column("nickname", Text, comment="shown on leaderboards instead of their name"),
    Column("joined_at", UtcDateTime),
    Column("sitting_since", UtcDateTime, nullable=False),
    Column("eyes_since", UtcDateTime, comment="their last rest, where there is a rhythm for it"),
    Column("walk_since", UtcDateTime, comment="the last walk, where there is a rhythm for it"),
    Column("paused_until", UtcDateTime),
    Column("next_due_at", UtcDateTime),
    Column("due_reason", Text),
    Column("next_exercise_id", Text),
    Column("recent", Text, nullable=False, comment="exercises offered last, newest first"),
    Column("nudged_on", Date),
    Column("nudged_count", Integer, nullable=False),
    Column("plan_id", Text, comment="the plan they follow"),
    Column("plan_day", Integer, comment="which day of it, from 1"),
    Column("plan_on", Date, comment="the workday that day is done on"),
    Column("plan_done", Text, comment="exercises of that day that were done"),
    Column("recheck_at", UtcDateTime, comment="a nudge from then on brings up the self-check"),
    Column("huddle_until", UtcDateTime, comment="Slack showed a huddle"),
    Column("meeting_until", UtcDateTime, comment="Slack showed a busy status"),
    Column("meeting_is_open", Boolean, nullable=False, comment="that status has no end in Slack"),
    Column("vacation_until", UtcDateTime, comment="Slack showed a status of absence"),
    Column("quiet_start", UtcDateTime, comment="do not disturb, as Slack last told"),
    Column("quiet_end", UtcDateTime),
    Column("held_for", Text, comment="the signal that the last held nudge waited for"),
    Column("held_since", UtcDateTime),
    Column("held_until", UtcDateTime),
    Column("unanswered", Integer, nullable=False, comment="nudges in a row without an answer"),
    Column("asked_at", UtcDateTime, comment="when they were asked whether nudges still fit"),
    Column("answered_on", Date, comment="their workday of the last answer"),
    Column(
        "ignored_days",
        Integer,
        nullable=False,
        server_default="0",
        comment="workdays in a row with nudges and without an answer",
    ),
    Column("presumed", Boolean, nullable=False, comment="zone and locale are others', a guess"),
    CheckConstraint("next_due_at IS NULL OR standing = 'active'", name="only_active_are_due"),
)
Index(
    "ix_members_next_due_at",
    members.c.next_due_at,
    sqlite_where=members.c.next_due_at.is_not(None),
)

days_off = Table(
    "days_off",
    metadata,
    Column("id", Text, primary_key=True),
    Column("workspace_id", Text, ForeignKey("workspaces.id", ondelete="CASCADE"), nullable=False),
    Column("user_id", Text, comment="null for everybody in the workspace"),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("kind", Text, nullable=False, comment="off, or works: that day is worked after all"),
    Column("name", Text, nullable=False),
    of_member(),
    CheckConstraint("first_day <= last_day", name="days_in_order"),
)
Index("ix_days_off_member", days_off.c.workspace_id, days_off.c.user_id)

charts = Table(
    "charts",
    metadata,
    Column("workspace_id", Text, primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("drawn_at", UtcDateTime, nullable=False, comment="when the last one was begun"),
    Column("file_id", Text, comment="Slack's; null until it has the picture"),
    of_member(),
)

exports = Table(
    "exports",
    metadata,
    Column("workspace_id", Text, primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False, comment="when they last asked for their data"),
    Column("files", Text, nullable=False, comment="Slack's ids of what they were sent"),
    of_member(),
)

leftovers = Table(
    "leftovers",
    metadata,
    Column("workspace_id", Text, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("file_id", Text, primary_key=True, comment="Slack's; it is to be deleted there"),
    Column("since", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False, comment="when its deletion is next tried"),
)
Index("ix_leftovers_due_at", leftovers.c.due_at)
