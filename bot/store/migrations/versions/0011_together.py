"""Breaks that many take together."""

import sqlalchemy as sa
from alembic import op

from bot.store.types import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column(
            "host",
            sa.Text(),
            comment="who called for it; null for the daily one, or once forgotten",
        ),
        sa.Column("exercise_id", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False, comment="as Slack writes it: en-US"),
        sa.Column("zone", sa.Text(), nullable=False, comment="IANA zone name"),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(), comment="when it is next moved on or drawn again"),
        sa.Column("joined", sa.Integer(), nullable=False, comment="how many clicked on Join"),
        sa.Column("shown", sa.Integer(), nullable=False, comment="how many its message says"),
        sa.Column("message_ts", sa.Text()),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_sessions_workspaces"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index(
        "ix_sessions_due_at",
        "sessions",
        ["due_at"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "session_people",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f("fk_session_people_sessions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "user_id"],
            ["members.workspace_id", "members.user_id"],
            name=op.f("fk_session_people_members"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "session_id", "workspace_id", "user_id", name=op.f("pk_session_people")
        ),
    )
    op.create_index("ix_session_people_member", "session_people", ["workspace_id", "user_id"])
