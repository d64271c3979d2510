"""The snapshot that the web page draws: the playground as one person sees it."""

from collections.abc import Mapping
from datetime import datetime

from bot.playground.json_values import Json
from bot.playground.stage import Stage
from bot.playground.world import forms
from bot.playground.world.objects import mimetype
from bot.playground.world.people import Person, dnd_status, profile_object
from bot.playground.world.views import View, view_object
from bot.playground.world.world import Channel, Message, Workspace

RECENT_CALLS = 50
_BULKY = frozenset({"blocks", "view"})


def snapshot(
    stage: Stage, workspace: Workspace, viewer: str, ahead: Mapping[str, datetime | None]
) -> Json:
    """Everything that `viewer` can see, plus recent calls and problems.

    `ahead` maps each jump of the clock to its target, or to None if there's none right now.
    """
    now = stage.clock()
    modals = workspace.modals.get(viewer, [])
    home = workspace.homes.get(viewer)
    dm = workspace.find_im(viewer)
    return {
        "version": stage.journal.version,
        "now": now.isoformat(),
        "viewer": viewer,
        "team": {"name": workspace.name},
        "app": _app(stage, workspace),
        "people": [_person(person, now) for person in workspace.people.values()],
        "channels": [
            _channel(workspace, channel, viewer)
            for channel in workspace.channels.values()
            if viewer in channel.members
        ],
        "dm": dm.id if dm else None,
        "home": _view(stage, workspace, home) if home else None,
        "modal": _view(stage, workspace, modals[-1]) if modals else None,
        "modal_depth": len(modals),
        "notices": workspace.notices.get(viewer, []),
        "ahead": {name: at.isoformat() if at else None for name, at in ahead.items()},
        "log": _log(stage),
        "problems": [
            {"at": problem.at.isoformat(), "kind": problem.kind, "detail": problem.detail}
            for problem in stage.journal.problems[-RECENT_CALLS:]
        ],
    }


def _app(stage: Stage, workspace: Workspace) -> Json:
    return {
        "name": stage.app.name,
        "bot_user_id": workspace.bot.id,
        "connections": stage.socket.connections,
        "commands": sorted(stage.app.commands),
        "hints": [list(hint) for hint in stage.app.hints],
    }


def _person(person: Person, now: datetime) -> Json:
    profile = profile_object(person, now)
    shown = ("status_text", "status_emoji", "status_expiration", "huddle_state")
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "is_bot": person.is_bot,
        "deleted": person.deleted,
        "tz": person.tz,
        "locale": person.locale,
        "presence": person.presence,
        **{key: profile[key] for key in shown},
        "dnd": dnd_status(person, now),
    }


def _channel(workspace: Workspace, channel: Channel, viewer: str) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "members": sorted(channel.members),
        "messages": [
            _message(workspace, message, viewer)
            for message in channel.messages.values()
            if message.visible_to(viewer)
        ],
    }


def _message(workspace: Workspace, message: Message, viewer: str) -> Json:
    before = workspace.picks.get((message.ts, viewer), {})
    return {
        "ts": message.ts,
        "user": message.user,
        "text": message.text,
        "blocks": list(message.blocks),
        "values": forms.kept(before, message.blocks),
        "ephemeral": message.ephemeral_to is not None,
        "edited": message.edited,
        "files": [_file(workspace, file_id) for file_id in message.files],
    }


def _file(workspace: Workspace, file_id: str) -> Json:
    """A shared file. A deleted one has only its id."""
    file = workspace.files.get(file_id)
    if file is None:
        return {"id": file_id, "deleted": True}
    return {
        "id": file.id,
        "deleted": False,
        "name": file.name,
        "title": file.title,
        "size": file.length,
        "mimetype": mimetype(file.name),
        "alt_txt": file.alt_txt,
    }


def _view(stage: Stage, workspace: Workspace, view: View) -> Json:
    return view_object(view, app_id=stage.app.id, bot_id=workspace.bot.bot_id)


def _log(stage: Stage) -> list[Json]:
    return [
        {
            "at": call.at.isoformat(),
            "method": call.method,
            "args": {key: call.args[key] for key in call.args if key not in _BULKY},
            "ok": call.ok,
            "error": call.error,
            "http_status": call.http_status,
        }
        for call in stage.journal.log[-RECENT_CALLS:]
    ]
