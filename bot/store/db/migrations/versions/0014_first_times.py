"""Which exercises each person has met: their cautions are shown in full the first time."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "nudges",
        sa.Column(
            "is_first",
            sa.Boolean(),
            nullable=False,
            server_default=sa.false(),
            comment="its first step shows the cautions in full",
        ),
    )
    op.create_table(
        "met_exercises",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("exercise_id", sa.Text(), nullable=False),
        sa.Column(
            "cautions", sa.Text(), nullable=False, comment="a digest of those they were shown"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "user_id"],
            ["members.workspace_id", "members.user_id"],
            name=op.f("fk_met_exercises_members"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "user_id", "exercise_id", name=op.f("pk_met_exercises")
        ),
    )
