"""What the app's answer to a submitted modal does.

Source: docs.slack.dev/surfaces/modals, "Updating views" and "Displaying errors".
"""

from bot.playground.api.contents import checked_view
from bot.playground.json_values import Json, an_object, objects, text_at
from bot.playground.refusal import RefusedError
from bot.playground.stage import Stage
from bot.playground.world import modals
from bot.playground.world.views import View, updated
from bot.playground.world.world import Workspace


def respond(
    stage: Stage, workspace: Workspace, view: View, response: Json
) -> dict[str, str] | None:
    """Carry out the app's answer; returns the errors to show, by block_id, or None.

    An answer that Slack would refuse is recorded as a problem, and the modal stays.
    """
    try:
        return _respond(stage, workspace, view, response)
    except RefusedError as refused:
        stage.journal.problem(refused.error, f"answer to view_submission: {refused.detail}")
        return None
    finally:
        stage.journal.changed()


def _respond(
    stage: Stage, workspace: Workspace, view: View, response: Json
) -> dict[str, str] | None:
    match response.get("response_action"):
        case None if not response:
            modals.close(workspace, view)
        case "clear":
            modals.clear(workspace, view.user_id)
        case "errors":
            return _errors(view, an_object(response.get("errors")))
        case "update":
            given = checked_view(workspace, response.get("view"), "modal")
            modals.replace_view(workspace, updated(view, given, new_id=stage.world.new_id))
        case "push":
            given = checked_view(workspace, response.get("view"), "modal")
            modals.push(stage.world, workspace, view.user_id, given)
        case other:
            raise RefusedError("invalid_response_action", response_action=other)
    return None


def _errors(view: View, errors: Json) -> dict[str, str]:
    inputs = {
        text_at(block, "block_id") for block in objects(view.blocks) if block.get("type") == "input"
    }
    unknown = sorted(errors.keys() - inputs)
    if unknown or not errors or not all(isinstance(text, str) for text in errors.values()):
        raise RefusedError("invalid_errors", unknown=unknown)
    return {block_id: str(text) for block_id, text in errors.items()}
