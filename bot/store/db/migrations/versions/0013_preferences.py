"""Stores preferences in one JSON document; only those that SQL queries keep their own column."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

AT_ONCE = 5000
"""Rows rewritten by one statement."""
SETTINGS = (
    "work_week", "interval_min", "interval_max", "eyes_minutes", "walk_minutes", "fixed_times",
    "positions", "kneeling", "intermediate", "only_if", "left_out", "areas_left_out", "spared",
    "pictures", "daily_cap", "holidays", "daily_goal", "unheeded",
)  # fmt: skip


def upgrade() -> None:
    op.add_column(
        "members",
        sa.Column(
            "preferences",
            sa.Text(),
            nullable=False,
            server_default="{}",
            comment="JSON: every setting by its name",
        ),
    )
    _carry_over(op.get_bind())
    with op.batch_alter_table("members") as batch:
        batch.drop_constraint(op.f("ck_members_interval_in_order"), type_="check")
        for name in SETTINGS:
            batch.drop_column(name)
        batch.alter_column("preferences", server_default=None)


def _carry_over(connection: sa.Connection) -> None:
    members = sa.table(
        "members",
        *(sa.column(name) for name in (*SETTINGS, "listed", "nickname", "preferences")),
        sa.column("workspace_id"),
        sa.column("user_id"),
    )
    save = (
        members.update()
        .where(members.c.workspace_id == sa.bindparam("w"), members.c.user_id == sa.bindparam("u"))
        .values(preferences=sa.bindparam("document"))
    )
    rows = connection.execute(sa.select(members)).mappings()
    while some := rows.fetchmany(AT_ONCE):
        connection.execute(
            save,
            [
                {"w": it["workspace_id"], "u": it["user_id"], "document": _document(it)}
                for it in some
            ],
        )


def _document(row: sa.RowMapping) -> str:
    def listed(name: str) -> list[str]:
        return [it for it in str(row[name]).split(",") if it]

    return json.dumps(
        {
            "week": json.loads(row["work_week"]),
            "holidays": row["holidays"],
            "rhythm": [row["interval_min"], row["interval_max"]],
            "eyes_minutes": row["eyes_minutes"],
            "walk_minutes": row["walk_minutes"],
            "fixed_times": [int(it) for it in listed("fixed_times")],
            "unheeded": listed("unheeded"),
            "positions": listed("positions"),
            "kneeling": bool(row["kneeling"]),
            "intermediate": bool(row["intermediate"]),
            "only": listed("only_if"),
            "spared": listed("spared"),
            "areas_left_out": listed("areas_left_out"),
            "left_out": listed("left_out"),
            "pictures": row["pictures"],
            "daily_cap": row["daily_cap"],
            "daily_goal": row["daily_goal"],
            "listed": bool(row["listed"]),
            "nickname": row["nickname"],
        },
        separators=(",", ":"),
    )
