"""HTTP mode: the same listeners behind signed requests."""

import time
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.playground.humans import Human
from bot.playground.requesturl import signature
from tests.endtoend.office import Office, frozen_clock, open_office


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    async with open_office(database_url, frozen_clock(), over_http=True) as opened:
        yield opened


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Office]:
    async with open_office(sqlite_url, frozen_clock(), over_http=True) as opened:
        yield opened


async def post(
    desk: Office, body: bytes, *, age_s: int = 0, secret: str = "", **headers: str
) -> int:
    """The status that a hand-made request gets."""
    stamp = str(int(time.time()) - age_s)
    signed = signature(
        secret or desk.slack.app.signing_secret, stamp, body.decode("utf-8", "replace")
    )
    url = f"http://127.0.0.1:{desk.limber.port}/slack/events"
    sent = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signed, **headers}
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body, headers=sent) as answer,
    ):
        return answer.status


async def get(desk: Office, path: str) -> tuple[int, str]:
    url = f"http://127.0.0.1:{desk.limber.port}{path}"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


async def test_from_joining_to_a_streak(office: Office, ana: Human) -> None:
    await office.joins(ana)
    done = await office.walks_through(ana, await office.nudged(ana))
    assert "Streak: 1 workday." in done.text
    await ana.opens_home()
    await office.slack.until(lambda: ana.home)
    await ana.types("/stretch settings")
    await office.slack.until(lambda: ana.modal)
    assert await ana.submits({"end": "09:00"}) == {"end": "Work cannot end at the time it starts."}
    assert await ana.submits({"end": "18:00"}) is None


JSON = {"Content-Type": "application/json"}


async def test_a_wrong_signature_is_refused(desk: Office) -> None:
    body = b'{"type": "event_callback", "team_id": "T1", "event": {"type": "user_change"}}'
    assert await post(desk, body, secret="not the secret", **JSON) == 401
    assert await post(desk, body, **JSON, **{"X-Slack-Signature": "v0=00"}) == 401


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Timestamp", "abc"),
        ("Timestamp", "1795423844.28"),
        ("Timestamp", ""),
        ("Timestamp", "١٢٣"),
        ("Timestamp", "9" * 5000),
        ("Signature", "v0=é"),
        ("Signature", ""),
    ],
)
async def test_a_signature_that_is_none_is_refused(
    desk: Office, caplog: pytest.LogCaptureFixture, header: str, value: str
) -> None:
    name = "X-Slack-Signature" if header == "Signature" else "X-Slack-Request-Timestamp"
    assert await post(desk, b"{}", **JSON, **{name: value}) == 401
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"{}", "application/json; charset=klingon"),
        (b"[" * 100_000, "application/json"),
        (b'{"a":' * 100_000, "application/json"),
        (b'{"type": "event_callback", "event": {}, "authorizations": {"a": 1}}', "text/plain"),
    ],
)
async def test_what_cannot_be_read_is_a_bad_request(
    desk: Office, body: bytes, content_type: str
) -> None:
    assert await post(desk, body, **{"Content-Type": content_type}) == 400


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"<xml>payloads</xml>",
        b'{"type": 7}',
        b'{"type": "event_callback"}',
        b'{"type": "event_callback", "event": null}',
        b'{"type": "event_callback", "event": "user_change"}',
        b'{"type": "event_callback", "event": {"type": 7}}',
        b'{"type": "block_actions", "actions": []}',
        b'{"type": "block_actions", "actions": [null]}',
        b'{"type": "block_actions", "actions": [{"action_id": 7}]}',
        b'{"type": "view_submission", "view": null}',
        b'{"type": "view_submission", "view": {"callback_id": 7}}',
    ],
)
async def test_an_odd_shape_is_acknowledged_quietly(
    desk: Office, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    team = body.replace(b'{"type', b'{"team_id": "%s", "type' % desk.slack.workspace.id.encode())
    kind = "application/json" if body.startswith(b"{") else "application/x-www-form-urlencoded"
    assert await post(desk, team, **{"Content-Type": kind}) == 200
    assert not [it for it in caplog.records if it.levelname in {"WARNING", "ERROR"}]


@pytest.mark.parametrize(("age_s", "status"), [(0, 200), (240, 200), (360, 401), (-360, 401)])
async def test_an_old_request_is_refused(desk: Office, age_s: int, status: int) -> None:
    body = b'{"type": "url_verification", "challenge": "c"}'
    assert await post(desk, body, age_s=age_s, **JSON) == status


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b"payload=%7B", b"payload=[]", b"[]", b"null"]
)
async def test_rubbish_never_reaches_a_listener(desk: Office, body: bytes) -> None:
    status = await post(desk, body, **JSON)
    assert status < 500
    status = await post(desk, body, **{"Content-Type": "application/x-www-form-urlencoded"})
    assert status < 500


async def test_health_and_readiness(desk: Office) -> None:
    assert await get(desk, "/healthz") == (200, "ok")
    assert await get(desk, "/readyz") == (200, "ready")


async def test_metrics_count_without_naming_anybody(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.nudged(ana)
    _, text = await get(desk, "/metrics")
    assert 'limber_nudges_total{outcome="sent"} 1.0' in text
    assert 'limber_requests_total{kind="command"} 1.0' in text
    assert 'limber_slack_call_seconds_count{method="chat.postMessage"} 1.0' in text
    assert ana.id not in text
    assert ana.workspace.id not in text


async def test_an_event_is_sent_again_until_it_is_taken(desk: Office, ana: Human) -> None:
    """Uninstalling is done before it is acknowledged, so that a failure is not the end of it."""
    await desk.joins(ana)
    await desk.slack.uninstall()
    await desk.settles()
    async with desk.limber.database.read() as connection:
        from bot.store import members  # noqa: PLC0415

        assert await members.counts(connection) == {}
