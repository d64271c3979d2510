"""The tables, each keyed by workspace. Deleting a person or a workspace takes its rows along.

`members` and `breaks` may be read by outsiders; the README describes them. What an index leaves out
is said to SQLite alone: saying it to Postgres here would load that dialect, 2 MB, everywhere. The
migrations, which make the tables, say it to both.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)

from bot.domain.breaks.card_state import LIVE
from bot.domain.teams.group_breaks import LIVE as LIVE_SESSIONS
from bot.store.db.column_types import UtcDateTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _of_member() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id", "user_id"],
        ["members.workspace_id", "members.user_id"],
        ondelete="CASCADE",
    )


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
    Column("boards_off", Text, nullable=False, comment="leaderboards that admins switched off"),
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
    Column("presumed", Boolean, nullable=False, comment="zone and locale are others', a guess"),
    CheckConstraint("next_due_at IS NULL OR standing = 'active'", name="only_active_are_due"),
)
Index(
    "ix_members_next_due_at",
    members.c.next_due_at,
    sqlite_where=members.c.next_due_at.is_not(None),
)

nudges = Table(
    "nudges",
    metadata,
    Column("id", Text, primary_key=True),
    Column("workspace_id", Text, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("exercise_id", Text, nullable=False),
    Column("asked", Boolean, nullable=False, comment="by /stretch, not sent unasked"),
    Column("state", Text, nullable=False),
    Column("stage", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("channel_id", Text),
    Column("message_ts", Text),
    Column("error", Text, comment="why Slack did not take it"),
    Column("collapse_by", UtcDateTime, comment="waits to become one line, until then"),
    Column("collapsed_at", UtcDateTime, comment="when that was attempted"),
    _of_member(),
)
IS_LIVE = text(f"state IN ({', '.join(repr(it.value) for it in sorted(LIVE))})")
"""Spelled alike in the index and in the statements that use it."""
Index(
    "uq_nudges_one_live",
    nudges.c.workspace_id,
    nudges.c.user_id,
    unique=True,
    sqlite_where=IS_LIVE,
)
Index("ix_nudges_member", nudges.c.workspace_id, nudges.c.user_id, nudges.c.created_at)
Index("ix_nudges_created_at", nudges.c.created_at)
Index(
    "ix_nudges_to_collapse",
    nudges.c.workspace_id,
    nudges.c.created_at,
    sqlite_where=nudges.c.collapse_by.is_not(None),
)

breaks = Table(
    "breaks",
    metadata,
    Column("nudge_id", Text, primary_key=True, comment="one card, one break"),
    Column("workspace_id", Text, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("exercise_id", Text, nullable=False),
    Column("completed_at", UtcDateTime, nullable=False),
    Column("day", Date, nullable=False, comment="the person's workday at completion"),
    Column("zone", Text, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("counts", Boolean, nullable=False, comment="false soon after one that counted"),
    _of_member(),
)
Index("ix_breaks_member_day", breaks.c.workspace_id, breaks.c.user_id, breaks.c.day)

days = Table(
    "days",
    metadata,
    Column("workspace_id", Text, primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("scheduled", Boolean, nullable=False, comment="a workday of theirs"),
    Column("nudges", Integer, nullable=False, comment="how many reached them"),
    Column("breaks", Integer, nullable=False),
    Column("goal", Integer, nullable=False, comment="breaks that keep this day"),
    Column("excused", Boolean, nullable=False, comment="paused or away: never ends a streak"),
    _of_member(),
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
    _of_member(),
    CheckConstraint("first_day <= last_day", name="days_in_order"),
)
Index("ix_days_off_member", days_off.c.workspace_id, days_off.c.user_id)

streaks = Table(
    "streaks",
    metadata,
    Column("workspace_id", Text, primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("current", Integer, nullable=False, comment="as of last_day"),
    Column("longest", Integer, nullable=False),
    Column("last_day", Date),
    Column("breaks", Integer, nullable=False),
    Column("seconds", Integer, nullable=False, comment="in all"),
    Column("freezes", Integer, nullable=False, comment="in hand as of last_day"),
    Column("toward", Integer, nullable=False, comment="kept days toward the next freeze"),
    Column("frozen_on", Date, comment="the last day a freeze was used for"),
    Column("earned_on", Date, comment="the last day that earned one"),
    _of_member(),
)

weeks = Table(
    "weeks",
    metadata,
    Column("workspace_id", Text, primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("week", Date, primary_key=True, comment="its Monday"),
    Column("breaks", Integer, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("listed", Boolean, nullable=False, comment="on leaderboards; see listing.py"),
    _of_member(),
)
Index(
    "ix_weeks_listed",
    weeks.c.workspace_id,
    weeks.c.week,
    weeks.c.breaks.desc(),
    weeks.c.user_id,
    sqlite_where=weeks.c.listed,
)

group_weeks = Table(
    "group_weeks",
    metadata,
    Column("workspace_id", Text, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("week", Date, primary_key=True, comment="its Monday"),
    Column("people", Integer, nullable=False),
    Column("breaks", Integer, nullable=False),
    Column("seconds", Integer, nullable=False),
)

oauth_states = Table(
    "oauth_states",
    metadata,
    Column("state", Text, primary_key=True),
    Column("expires_at", UtcDateTime, nullable=False),
)

pictures = Table(
    "pictures",
    metadata,
    Column("workspace_id", Text, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True, comment="the file's name: a digest of what it shows"),
    Column("file_id", Text, nullable=False, comment="Slack's"),
    Column("uploaded_at", UtcDateTime, nullable=False),
)

teams = Table(
    "teams",
    metadata,
    Column("workspace_id", Text, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("channel_id", Text, primary_key=True),
    Column("set_up_by", Text, comment="null once forgotten"),
    Column("set_up_at", UtcDateTime, nullable=False),
    Column("zone", Text, nullable=False, comment="IANA zone name"),
    Column("locale", Text, nullable=False, comment="as Slack writes it: en-US"),
    Column("weekly_goal", Integer, comment="breaks of everybody together; null for none"),
    Column("digest_weekday", Integer, comment="0 is Monday; null for no digest"),
    Column("digest_minute", Integer, comment="after local midnight"),
    Column("digest_at", UtcDateTime, comment="when the next digest is due"),
    Column("together_minute", Integer, comment="after local midnight; null for none"),
    Column("together_at", UtcDateTime, comment="when the next daily break together is due"),
)
Index("ix_teams_digest_at", teams.c.digest_at, sqlite_where=teams.c.digest_at.is_not(None))
Index("ix_teams_together_at", teams.c.together_at, sqlite_where=teams.c.together_at.is_not(None))


def _of_team() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id", "channel_id"],
        ["teams.workspace_id", "teams.channel_id"],
        ondelete="CASCADE",
    )


team_members = Table(
    "team_members",
    metadata,
    Column("workspace_id", Text, primary_key=True),
    Column("channel_id", Text, primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("joined_on", Date, nullable=False, comment="their own workday then"),
    _of_team(),
    _of_member(),
)
Index("ix_team_members_member", team_members.c.workspace_id, team_members.c.user_id)

team_standings = Table(
    "team_standings",
    metadata,
    Column("workspace_id", Text, primary_key=True),
    Column("channel_id", Text, primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("week", Date, primary_key=True, comment="its Monday"),
    Column("breaks", Integer, nullable=False, comment="taken since they joined the team"),
    Column("listed", Boolean, nullable=False, comment="on leaderboards; see listing.py"),
    ForeignKeyConstraint(
        ["workspace_id", "channel_id", "user_id"],
        ["team_members.workspace_id", "team_members.channel_id", "team_members.user_id"],
        ondelete="CASCADE",
    ),
)
Index(
    "ix_team_standings_listed",
    team_standings.c.workspace_id,
    team_standings.c.channel_id,
    team_standings.c.week,
    team_standings.c.breaks.desc(),
    team_standings.c.user_id,
    sqlite_where=team_standings.c.listed,
)

team_days = Table(
    "team_days",
    metadata,
    Column("workspace_id", Text, primary_key=True),
    Column("day", Date, primary_key=True, comment="each member's own workday"),
    Column("channel_id", Text, primary_key=True),
    Column("available", Integer, nullable=False, comment="members who could take a break"),
    Column("took", Integer, nullable=False, comment="of those, who took one"),
    Column("breaks", Integer, nullable=False),
    Column("seconds", Integer, nullable=False),
    _of_team(),
)
Index("ix_team_days_team", team_days.c.workspace_id, team_days.c.channel_id, team_days.c.day)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("workspace_id", Text, ForeignKey("workspaces.id", ondelete="CASCADE"), nullable=False),
    Column("channel_id", Text, nullable=False),
    Column("host", Text, comment="who called for it; null for the daily one, or once forgotten"),
    Column("daily", Boolean, nullable=False, comment="the team's, of every workday"),
    Column("exercise_id", Text, nullable=False),
    Column("locale", Text, nullable=False, comment="as Slack writes it: en-US"),
    Column("zone", Text, nullable=False, comment="IANA zone name"),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("stage", Integer, nullable=False, comment="how far through the exercise"),
    Column("drawn", Text, nullable=False, comment="what its card shows; empty when not known"),
    Column("due_at", UtcDateTime, comment="when it is next moved on or drawn again"),
    Column("editing_until", UtcDateTime, comment="an edit is under way, until then at most"),
    Column("message_ts", Text, comment="null until Slack has said where its card is"),
    Column("took", Integer, comment="how many took part, once it is over"),
)
Index("ix_sessions_due_at", sessions.c.due_at, sqlite_where=sessions.c.due_at.is_not(None))
IS_LIVE_SESSION = text(f"state IN ({', '.join(repr(it.value) for it in sorted(LIVE_SESSIONS))})")
Index(
    "uq_sessions_one_live",
    sessions.c.workspace_id,
    sessions.c.channel_id,
    unique=True,
    sqlite_where=IS_LIVE_SESSION,
)
Index("ix_sessions_channel", sessions.c.workspace_id, sessions.c.channel_id, sessions.c.starts_at)

session_people = Table(
    "session_people",
    metadata,
    Column("session_id", Text, ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("workspace_id", Text, primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("settled", Boolean, nullable=False, comment="their break is logged, or there is none"),
    _of_member(),
)
Index("ix_session_people_member", session_people.c.workspace_id, session_people.c.user_id)

charts = Table(
    "charts",
    metadata,
    Column("workspace_id", Text, primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("drawn_at", UtcDateTime, nullable=False, comment="when the last one was begun"),
    Column("file_id", Text, comment="Slack's; null until it has the picture"),
    _of_member(),
)

exports = Table(
    "exports",
    metadata,
    Column("workspace_id", Text, primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False, comment="when they last asked for their data"),
    Column("files", Text, nullable=False, comment="Slack's ids of what they were sent"),
    _of_member(),
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
