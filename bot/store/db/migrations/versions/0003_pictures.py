"""Pictures: the files at Slack, by workspace."""

import sqlalchemy as sa
from alembic import op

from bot.store.db.column_types import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pictures",
        sa.Column("workspace_id", sa.Text, nullable=False),
        sa.Column(
            "name",
            sa.Text,
            nullable=False,
            comment="the file's name: a digest of what it shows",
        ),
        sa.Column("file_id", sa.Text, nullable=False, comment="Slack's"),
        sa.Column("uploaded_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "name", name="pk_pictures"),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name="fk_pictures_workspaces",
            ondelete="CASCADE",
        ),
    )
