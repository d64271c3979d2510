"""Tables of nudges and of the pictures on them."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, false, text

from bot.domain.breaks.card_state import LIVE
from bot.store.db.column_types import UtcDateTime
from bot.store.db.tables.base import metadata, of_member

nudges = Table(
    "nudges",
    metadata,
    Column("id", Text, primary_key=True),
    Column("workspace_id", Text, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("exercise_id", Text, nullable=False),
    Column("asked", Boolean, nullable=False, comment="by /stretch, not sent unasked"),
    Column("state", Text, nullable=False),
    Column("stage", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("channel_id", Text),
    Column("message_ts", Text),
    Column("error", Text, comment="why Slack did not take it"),
    Column(
        "is_first",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="its first step shows the cautions in full",
    ),
    Column("next_at", UtcDateTime, comment="when it moves on by itself"),
    Column("answer_url", Text, comment="Slack's, for its next screens"),
    Column("answers_left", Integer, comment="how often that may still be used"),
    Column("collapse_by", UtcDateTime, comment="waits to become one line, until then"),
    Column("collapsed_at", UtcDateTime, comment="when that was attempted"),
    of_member(),
)
IS_LIVE = text(f"state IN ({', '.join(repr(it.value) for it in sorted(LIVE))})")
"""The partial index serves only statements that spell its condition alike."""
Index(
    "uq_nudges_one_live",
    nudges.c.workspace_id,
    nudges.c.user_id,
    unique=True,
    sqlite_where=IS_LIVE,
)
Index("ix_nudges_member", nudges.c.workspace_id, nudges.c.user_id, nudges.c.created_at)
Index("ix_nudges_created_at", nudges.c.created_at)
Index(
    "ix_nudges_to_collapse",
    nudges.c.workspace_id,
    nudges.c.created_at,
    sqlite_where=nudges.c.collapse_by.is_not(None),
)
Index("ix_nudges_next_at", nudges.c.next_at, sqlite_where=nudges.c.next_at.is_not(None))

met_exercises = Table(
    "met_exercises",
    metadata,
    Column("workspace_id", Text, primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("exercise_id", Text, primary_key=True),
    Column("cautions", Text, nullable=False, comment="a digest of those they were shown"),
    of_member(),
)

pictures = Table(
    "pictures",
    metadata,
    Column("workspace_id", Text, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True, comment="the file's name: a digest of what it shows"),
    Column("file_id", Text, nullable=False, comment="Slack's"),
    Column("uploaded_at", UtcDateTime, nullable=False),
)
