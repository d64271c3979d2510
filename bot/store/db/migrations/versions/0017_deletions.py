"""Ignored cards are deleted, at a pace of their own."""

import sqlalchemy as sa
from alembic import op

from bot.store.db.column_types import UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    scheduled: sa.Column[object] = sa.Column(
        "deletes_paced_until", UtcDateTime(), comment="deletions are scheduled up to here"
    )
    op.add_column("workspaces", scheduled)
