"""Personal files at Slack: charts of a member's history, and data exports."""

import sqlalchemy as sa
from alembic import op

from bot.store.db.column_types import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "charts",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("drawn_at", UtcDateTime(), nullable=False, comment="when the last one was begun"),
        sa.Column("file_id", sa.Text(), comment="Slack's; null until it has the picture"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "user_id"],
            ["members.workspace_id", "members.user_id"],
            name=op.f("fk_charts_members"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", name=op.f("pk_charts")),
    )
    op.create_table(
        "exports",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column(
            "asked_at", UtcDateTime(), nullable=False, comment="when they last asked for their data"
        ),
        sa.Column("files", sa.Text(), nullable=False, comment="Slack's ids of what they were sent"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "user_id"],
            ["members.workspace_id", "members.user_id"],
            name=op.f("fk_exports_members"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", name=op.f("pk_exports")),
    )
    op.create_table(
        "leftovers",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column(
            "file_id", sa.Text(), nullable=False, comment="Slack's; it is to be deleted there"
        ),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column(
            "due_at", UtcDateTime(), nullable=False, comment="when its deletion is next tried"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_leftovers_workspaces"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "file_id", name=op.f("pk_leftovers")),
    )
    op.create_index("ix_leftovers_due_at", "leftovers", ["due_at"])
