"""A person's stack of modals and their Home tab: opening, replacing and closing views."""

from bot.playground.json_values import Json
from bot.playground.refusal import RefusedError
from bot.playground.world.views import MOST_MODALS, View, new_view, updated
from bot.playground.world.world import Workspace, World


def show(world: World, workspace: Workspace, user_id: str, given: Json) -> View:
    """Open a modal in place of any open ones."""
    workspace.modals[user_id] = []
    return push(world, workspace, user_id, given)


def push(world: World, workspace: Workspace, user_id: str, given: Json) -> View:
    """Push a modal; `push_limit_reached` beyond three."""
    stack = workspace.modals.setdefault(user_id, [])
    if len(stack) >= MOST_MODALS:
        raise RefusedError("push_limit_reached")
    above = stack[-1] if stack else None
    view = new_view(given, new_id=world.new_id, user_id=user_id, team_id=workspace.id, above=above)
    stack.append(view)
    return view


def publish(world: World, workspace: Workspace, user_id: str, given: Json) -> View:
    """Set a person's Home tab, which keeps its id."""
    before = workspace.homes.get(user_id)
    if before is None:
        view = new_view(given, new_id=world.new_id, user_id=user_id, team_id=workspace.id)
    else:
        view = updated(before, given, new_id=world.new_id)
    workspace.homes[user_id] = view
    return view


def replace_view(workspace: Workspace, view: View) -> None:
    """Replace a view with a newer version of it."""
    if view.type == "home":
        workspace.homes[view.user_id] = view
        return
    stack = workspace.modals.get(view.user_id, [])
    workspace.modals[view.user_id] = [view if old.id == view.id else old for old in stack]


def current(workspace: Workspace, view_id: str) -> View | None:
    """The latest version of a view; None once it is closed."""
    return next((view for view in workspace.views() if view.id == view_id), None)


def close(workspace: Workspace, view: View) -> None:
    """Close a modal and those above it."""
    stack = workspace.modals.get(view.user_id, [])
    ids = [open_view.id for open_view in stack]
    if view.id in ids:
        workspace.modals[view.user_id] = stack[: ids.index(view.id)]


def clear(workspace: Workspace, user_id: str) -> list[View]:
    """Close all of a person's modals; returns them, frontmost first."""
    return list(reversed(workspace.modals.pop(user_id, [])))
