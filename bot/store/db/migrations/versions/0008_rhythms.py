"""Rhythms for eye rests and walks, fixed times, and unanswered nudges."""

import sqlalchemy as sa
from alembic import op

from bot.store.db.column_types import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    unanswered = sa.Column(
        "unanswered",
        sa.Integer(),
        nullable=False,
        server_default="0",
        comment="nudges in a row without an answer",
    )
    asked_at: sa.Column[object] = sa.Column(
        "asked_at", UtcDateTime(), comment="when they were asked whether nudges still fit"
    )
    eyes_minutes: sa.Column[object] = sa.Column(
        "eyes_minutes", sa.Integer(), comment="a rhythm for the eyes; null for none"
    )
    walk_minutes: sa.Column[object] = sa.Column(
        "walk_minutes", sa.Integer(), comment="a rhythm for walks; null for none"
    )
    fixed_times = sa.Column(
        "fixed_times",
        sa.Text(),
        nullable=False,
        server_default="",
        comment="minutes after midnight, for no rhythm",
    )
    op.add_column("members", fixed_times)
    eyes_since: sa.Column[object] = sa.Column(
        "eyes_since", UtcDateTime(), comment="their last rest, where there is a rhythm for it"
    )
    walk_since: sa.Column[object] = sa.Column(
        "walk_since", UtcDateTime(), comment="the last walk, where there is a rhythm for it"
    )
    for column in (eyes_minutes, walk_minutes, eyes_since, walk_since, unanswered, asked_at):
        op.add_column("members", column)
