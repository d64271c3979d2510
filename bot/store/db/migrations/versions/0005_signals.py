"""Busy signals from Slack, the deferred nudge, and when to ask Slack again."""

import sqlalchemy as sa
from alembic import op

from bot.store.db.column_types import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    unheeded = sa.Column(
        "unheeded",
        sa.Text(),
        nullable=False,
        server_default="",
        comment="signals that hold no nudge back",
    )
    meeting_is_open: sa.Column[bool] = sa.Column(
        "meeting_is_open",
        sa.Boolean(),
        nullable=False,
        server_default=sa.false(),
        comment="that status has no end in Slack",
    )
    for column in (
        unheeded,
        sa.Column("huddle_until", UtcDateTime(), comment="Slack showed a huddle"),
        sa.Column("meeting_until", UtcDateTime(), comment="Slack showed a busy status"),
        meeting_is_open,
        sa.Column("vacation_until", UtcDateTime(), comment="Slack showed a status of absence"),
        sa.Column("quiet_start", UtcDateTime(), comment="do not disturb, as Slack last told"),
        sa.Column("quiet_end", UtcDateTime()),
        sa.Column("held_for", sa.Text(), comment="the signal that the last held nudge waited for"),
        sa.Column("held_since", UtcDateTime()),
        sa.Column("held_until", UtcDateTime()),
    ):
        op.add_column("members", column)
    look_at: sa.Column[object] = sa.Column(
        "look_at", UtcDateTime(), comment="when Slack is next asked about its people"
    )
    look_cursor = sa.Column(
        "look_cursor", sa.Text(), comment="how far the present look has come; null between two"
    )
    op.add_column("workspaces", look_at)
    op.add_column("workspaces", look_cursor)
