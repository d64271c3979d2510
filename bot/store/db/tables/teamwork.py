"""Tables of teams and group breaks."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from bot.domain.teams.group_breaks import LIVE as LIVE_SESSIONS
from bot.store.db.column_types import UtcDateTime
from bot.store.db.tables.base import metadata, of_member

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
    of_member(),
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
    of_member(),
)
Index("ix_session_people_member", session_people.c.workspace_id, session_people.c.user_id)
