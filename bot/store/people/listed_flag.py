"""The flag `listed` on `weeks` and `team_standings`, a copy of the member's choice.

Leaderboards read a partial index of listed rows, however many other rows there are.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Table, Update, exists, not_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.members import MemberStatus, Who
from bot.store.db.tables import members, team_members, team_standings, weeks
from bot.store.people.keys import key, of_person


def _wants(table: Table) -> ColumnElement[bool]:
    """Whether a row's member chose to be listed and has not left."""
    return exists().where(
        members.c.workspace_id == table.c.workspace_id,
        members.c.user_id == table.c.user_id,
        members.c.listed,
        members.c.standing != MemberStatus.LEFT.value,
    )


def _lists(table: Table) -> Update:
    """Corrects rows that differ from their member's choice."""
    return update(table).where(table.c.listed != _wants(table)).values(listed=not_(table.c.listed))


_LIST_WEEKS = _lists(weeks)
_LIST_STANDINGS = _lists(team_standings)
_LIST_ONES_WEEKS = _LIST_WEEKS.where(of_person(weeks))
_LIST_ONES_STANDINGS = _LIST_STANDINGS.where(
    of_person(team_standings),
    team_standings.c.channel_id.in_(
        select(team_members.c.channel_id).where(of_person(team_members))
    ),
)


async def refresh(connection: AsyncConnection, people: Sequence[Who] | None) -> None:
    """Updates the flag in the rows of these people, or of everybody, after the choice changed or
    rows were inserted."""
    if people is None:
        await connection.execute(_LIST_WEEKS)
        await connection.execute(_LIST_STANDINGS)
    elif people:
        keys = [key(it) for it in people]
        await connection.execute(_LIST_ONES_WEEKS, keys)
        await connection.execute(_LIST_ONES_STANDINGS, keys)
