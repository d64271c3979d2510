"""The queue of old cards to collapse, and the rate limit of updates."""

import sqlalchemy as sa
from alembic import op

from bot.store.db.column_types import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WAITS = sa.text("collapse_by IS NOT NULL")


def upgrade() -> None:
    op.add_column(
        "workspaces",
        sa.Column("updates_paced_until", UtcDateTime, comment="updates are scheduled up to here"),
    )
    op.add_column(
        "nudges",
        sa.Column("collapse_by", UtcDateTime, comment="waits to become one line, until then"),
    )
    op.add_column(
        "nudges", sa.Column("collapsed_at", UtcDateTime, comment="when that was attempted")
    )
    op.create_index(
        "ix_nudges_to_collapse",
        "nudges",
        ["workspace_id", "created_at"],
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )
