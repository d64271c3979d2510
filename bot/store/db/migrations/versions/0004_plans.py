"""Plans: which plan a member follows, and their progress in it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("plan_id", sa.Text(), comment="the plan they follow"),
        sa.Column("plan_day", sa.Integer(), comment="which day of it, from 1"),
        sa.Column("plan_on", sa.Date(), comment="the workday that day is done on"),
        sa.Column("plan_done", sa.Text(), comment="exercises of that day that were done"),
    ):
        op.add_column("members", column)
