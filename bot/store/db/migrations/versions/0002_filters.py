"""Filters for exercises, and the date of the next self-check."""

import sqlalchemy as sa
from alembic import op

import bot.store.db.column_types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        _flag("kneeling", "kneeling exercises allowed"),
        _flag("intermediate", "intermediate level allowed"),
        _list("only_if", "only exercises that are so: quiet, desk"),
        _list("left_out", "exercises not offered unasked"),
        _list("areas_left_out", "body areas not offered unasked"),
        _list("spared", "body parts that nothing is asked of unasked"),
        sa.Column(
            "recheck_at",
            bot.store.db.column_types.UtcDateTime(timezone=True),
            nullable=True,
            comment="a nudge from then on brings up the self-check",
        ),
    ):
        op.add_column("members", column)
    members = sa.table("members", sa.column("positions"), sa.column("kneeling", sa.Boolean))
    # so far the floor was allowed by the choice "Kneeling or lying on the floor"
    op.execute(members.update().where(members.c.positions.contains("floor")).values(kneeling=True))


def _flag(name: str, comment: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false(), comment=comment)


def _list(name: str, comment: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="", comment=comment)
