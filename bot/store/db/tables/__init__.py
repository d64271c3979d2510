"""The tables, each keyed by workspace. Deleting a person or a workspace takes its rows along.

`members` and `breaks` may be read by outsiders; the README describes them. What an index leaves out
is said to SQLite alone: saying it to Postgres here would load that dialect, 2 MB, everywhere. The
migrations, which make the tables, say it to both.
"""

from bot.store.db.tables.base import metadata
from bot.store.db.tables.nudging import IS_LIVE, nudges, pictures
from bot.store.db.tables.people import (
    charts,
    days_off,
    exports,
    leftovers,
    members,
    oauth_states,
    workspaces,
)
from bot.store.db.tables.progress import breaks, days, group_weeks, streaks, weeks
from bot.store.db.tables.teamwork import (
    IS_LIVE_SESSION,
    session_people,
    sessions,
    team_days,
    team_members,
    team_standings,
    teams,
)

__all__ = [
    "IS_LIVE",
    "IS_LIVE_SESSION",
    "breaks",
    "charts",
    "days",
    "days_off",
    "exports",
    "group_weeks",
    "leftovers",
    "members",
    "metadata",
    "nudges",
    "oauth_states",
    "pictures",
    "session_people",
    "sessions",
    "streaks",
    "team_days",
    "team_members",
    "team_standings",
    "teams",
    "weeks",
    "workspaces",
]
