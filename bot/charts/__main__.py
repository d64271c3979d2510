"""Reads an order as JSON and writes a PNG: `python -m bot.charts < order`."""

import sys
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from bot.charts.drawing import history, team_week
from bot.charts.orders import HistoryOrder, Order, TeamOrder

WRONG = 2
"""The exit code for an invalid order."""

_ORDERS: TypeAdapter[Order] = TypeAdapter(Annotated[Order, Field(discriminator="kind")])


def drawn(order_json: bytes) -> bytes:
    """The chart of an order in JSON, as PNG. Raises ValidationError for an invalid order."""
    match _ORDERS.validate_json(order_json):
        case HistoryOrder() as order:
            return history.draw(order)
        case TeamOrder() as order:
            return team_week.draw(order)


def main() -> None:
    try:
        picture = drawn(sys.stdin.buffer.read())
    except ValidationError as error:
        sys.stderr.write(f"{error.error_count()} errors in the order\n")
        raise SystemExit(WRONG) from None
    sys.stdout.buffer.write(picture)


if __name__ == "__main__":
    main()
