"""Breaks that move on by themselves."""

import sqlalchemy as sa
from alembic import op

from bot.store.db.column_types import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    next_at: sa.Column[object] = sa.Column(
        "next_at", UtcDateTime(), comment="when it moves on by itself"
    )
    answer_url: sa.Column[object] = sa.Column(
        "answer_url", sa.Text(), comment="Slack's, for its next screens"
    )
    answers_left: sa.Column[object] = sa.Column(
        "answers_left", sa.Integer(), comment="how often that may still be used"
    )
    for column in (next_at, answer_url, answers_left):
        op.add_column("nudges", column)
    has_next = sa.text("next_at IS NOT NULL")
    op.create_index(
        "ix_nudges_next_at",
        "nudges",
        ["next_at"],
        sqlite_where=has_next,
        postgresql_where=has_next,
    )
