"""One person in a statement: bind parameters, and the condition that selects their rows."""

from sqlalchemy import ColumnElement, Table, and_, bindparam

from bot.domain.members import Who


def key(who: Who) -> dict[str, str]:
    return {"w": who.workspace_id, "u": who.user_id}


def of_person(table: Table) -> ColumnElement[bool]:
    """The rows of the person whom `key` names."""
    return and_(table.c.workspace_id == bindparam("w"), table.c.user_id == bindparam("u"))
