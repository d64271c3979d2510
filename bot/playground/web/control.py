"""The control API: what the web page needs to show the playground and act in it.

A POST answers {"ok": true, …}, or status 400 with an `error`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from aiohttp import web

from bot.playground.api.gate import as_json
from bot.playground.api.uploads import content_of, find
from bot.playground.exhibits import Exhibits
from bot.playground.humans.humans import Human
from bot.playground.json_values import Json, a_list, an_object, decoded, text_at
from bot.playground.refusal import RefusedError
from bot.playground.stage import Stage
from bot.playground.web.snapshot import snapshot
from bot.playground.world.forms import Choice
from bot.playground.world.views import View
from bot.playground.world.world import Channel, Message

Jump: TypeAlias = Callable[[str], Awaitable[datetime | None]]
Passage: TypeAlias = Callable[[datetime], Awaitable[None]]
Act: TypeAlias = Callable[[Human, Json], Awaitable[Json]]
Scenes: TypeAlias = Callable[[], Mapping[str, Callable[[], Awaitable[None]]]]
"""What other people can be made to do now, by its label."""

PAGE = Path(__file__).parent / "page"


class Control:
    """Serves the page, snapshots of the state, a stream of changes, and people's actions."""

    def __init__(
        self,
        stage: Stage,
        jumps: Mapping[str, Jump],
        passes: Passage | None,
        exhibits: Exhibits | None,
        scenes: Scenes | None = None,
    ) -> None:
        self._stage = stage
        self._jumps = jumps
        self._passes = passes
        self._exhibits = exhibits
        self._scenes = scenes or dict
        self._streams: set[asyncio.Task[object]] = set()

    def routes(self, router: web.UrlDispatcher) -> None:
        router.add_get("/", self._index)
        router.add_get("/cards", self._cards)
        router.add_get("/page/{name:.+}", self._page)
        router.add_get("/control/exhibits", self._exhibited)
        router.add_get("/control/state", self._state)
        router.add_get("/control/events", self._events)
        router.add_get("/control/files/{file}", self._file)
        acts: Mapping[str, Act] = {
            "type": _type,
            "click": _click,
            "submit": _submit,
            "close": _close,
            "open-home": _open_home,
            "clock": self._move_clock,
            "scene": self._play_scene,
            "profile": _profile,
        }
        for name, act in acts.items():
            router.add_post(f"/control/{name}", self._act(act))

    async def close(self) -> None:
        """End the streams of changes."""
        for stream in self._streams:
            stream.cancel()
        await asyncio.gather(*self._streams, return_exceptions=True)

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return _page_file("index.html")

    async def _cards(self, _request: web.Request) -> web.StreamResponse:
        return _page_file("cards.html")

    async def _exhibited(self, _request: web.Request) -> web.Response:
        shown = self._exhibits() if self._exhibits is not None else ()
        return as_json({"exhibits": [asdict(exhibit) for exhibit in shown]})

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return _page_file(request.match_info["name"])

    async def _state(self, request: web.Request) -> web.Response:
        viewer = request.query.get("viewer", "")
        for workspace in self._stage.world.workspaces.values():
            if not viewer or viewer in workspace.people:
                seen_by = viewer or next((person.id for person in workspace.humans), "")
                ahead = {name: await jump(seen_by) for name, jump in self._jumps.items()}
                shown = snapshot(self._stage, workspace, seen_by, ahead)
                return as_json({**shown, "scenes": list(self._scenes())})
        return as_json({"ok": False, "error": f"there's nobody with the id {viewer}"}, status=404)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        stream = asyncio.current_task()
        assert stream is not None
        self._streams.add(stream)
        journal, sent = self._stage.journal, -1
        try:
            while True:
                if journal.version == sent:
                    await journal.next_change()
                sent = journal.version
                await response.write(f"data: {sent}\n\n".encode())
        except ConnectionError:
            return response  # The page was closed.
        finally:
            self._streams.discard(stream)

    async def _file(self, request: web.Request) -> web.Response:
        workspaces = list(self._stage.world.workspaces.values())
        file = find(workspaces, request.match_info["file"], request.query.get("viewer", ""))
        return content_of(file) if file is not None else web.Response(status=404)

    def _act(self, act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.Response:
            try:
                body = an_object(decoded(await request.read() or b"{}"))
                answer = await act(self._viewer(body), body)
            except (LookupError, OverflowError, ValueError, TypeError, RefusedError) as wrong:
                return as_json({"ok": False, "error": str(wrong)}, status=400)
            return as_json({"ok": True, **answer})

        return handle

    def _viewer(self, body: Json) -> Human:
        viewer = text_at(body, "viewer")
        for workspace in self._stage.world.workspaces.values():
            if viewer in workspace.people:
                return Human(self._stage, workspace, viewer)
        raise LookupError(f"there's nobody with the id {viewer!r}")

    async def _play_scene(self, _human: Human, body: Json) -> Json:
        await self._scenes()[text_at(body, "name")]()
        return {}

    async def _move_clock(self, human: Human, body: Json) -> Json:
        clock = self._stage.clock
        seconds = body.get("by_seconds")
        if jump := text_at(body, "jump"):
            if jump not in self._jumps:
                raise LookupError(f"there's no jump {jump!r}")
            at = await self._jumps[jump](human.id)
            if at is None:
                return {"now": clock().isoformat(), "moved": False}
        elif to := text_at(body, "to"):
            at = _instant(to)
        elif isinstance(seconds, int | float):
            at = clock() + timedelta(seconds=seconds)
        else:
            raise ValueError("give one of by_seconds, to and jump")
        if at < clock() and not jump:
            raise ValueError("the clock never goes back")
        if self._passes is not None:
            await self._passes(at)
        clock.reach(at)
        return {"now": clock().isoformat(), "moved": True}


def _page_file(name: str) -> web.StreamResponse:
    path = (PAGE / name).resolve()
    if not path.is_relative_to(PAGE.resolve()) or not path.is_file():
        return web.Response(status=404, text="There's no such page.")
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    return at


def _channel(human: Human, body: Json) -> Channel:
    channel_id = text_at(body, "channel")
    if not channel_id:
        return human.dm
    channel = human.workspace.channels.get(channel_id)
    if channel is None or human.id not in channel.members:
        raise LookupError(f"{human} isn't in a channel {channel_id!r}")
    return channel


def _target(human: Human, body: Json) -> Message | View:
    if view_id := text_at(body, "view_id"):
        return _view(human, view_id)
    message = _channel(human, body).messages.get(text_at(body, "ts"))
    if message is None:
        raise LookupError(f"there's no message {text_at(body, 'ts')!r}")
    return message


def _view(human: Human, view_id: str) -> View:
    for view in human.workspace.views():
        if view.id == view_id and view.user_id == human.id:
            return view
    raise LookupError(f"{human} has no view {view_id!r} open")


def _choice(value: object) -> Choice:
    if isinstance(value, list):
        return [str(entry) for entry in a_list(value)]
    return None if value is None else str(value)


def _values(body: Json) -> dict[str, Choice]:
    return {key: _choice(value) for key, value in an_object(body.get("values")).items()}


async def _type(human: Human, body: Json) -> Json:
    thread_ts = text_at(body, "thread_ts") or None
    text = text_at(body, "text")
    if not text.strip():
        raise ValueError("there's nothing to send")
    await human.types(text, _channel(human, body), thread_ts=thread_ts)
    return {}


async def _click(human: Human, body: Json) -> Json:
    target, action_id = _target(human, body), text_at(body, "action_id")
    await human.clicks(target, action_id, _choice(body.get("choice")))
    return {}


async def _submit(human: Human, body: Json) -> Json:
    view = _view(human, text_at(body, "view_id"))
    return {"errors": await human.submits(_values(body), view)}


async def _close(human: Human, body: Json) -> Json:
    view = _view(human, text_at(body, "view_id"))
    await human.closes(view, everything=body.get("everything") is True)
    return {}


async def _open_home(human: Human, body: Json) -> Json:
    await human.opens_home(text_at(body, "tab") or "home")
    return {}


async def _profile(human: Human, body: Json) -> Json:
    """Make the changes in the body, as methods of `WorkspaceMember`."""
    if "tz" in body:
        await human.change_profile(tz=text_at(body, "tz"))
    if "status_text" in body:
        await _status(human, body)
    if "huddle" in body:
        await (human.join_huddle() if body["huddle"] is True else human.leave_huddle())
    if "snooze_minutes" in body:
        minutes = body["snooze_minutes"]
        await (human.snooze(_minutes(minutes)) if minutes else human.end_dnd())
    if "presence" in body:
        (human.go_away if body["presence"] == "away" else human.come_back)()
    if body.get("deactivated") is True:
        await human.deactivate()
    return {}


async def _status(human: Human, body: Json) -> None:
    text, minutes = text_at(body, "status_text"), body.get("status_minutes")
    if not text:
        await human.clear_status()
        return
    emoji = text_at(body, "status_emoji") or ":speech_balloon:"
    await human.set_status(text, emoji, lasting=_minutes(minutes) if minutes else None)


def _minutes(value: object) -> timedelta:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("minutes must be a number")
    return timedelta(minutes=value)
