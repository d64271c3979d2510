"""The control API, as the page uses it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.clock import MovableClock
from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from bot.playground.web import control
from tests.playground.conftest import MONDAY
from tests.playground.making import (
    Opened,
    actions,
    button,
    home,
    menu,
    modal,
    question,
    section,
)
from tests.playground.recording import Recording

Post = Callable[..., Awaitable[tuple[int, Any]]]


@pytest.fixture
def post(slack: StandIn, http: aiohttp.ClientSession) -> Post:
    async def send(what: str, **body: Any) -> tuple[int, Any]:
        async with http.post(f"{slack.base_url}/control/{what}", json=body) as response:
            return response.status, await response.json()

    return send


async def state(slack: StandIn, http: aiohttp.ClientSession, viewer: str) -> Any:
    url = f"{slack.base_url}/control/state"
    async with http.get(url, params={"viewer": viewer}) as response:
        assert response.status == 200
        return await response.json()


SNAPSHOT_KEYS = {
    "version",
    "now",
    "viewer",
    "team",
    "app",
    "people",
    "channels",
    "dm",
    "home",
    "modal",
    "modal_depth",
    "notices",
    "ahead",
    "scenes",
    "log",
    "problems",
}


async def test_a_snapshot_shows_what_the_viewer_sees(
    slack: StandIn, ana: Human, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    bo = slack.add_person("Bo")
    channel = slack.add_channel("break", ana, bo)
    await client.chat_postMessage(
        channel=channel.id, text="For all", blocks=[actions(menu(), block_id="a")]
    )
    await client.chat_postEphemeral(channel=channel.id, user=ana.id, text="For Ana")
    await client.chat_postMessage(channel=bo.id, text="For Bo")
    await client.views_publish(user_id=ana.id, view=home())
    await ana.set_status("Lunch", ":ramen:")
    seen = await state(slack, http, ana.id)
    assert seen.keys() == SNAPSHOT_KEYS
    assert seen["now"] == MONDAY.isoformat()
    assert [found["id"] for found in seen["channels"]] == [channel.id]
    first, second = seen["channels"][0]["messages"]
    assert (first["text"], first["ephemeral"]) == ("For all", False)
    assert first["values"]["a"]["menu"]["selected_option"] is None
    assert (second["text"], second["ephemeral"]) == ("For Ana", True)
    assert seen["home"]["type"] == "home"
    assert (seen["modal"], seen["modal_depth"]) == (None, 0)
    me = next(person for person in seen["people"] if person["id"] == ana.id)
    assert (me["status_text"], me["status_emoji"]) == ("Lunch", ":ramen:")
    assert seen["log"][0]["method"] == "chat.postMessage"
    assert "blocks" not in seen["log"][0]["args"]
    other = await state(slack, http, bo.id)
    assert {found["id"] for found in other["channels"]} == {channel.id, bo.dm.id}
    assert other["dm"] == bo.dm.id
    assert [message["text"] for message in other["channels"][0]["messages"]] == ["For all"]


async def test_the_first_person_is_the_default_viewer(
    slack: StandIn, ana: Human, http: aiohttp.ClientSession
) -> None:
    assert (await state(slack, http, ""))["viewer"] == ana.id
    async with http.get(f"{slack.base_url}/control/state?viewer=U404") as response:
        assert response.status == 404


async def test_changes_are_streamed(
    slack: StandIn, ana: Human, http: aiohttp.ClientSession, clock: MovableClock
) -> None:
    async with http.get(f"{slack.base_url}/control/events") as response:
        assert response.content_type == "text/event-stream"
        first = await response.content.readuntil(b"\n\n")
        await ana.types("Good morning")
        second = await response.content.readuntil(b"\n\n")
        clock.move(timedelta(hours=1))
        third = await response.content.readuntil(b"\n\n")
    assert first.startswith(b"data: ")
    assert len({first, second, third}) == 3


async def test_closing_the_page_is_not_an_error(
    opened: Opened, http: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened() as slack:
        ana = slack.add_person("Ana")
        async with http.get(f"{slack.base_url}/control/events") as response:
            await response.content.readuntil(b"\n\n")
        for _ in range(3):
            await ana.types("Is anybody there?")
            await state(slack, http, ana.id)
    assert [record.name for record in caplog.records] == []


async def test_typing_sends_messages_and_commands(
    slack: StandIn, ana: Human, post: Post, app: Recording
) -> None:
    channel = slack.add_channel("break", ana)
    assert await post("type", viewer=ana.id, text="Hello") == (200, {"ok": True})
    await post("type", viewer=ana.id, text="/stretch join", channel=channel.id)
    assert ana.latest().text == "Hello"
    assert app.payloads[0]["channel_id"] == channel.id
    status, answer = await post("type", viewer=ana.id, text="Hi", channel="C404")
    assert (status, answer["ok"]) == (400, False)
    assert "isn't in a channel" in answer["error"]
    assert (await post("type", viewer=ana.id, text=" "))[0] == 400
    assert (await post("type", viewer="U404", text="Hi"))[0] == 400


async def test_clicks_reach_the_app(
    slack: StandIn, ana: Human, client: AsyncWebClient, post: Post, app: Recording
) -> None:
    blocks = [actions(button()), section(accessory=menu("checkboxes"))]
    await client.chat_postMessage(channel=ana.id, text="Card", blocks=blocks)
    where = {"viewer": ana.id, "ts": ana.latest().ts}
    assert await post("click", **where, action_id="done") == (200, {"ok": True})
    await post("click", **where, channel=ana.dm.id, action_id="menu", choice=["option 1"])
    assert [payload["actions"][0]["action_id"] for payload in app.payloads] == ["done", "menu"]
    assert (await post("click", **where, action_id="nothing"))[0] == 400
    assert (await post("click", viewer=ana.id, ts="1.1", action_id="done"))[0] == 400


async def test_home_opens_and_modals_are_submitted_and_closed(
    slack: StandIn,
    ana: Human,
    client: AsyncWebClient,
    http: aiohttp.ClientSession,
    post: Post,
    app: Recording,
) -> None:
    await post("open-home", viewer=ana.id)
    await post("open-home", viewer=ana.id, tab="messages")
    assert [event["tab"] for event in app.events] == ["home", "messages"]
    for _ in range(2):
        trigger_id = slack.stage.triggers.issue(slack.workspace.id, ana.id)
        view = modal(question(block_id="b"), actions(button()), notify_on_close=True)
        view_id = (await client.views_open(trigger_id=trigger_id, view=view))["view"]["id"]
    assert (await state(slack, http, ana.id))["modal"]["id"] == view_id
    where = {"viewer": ana.id, "view_id": view_id}
    assert (await post("click", **where, action_id="done"))[0] == 200
    assert app.payloads[-1]["container"]["view_id"] == view_id
    _, answer = await post("submit", **where)
    assert answer["errors"] == {"b": "Please complete this required field."}
    app.answers = [{"response_action": "errors", "errors": {"b": "No"}}]
    _, answer = await post("submit", **where, values={"entry": "Hi"})
    assert answer == {"ok": True, "errors": {"b": "No"}}
    await post("close", **where)
    assert ana.modal is None
    assert app.payloads[-1]["type"] == "view_closed"
    assert app.payloads[-1]["is_cleared"] is False
    assert (await post("close", **where))[0] == 400


async def test_the_clock_moves_forward_by_seconds_to_a_time_or_by_a_jump(
    opened: Opened, http: aiohttp.ClientSession
) -> None:
    due, lived = MONDAY + timedelta(hours=3), list[datetime]()

    async def next_nudge(user_id: str) -> datetime | None:
        return due if user_id == ana.id and slack.clock() < due else None

    async def passes(at: datetime) -> None:
        lived.append(at)

    async with opened(jumps={"next nudge": next_nudge}, passes=passes) as slack:
        ana = slack.add_person("Ana")
        assert (await state(slack, http, ana.id))["ahead"] == {"next nudge": due.isoformat()}

        async def move(**how: Any) -> Any:
            body = {"viewer": ana.id, **how}
            async with http.post(f"{slack.base_url}/control/clock", json=body) as response:
                return await response.json()

        assert (await move(by_seconds=60))["now"] == (MONDAY + timedelta(minutes=1)).isoformat()
        await move(to=(MONDAY + timedelta(hours=2)).isoformat())
        assert slack.clock() == MONDAY + timedelta(hours=2)
        assert (await move(jump="next nudge"))["moved"] is True
        assert slack.clock() == MONDAY + timedelta(hours=3)
        assert (await move(jump="next nudge"))["moved"] is False
        assert (await state(slack, http, ana.id))["ahead"] == {"next nudge": None}
        assert lived == [MONDAY + timedelta(minutes=1), MONDAY + timedelta(hours=2), due]
        for wrong in (
            {"by_seconds": -1},
            {"by_seconds": 1e300},
            {"to": MONDAY.isoformat()},
            {"to": "2027-01-01T09:00:00"},
            {"jump": "the moon"},
            {},
        ):
            assert (await move(**wrong))["ok"] is False
        assert slack.clock() == MONDAY + timedelta(hours=3)
        assert "has no time zone" in (await move(to="2027-01-01T09:00:00"))["error"]


async def test_every_switch_of_the_day_panel_sends_its_events(
    slack: StandIn, ana: Human, post: Post, app: Recording, clock: MovableClock
) -> None:
    await post(
        "profile",
        viewer=ana.id,
        tz="Asia/Tokyo",
        status_text="Lunch",
        status_emoji=":ramen:",
        status_minutes=30,
        huddle=True,
        snooze_minutes=15,
        presence="away",
    )
    person = ana.person
    assert (person.tz, person.status_text, person.presence) == ("Asia/Tokyo", "Lunch", "away")
    assert person.status_expires == clock() + timedelta(minutes=30)
    assert person.huddle_until is not None
    assert person.dnd is not None
    assert app.kinds() == [
        "user_change",
        "user_change",
        "user_status_changed",
        "user_huddle_changed",
        "user_change",
        "dnd_updated_user",
    ]
    await post(
        "profile",
        viewer=ana.id,
        status_text="",
        huddle=False,
        snooze_minutes=0,
        presence="active",
        deactivated=True,
    )
    person = ana.person
    assert (person.status_text, person.status_emoji) == ("", "")
    assert (person.huddle_until, person.dnd) == (None, None)
    assert (person.presence, person.deleted) == ("active", True)
    assert (await post("profile", viewer=ana.id, snooze_minutes="ten"))[0] == 400


async def test_files_are_served(
    slack: StandIn, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    file_id = (await client.files_upload_v2(filename="neck.gif", content=b"GIF"))["file"]["id"]
    async with http.get(f"{slack.base_url}/control/files/{file_id}") as response:
        assert (await response.read(), response.content_type) == (b"GIF", "image/gif")
    async with http.get(f"{slack.base_url}/control/files/F404") as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("localhost:1", 200),
        ("[::1]:1", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("[", 403),
    ],
)
@pytest.mark.parametrize("path", ["control/state", "api/auth.test", "oauth/v2/authorize"])
async def test_only_loopback_host_names_are_answered(
    host: str, path: str, status: int, slack: StandIn, http: aiohttp.ClientSession
) -> None:
    url = f"{slack.base_url}/{path}"
    async with http.get(url, headers={"Host": host}) as response:
        assert (response.status == 403) == (status == 403)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
async def test_other_sites_cannot_act(
    origin: str, slack: StandIn, ana: Human, http: aiohttp.ClientSession
) -> None:
    url, body = f"{slack.base_url}/control/type", {"viewer": ana.id, "text": "Hello"}
    async with http.post(url, json=body, headers={"Origin": origin}) as response:
        assert response.status == 403
    assert ana.sees() == []
    async with http.post(url, json=body, headers={"Origin": slack.base_url}) as response:
        assert response.status == 200


async def test_a_body_must_be_json(slack: StandIn, http: aiohttp.ClientSession) -> None:
    async with http.post(f"{slack.base_url}/control/type", data=b"{") as response:
        assert response.status == 400


async def test_only_files_in_the_pages_folder_are_served(
    slack: StandIn,
    http: aiohttp.ClientSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def get(path: str) -> tuple[int, str]:
        async with http.get(slack.base_url + path) as response:
            return response.status, await response.text()

    monkeypatch.setattr(control, "PAGE", tmp_path / "page")
    assert (await get("/"))[0] == 404
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_text("<h1>Hello</h1>")
    (tmp_path / "secret").write_text("secret")
    assert await get("/") == (200, "<h1>Hello</h1>")
    assert await get("/page/index.html") == (200, "<h1>Hello</h1>")
    assert (await get("/page/..%2Fsecret"))[0] == 404
