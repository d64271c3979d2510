"""HTTP mode: the same listeners behind signed requests."""

import asyncio
import json
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing

import aiohttp
import pytest
from sqlalchemy import text

from bot.playground.delivery.request_url import signature
from bot.playground.humans.humans import Human
from bot.store.people import members
from tests.conftest import PostgresServer, on_server
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
    assert await ana.submits({"end": "09:00"}) == {"end": "Work can't end at the time it starts."}
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


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_readiness_names_the_part_and_nothing_else(
    office: Office, postgres: PostgresServer, database_url: str
) -> None:
    """Who asks need not know where the database is, nor who opens it."""
    name = database_url.partition("?")[0].rpartition("/")[2]
    await on_server(postgres, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    await on_server(
        postgres,
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
    )
    assert await get(office, "/readyz") == (503, "The database is not ready.")


async def test_metrics_count_without_naming_anybody(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.nudged(ana)
    _, said = await get(desk, "/metrics")
    assert 'limber_nudges_total{outcome="sent"} 1.0' in said
    assert 'limber_requests_total{kind="command"} 1.0' in said
    assert 'limber_slack_call_seconds_count{method="chat.postMessage"} 1.0' in said
    assert ana.id not in said
    assert ana.workspace.id not in said


def parting(office: Office, kind: str = "app_uninstalled", *, age_s: int = 0) -> bytes:
    """What Slack sends when Limber is uninstalled, or its token revoked, so many seconds ago."""
    tokens = {"tokens": {"bot": [office.slack.workspace.bot.id]}}
    event = {
        "type": "event_callback",
        "team_id": office.slack.workspace.id,
        "event_id": f"Ev-{kind}-{age_s}",
        "event_time": int(office.clock().timestamp()) - age_s,
        "event": {"type": kind, **(tokens if kind == "tokens_revoked" else {})},
    }
    return json.dumps(event).encode()


async def people(office: Office) -> int:
    async with office.limber.database.read() as connection:
        return sum((await members.counts(connection)).values())


async def test_an_event_is_sent_again_until_it_is_taken(office: Office, ana: Human) -> None:
    """Uninstalling is done before it is acknowledged, so that a failure is not the end of it."""
    await office.joins(ana)
    async with office.limber.database.write() as connection:
        await connection.execute(text("ALTER TABLE workspaces RENAME TO gone"))
    assert await post(office, parting(office), **JSON) == 500
    async with office.limber.database.write() as connection:
        await connection.execute(text("ALTER TABLE gone RENAME TO workspaces"))
    assert await people(office) == 1
    for _ in range(2):
        assert await post(office, parting(office), **JSON) == 200
        assert await people(office) == 0


async def test_what_is_repeated_waits_for_the_first_attempt(
    desk: Office, ana: Human, sqlite_url: str
) -> None:
    """Nothing is acknowledged that may still fail."""
    await desk.joins(ana)
    path = sqlite_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as held:
        held.execute("BEGIN IMMEDIATE")
        attempts = [asyncio.create_task(post(desk, parting(desk), **JSON)) for _ in range(2)]
        done, _ = await asyncio.wait(attempts, timeout=0.5)
        held.execute("ROLLBACK")
    assert done == set()
    assert await asyncio.gather(*attempts) == [200, 200]
    assert await people(desk) == 0


async def test_old_news_of_an_uninstallation_changes_nothing(office: Office, ana: Human) -> None:
    await office.joins(ana)
    for kind in ("app_uninstalled", "tokens_revoked"):
        assert await post(office, parting(office, kind, age_s=60), **JSON) == 200
    assert await people(office) == 1
    await office.nudged(ana)


async def test_a_token_from_the_environment_outlives_an_uninstallation(
    office: Office, ana: Human
) -> None:
    """Should it work again, everybody may come back without a restart."""
    await office.joins(ana)
    assert await post(office, parting(office), **JSON) == 200
    assert await people(office) == 0
    assert "You're in!" in (await office.says(ana, "/stretch join")).text
    await office.nudged(ana)
