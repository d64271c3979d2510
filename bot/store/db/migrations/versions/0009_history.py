"""Goals, freezes, excused days, and breaks too soon after another to count."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "breaks",
        sa.Column(
            "counts",
            sa.Boolean(),
            nullable=False,
            server_default=sa.true(),
            comment="false soon after one that counted",
        ),
    )
    op.add_column(
        "days",
        sa.Column(
            "goal",
            sa.Integer(),
            nullable=False,
            server_default="1",
            comment="breaks that keep this day",
        ),
    )
    op.add_column(
        "days",
        sa.Column(
            "excused",
            sa.Boolean(),
            nullable=False,
            server_default=sa.false(),
            comment="paused or away: never ends a streak",
        ),
    )
    op.add_column(
        "members",
        sa.Column("nickname", sa.Text(), comment="shown on leaderboards instead of their name"),
    )
    op.add_column(
        "members",
        sa.Column(
            "daily_goal",
            sa.Integer(),
            nullable=False,
            server_default="1",
            comment="breaks that keep a workday",
        ),
    )
    op.add_column(
        "streaks",
        sa.Column("seconds", sa.Integer(), nullable=False, server_default="0", comment="in all"),
    )
    op.add_column(
        "streaks",
        sa.Column(
            "freezes",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="in hand as of last_day",
        ),
    )
    op.add_column(
        "streaks",
        sa.Column(
            "toward",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="kept days toward the next freeze",
        ),
    )
    op.add_column(
        "streaks", sa.Column("frozen_on", sa.Date(), comment="the last day a freeze was used for")
    )
    op.add_column(
        "streaks", sa.Column("earned_on", sa.Date(), comment="the last day that earned one")
    )
    op.execute(
        "UPDATE streaks SET seconds = (SELECT coalesce(sum(b.seconds), 0) FROM breaks b WHERE "
        "b.workspace_id = streaks.workspace_id AND b.user_id = streaks.user_id)"
    )
