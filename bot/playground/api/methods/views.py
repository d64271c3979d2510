"""views.*: modals and the Home tab.

Source: docs.slack.dev/reference/methods/views.open and its neighbours.
"""

from bot.playground.api.contents import checked_view
from bot.playground.api.methods.call import Call
from bot.playground.json_values import Json
from bot.playground.passes import Trigger
from bot.playground.refusal import RefusedError
from bot.playground.world import modals
from bot.playground.world.views import View, updated, view_object


def _shown(call: Call, view: View) -> Json:
    bot_id = call.workspace.bot.bot_id
    return {"view": view_object(view, app_id=call.stage.app.id, bot_id=bot_id)}


def _given(call: Call, kind: str, replaced: View | None = None) -> Json:
    given = checked_view(call.workspace, call.json("view", "invalid_arguments"), kind)
    others = (view for view in call.workspace.views() if view is not replaced)
    external_id = given.get("external_id")
    if external_id and external_id in [view.given.get("external_id") for view in others]:
        raise RefusedError("duplicate_external_id")
    return given


def _trigger(call: Call) -> Trigger:
    trigger_id = call.needs("trigger_id")
    if fault := call.stage.triggers.fault(trigger_id, call.workspace.id):
        raise RefusedError(fault)
    return call.stage.triggers.exchange(trigger_id)


def open_modal(call: Call) -> Json:
    """views.open: replaces any open modals of the person who triggered it."""
    given = _given(call, "modal")
    trigger = _trigger(call)
    view = modals.show(call.stage.world, call.workspace, trigger.user_id, given)
    return _shown(call, view)


def push(call: Call) -> Json:
    """views.push: onto the modal that triggered it, three deep at most."""
    given = _given(call, "modal")
    trigger = _trigger(call)
    stack = call.workspace.modals.get(trigger.user_id, [])
    if trigger.view_id not in [view.id for view in stack]:
        raise RefusedError("not_found")
    return _shown(call, modals.push(call.stage.world, call.workspace, trigger.user_id, given))


def _fresh(call: Call, view: View) -> None:
    if call.text("hash") not in ("", view.hash):
        raise RefusedError("hash_conflict")


def update(call: Call) -> Json:
    """views.update by view_id or external_id; a `hash`, if given, must match."""
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if not view_id and not external_id:
        raise RefusedError("invalid_arguments")
    for view in call.workspace.views():
        if view.id == view_id or (external_id and view.given.get("external_id") == external_id):
            _fresh(call, view)
            given = _given(call, view.type, view)
            new = updated(view, given, new_id=call.stage.world.new_id)
            modals.replace_view(call.workspace, new)
            return _shown(call, new)
    raise RefusedError("not_found")


def publish(call: Call) -> Json:
    """views.publish: sets a person's Home tab."""
    user_id, workspace = call.needs("user_id"), call.workspace
    if user_id not in workspace.people:
        raise RefusedError("user_not_found")
    if not call.stage.app.home_tab:
        raise RefusedError("not_enabled")
    before = workspace.homes.get(user_id)
    given = _given(call, "home", before)
    if before is not None:
        _fresh(call, before)
    return _shown(call, modals.publish(call.stage.world, workspace, user_id, given))
