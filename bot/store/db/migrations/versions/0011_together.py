"""Group breaks."""

import sqlalchemy as sa
from alembic import op

from bot.store.db.column_types import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "members",
        sa.Column(
            "presumed",
            sa.Boolean(),
            nullable=False,
            server_default=sa.false(),
            comment="zone and locale are others', a guess",
        ),
    )
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
        sa.Column("daily", sa.Boolean(), nullable=False, comment="the team's, of every workday"),
        sa.Column("exercise_id", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False, comment="as Slack writes it: en-US"),
        sa.Column("zone", sa.Text(), nullable=False, comment="IANA zone name"),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False, comment="how far through the exercise"),
        sa.Column(
            "drawn", sa.Text(), nullable=False, comment="what its card shows; empty when not known"
        ),
        sa.Column("due_at", UtcDateTime(), comment="when it is next moved on or drawn again"),
        sa.Column(
            "editing_until", UtcDateTime(), comment="an edit is under way, until then at most"
        ),
        sa.Column("message_ts", sa.Text(), comment="null until Slack has said where its card is"),
        sa.Column("took", sa.Integer(), comment="how many took part, once it is over"),
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
    is_live = sa.text("state IN ('called', 'running')")
    op.create_index(
        "uq_sessions_one_live",
        "sessions",
        ["workspace_id", "channel_id"],
        unique=True,
        sqlite_where=is_live,
        postgresql_where=is_live,
    )
    op.create_index("ix_sessions_channel", "sessions", ["workspace_id", "channel_id", "starts_at"])
    op.create_table(
        "session_people",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.Column(
            "settled",
            sa.Boolean(),
            nullable=False,
            comment="their break is logged, or there is none",
        ),
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
