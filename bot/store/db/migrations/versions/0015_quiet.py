"""When people last answered, and how many workdays in a row they did not."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "members", sa.Column("answered_on", sa.Date(), comment="their workday of the last answer")
    )
    op.add_column(
        "members",
        sa.Column(
            "ignored_days",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="workdays in a row with nudges and without an answer",
        ),
    )
    op.execute("UPDATE members SET answered_on = nudged_on")
