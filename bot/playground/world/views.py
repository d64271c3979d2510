"""Views: modals and Home tabs, with what was entered in them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.playground.json_values import Json, text_at
from bot.playground.world.forms import Values, initial_values, kept, named

MOST_MODALS = 3
"""A root view and two pushed views. Source: docs.slack.dev/reference/methods/views.push."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A view: `given` by the app, with the `values` entered so far."""

    id: str
    user_id: str
    team_id: str
    hash: str
    given: Json
    root_view_id: str
    previous_view_id: str | None = None
    values: Values = field(default_factory=dict)

    @property
    def blocks(self) -> object:
        """The blocks, each with a block_id."""
        return self.given["blocks"]

    @property
    def type(self) -> str:
        """`modal` or `home`."""
        return text_at(self.given, "type")

    @property
    def title(self) -> str:
        return text_at(_text(self.given.get("title")), "text")


def _text(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def new_view(
    given: Json,
    *,
    new_id: Callable[[str], str],
    user_id: str,
    team_id: str,
    above: View | None = None,
) -> View:
    """A new view; `above` is the one it is pushed onto, if any."""
    view_id = new_id("V")
    blocks = list(named(given["blocks"], lambda: new_id("b")))
    return View(
        id=view_id,
        user_id=user_id,
        team_id=team_id,
        hash=new_id("h."),
        given={**given, "blocks": blocks},
        root_view_id=above.root_view_id if above else view_id,
        previous_view_id=above.id if above else None,
        values=initial_values(blocks),
    )


def updated(view: View, given: Json, *, new_id: Callable[[str], str]) -> View:
    """The view with new contents; entries stay where block_id and action_id stay."""
    blocks = list(named(given["blocks"], lambda: new_id("b")))
    return replace(
        view,
        hash=new_id("h."),
        given={**given, "blocks": blocks},
        values=kept(view.values, blocks),
    )


def view_object(view: View, *, app_id: str, bot_id: str) -> Json:
    return {
        "id": view.id,
        "team_id": view.team_id,
        "type": view.type,
        "blocks": view.blocks,
        "private_metadata": text_at(view.given, "private_metadata"),
        "callback_id": text_at(view.given, "callback_id"),
        "external_id": text_at(view.given, "external_id"),
        "state": {"values": view.values},
        "hash": view.hash,
        "title": view.given.get("title"),
        "submit": view.given.get("submit"),
        "close": view.given.get("close"),
        "clear_on_close": view.given.get("clear_on_close", False),
        "notify_on_close": view.given.get("notify_on_close", False),
        "root_view_id": view.root_view_id,
        "previous_view_id": view.previous_view_id,
        "app_id": app_id,
        "app_installed_team_id": view.team_id,
        "bot_id": bot_id,
    }
