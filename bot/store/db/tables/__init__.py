"""The tables, each keyed by workspace. Deleting a person or a workspace deletes its rows by
cascade.

Other programs may read `members` and `breaks`; deploy/README.md describes them. Partial indexes are
declared for SQLite only, as importing the Postgres dialect costs 2 MB of memory. The migrations,
which create the tables, declare them for both.
"""

from bot.store.db.tables.base import metadata
from bot.store.db.tables.nudging import IS_LIVE, met_exercises, nudges, pictures
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
    "met_exercises",
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
