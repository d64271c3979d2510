"""How many nudges went unanswered, and when their reader was asked about that."""

import sqlalchemy as sa
from alembic import op

from bot.store.types import UtcDateTime

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    unanswered = sa.Column(
        "unanswered",
        sa.Integer(),
        nullable=False,
        server_default="0",
        comment="nudges in a row without an answer",
    )
    asked_at: sa.Column[object] = sa.Column(
        "asked_at", UtcDateTime(), comment="when they were asked whether nudges still fit"
    )
    op.add_column("members", unanswered)
    op.add_column("members", asked_at)
