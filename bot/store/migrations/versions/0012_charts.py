"""Pictures of somebody's own history that Slack keeps, and those it is to delete."""

import sqlalchemy as sa
from alembic import op

from bot.store.types import UtcDateTime

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
        "discarded_files",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False, comment="Slack's"),
        sa.Column(
            "due_at",
            UtcDateTime(),
            nullable=False,
            comment="when Slack is next asked to delete it",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_discarded_files_workspaces"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "file_id", name=op.f("pk_discarded_files")),
    )
    op.create_index("ix_discarded_files_due_at", "discarded_files", ["due_at"])
