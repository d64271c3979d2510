"""Teams: members, counts by day and week, and leaderboards that admins switch off."""

import sqlalchemy as sa
from alembic import op

from bot.store.db.column_types import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "workspaces",
        sa.Column(
            "boards_off",
            sa.Text(),
            nullable=False,
            server_default="",
            comment="leaderboards that admins switched off",
        ),
    )
    op.add_column(
        "weeks",
        sa.Column(
            "listed",
            sa.Boolean(),
            nullable=False,
            server_default=sa.false(),
            comment="on leaderboards; see listing.py",
        ),
    )
    op.execute(
        "UPDATE weeks SET listed = EXISTS (SELECT 1 FROM members m WHERE m.workspace_id = "
        "weeks.workspace_id AND m.user_id = weeks.user_id AND m.listed AND m.standing <> 'left')"
    )
    op.drop_index("ix_weeks_standing", table_name="weeks")
    op.create_index(
        "ix_weeks_listed",
        "weeks",
        ["workspace_id", "week", sa.literal_column("breaks DESC"), "user_id"],
        sqlite_where=sa.text("listed = 1"),
        postgresql_where=sa.text("listed"),
    )
    op.create_table(
        "teams",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("set_up_by", sa.Text(), comment="null once forgotten"),
        sa.Column("set_up_at", UtcDateTime(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False, comment="IANA zone name"),
        sa.Column("locale", sa.Text(), nullable=False, comment="as Slack writes it: en-US"),
        sa.Column(
            "weekly_goal", sa.Integer(), comment="breaks of everybody together; null for none"
        ),
        sa.Column("digest_weekday", sa.Integer(), comment="0 is Monday; null for no digest"),
        sa.Column("digest_minute", sa.Integer(), comment="after local midnight"),
        sa.Column("digest_at", UtcDateTime(), comment="when the next digest is due"),
        sa.Column("together_minute", sa.Integer(), comment="after local midnight; null for none"),
        sa.Column(
            "together_at", UtcDateTime(), comment="when the next daily break together is due"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_teams_workspaces"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "channel_id", name=op.f("pk_teams")),
    )
    op.create_index(
        "ix_teams_digest_at",
        "teams",
        ["digest_at"],
        sqlite_where=sa.text("digest_at IS NOT NULL"),
        postgresql_where=sa.text("digest_at IS NOT NULL"),
    )
    op.create_index(
        "ix_teams_together_at",
        "teams",
        ["together_at"],
        sqlite_where=sa.text("together_at IS NOT NULL"),
        postgresql_where=sa.text("together_at IS NOT NULL"),
    )
    op.create_table(
        "team_members",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False, comment="their own workday then"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "channel_id"],
            ["teams.workspace_id", "teams.channel_id"],
            name=op.f("fk_team_members_teams"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "user_id"],
            ["members.workspace_id", "members.user_id"],
            name=op.f("fk_team_members_members"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "channel_id", "user_id", name=op.f("pk_team_members")
        ),
    )
    op.create_index("ix_team_members_member", "team_members", ["workspace_id", "user_id"])
    op.create_table(
        "team_standings",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False, comment="its Monday"),
        sa.Column(
            "breaks", sa.Integer(), nullable=False, comment="taken since they joined the team"
        ),
        sa.Column(
            "listed",
            sa.Boolean(),
            nullable=False,
            server_default=sa.false(),
            comment="on leaderboards; see listing.py",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "channel_id", "user_id"],
            ["team_members.workspace_id", "team_members.channel_id", "team_members.user_id"],
            name=op.f("fk_team_standings_team_members"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "channel_id", "user_id", "week", name=op.f("pk_team_standings")
        ),
    )
    op.create_index(
        "ix_team_standings_listed",
        "team_standings",
        ["workspace_id", "channel_id", "week", sa.literal_column("breaks DESC"), "user_id"],
        sqlite_where=sa.text("listed = 1"),
        postgresql_where=sa.text("listed"),
    )
    op.create_table(
        "team_days",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="each member's own workday"),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column(
            "available", sa.Integer(), nullable=False, comment="members who could take a break"
        ),
        sa.Column("took", sa.Integer(), nullable=False, comment="of those, who took one"),
        sa.Column("breaks", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "channel_id"],
            ["teams.workspace_id", "teams.channel_id"],
            name=op.f("fk_team_days_teams"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "day", "channel_id", name=op.f("pk_team_days")),
    )
    op.create_index("ix_team_days_team", "team_days", ["workspace_id", "channel_id", "day"])
