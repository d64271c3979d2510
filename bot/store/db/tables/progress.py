"""The log of breaks and days, and its summaries."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text

from bot.store.db.column_types import UtcDateTime
from bot.store.db.tables.base import metadata, of_member

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
    of_member(),
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
    of_member(),
)

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
    of_member(),
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
    of_member(),
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
