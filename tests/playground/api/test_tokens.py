"""Tokens, scopes, installing and uninstalling."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.clock import MovableClock
from bot.playground.humans.humans import Human
from bot.playground.refusal import RefusedError
from bot.playground.server import StandIn
from bot.playground.world.world import App
from tests.playground.conftest import SCOPES
from tests.playground.making import Opened, error_of, refusal

# slack_sdk builds its Basic auth header with a deprecated class of aiohttp.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

CALLBACK = "https://limber.example/slack/oauth_redirect"


def anonymous(slack: StandIn, token: str | None = None) -> AsyncWebClient:
    return AsyncWebClient(token=token, base_url=slack.api_url, retry_handlers=[])


async def exchange(slack: StandIn, code: str, /, **more: Any) -> Any:
    usual = {"client_id": slack.app.client_id, "client_secret": slack.app.client_secret}
    return await anonymous(slack).oauth_v2_access(**{**usual, "code": code, **more})


async def test_auth_test_identifies_the_token(slack: StandIn, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert answer["team_id"] == slack.workspace.id
    assert answer["user_id"] == slack.workspace.bot.id
    assert answer["bot_id"] == slack.workspace.bot.bot_id
    assert answer.headers["x-oauth-scopes"] == ",".join(sorted(SCOPES))


@pytest.mark.parametrize(
    ("token", "error"),
    [(None, "not_authed"), ("xoxb-made-up", "invalid_auth"), ("app", "not_allowed_token_type")],
)
async def test_a_wrong_token_is_refused(token: str | None, error: str, slack: StandIn) -> None:
    given = slack.app.app_token if token == "app" else token
    assert await error_of(anonymous(slack, given).auth_test()) == error
    assert [problem.kind for problem in slack.problems] == [error]


async def test_a_token_may_come_as_a_form_field(
    slack: StandIn, http: aiohttp.ClientSession
) -> None:
    url, form = f"{slack.api_url}auth.test", {"token": slack.bot_token}
    async with http.post(url, data=form) as response:
        assert (await response.json())["ok"] is True


async def test_socket_mode_needs_an_app_token(slack: StandIn, client: AsyncWebClient) -> None:
    answer = await client.apps_connections_open(app_token=slack.app.app_token)
    assert answer["url"].startswith(f"ws://127.0.0.1:{urlsplit(slack.base_url).port}/link/?")
    call = client.apps_connections_open(app_token=slack.bot_token)
    assert await error_of(call) == "not_allowed_token_type"
    assert await error_of(client.apps_connections_open(app_token="xapp-no")) == "invalid_auth"


@pytest.mark.parametrize(
    ("method", "needed"),
    [
        ("bots.info", "users:read"),
        ("chat.delete", "chat:write"),
        ("chat.postEphemeral", "chat:write"),
        ("chat.postMessage", "chat:write"),
        ("chat.update", "chat:write"),
        ("conversations.info", "channels:read"),
        ("conversations.members", "channels:read"),
        ("conversations.open", "im:write"),
        ("dnd.info", "dnd:read"),
        ("dnd.teamInfo", "dnd:read"),
        ("files.completeUploadExternal", "files:write"),
        ("files.getUploadURLExternal", "files:write"),
        ("team.info", "team:read"),
        ("users.getPresence", "users:read"),
        ("users.info", "users:read"),
        ("users.list", "users:read"),
    ],
)
async def test_a_method_needs_its_scope(
    method: str, needed: str, slack: StandIn, client: AsyncWebClient
) -> None:
    slack.workspace.scopes = frozenset({"commands"})
    answer = await refusal(client.api_call(method))
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        needed,
        "commands",
    )


@pytest.mark.parametrize("method", ["views.open", "views.push", "views.update", "auth.test"])
async def test_some_methods_need_no_scope(
    method: str, slack: StandIn, client: AsyncWebClient
) -> None:
    slack.workspace.scopes = frozenset()
    call = client.api_call(method)
    if method == "auth.test":
        await call
    else:
        assert await error_of(call) == "invalid_arguments"


async def test_an_unknown_method_is_refused(slack: StandIn, client: AsyncWebClient) -> None:
    assert await error_of(client.api_call("chat.shout")) == "unknown_method"
    assert slack.forgive("unknown_method")
    assert slack.problems == []
    with pytest.raises(LookupError):
        slack.forgive("unknown_method")


@pytest.mark.parametrize(("body", "error"), [(b"{", "invalid_json"), (b"[1]", "json_not_object")])
async def test_a_json_body_must_be_a_json_object(
    body: bytes, error: str, slack: StandIn, http: aiohttp.ClientSession
) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    url = f"{slack.api_url}auth.test"
    async with http.post(url, data=body, headers=headers) as response:
        assert (await response.json())["error"] == error


async def test_the_log_contains_no_secrets(slack: StandIn, ana: Human) -> None:
    code = slack.install(ana)
    await exchange(slack, code)
    await anonymous(slack).api_call("auth.test", data={"token": slack.bot_token})
    secrets = (code, slack.bot_token, slack.app.client_secret)
    assert not [secret for secret in secrets if secret in repr(slack.log)]


async def test_revoked_tokens_and_uninstalled_apps_get_different_errors(
    slack: StandIn, client: AsyncWebClient
) -> None:
    slack.revoke_token()
    assert await error_of(client.auth_test()) == "token_revoked"
    assert await error_of(client.users_list()) == "token_revoked"
    other = slack.add_workspace("Elsewhere")
    assert other.bot_token
    far = anonymous(slack, other.bot_token)
    await slack.uninstall(other)
    assert await error_of(far.auth_test()) == "account_inactive"


async def test_an_app_can_revoke_its_token(slack: StandIn, client: AsyncWebClient) -> None:
    assert (await client.auth_revoke(test=True))["revoked"] is False
    assert (await client.auth_revoke())["revoked"] is True
    assert await error_of(client.auth_test()) == "token_revoked"
    with pytest.raises(LookupError):
        _ = slack.bot_token


async def test_an_app_can_uninstall_itself(
    slack: StandIn, client: AsyncWebClient, clock: MovableClock
) -> None:
    async def leave(client_id: str, secret: str) -> None:
        clock.move(timedelta(minutes=1))
        await client.apps_uninstall(client_id=client_id, client_secret=secret)

    right = slack.app.client_id
    assert await error_of(leave("9.9", slack.app.client_secret)) == "invalid_client_id"
    assert await error_of(leave(right, "guess")) == "bad_client_secret"
    await leave(right, slack.app.client_secret)
    assert not slack.workspace.installed


async def test_a_code_is_exchanged_once_for_a_token(opened: Opened) -> None:
    async with opened(installed=False) as slack:
        ana = slack.add_person("Ana")
        assert not slack.workspace.installed
        code = slack.install(ana)
        answer = await exchange(slack, code)
        assert answer["access_token"] == slack.bot_token
        assert answer["token_type"] == "bot"
        assert answer["scope"] == ",".join(sorted(SCOPES))
        assert answer["team"] == {"id": slack.workspace.id, "name": "Acme"}
        assert answer["authed_user"] == {"id": ana.id}
        assert answer["bot_user_id"] == slack.workspace.bot.id
        assert await error_of(exchange(slack, code)) == "invalid_code"
        again = await exchange(slack, slack.install(ana))
        assert again["access_token"] == slack.bot_token


async def test_reinstalling_gives_a_new_token(slack: StandIn, ana: Human) -> None:
    before = slack.bot_token
    await slack.uninstall()
    await exchange(slack, slack.install(ana))
    assert slack.bot_token != before


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"client_id": "9.9"}, "invalid_client_id"),
        ({"client_secret": "guess"}, "bad_client_secret"),
        ({"code": "1.1.1"}, "invalid_code"),
        ({"grant_type": "refresh_token"}, "invalid_grant_type"),
        ({"redirect_uri": "https://evil.example"}, "bad_redirect_uri"),
    ],
)
async def test_a_wrong_code_exchange_is_refused(
    wrong: dict[str, Any], error: str, slack: StandIn, ana: Human
) -> None:
    code = slack.install(ana, redirect_uri=CALLBACK)
    assert await error_of(exchange(slack, code, **{"redirect_uri": CALLBACK, **wrong})) == error


async def test_client_credentials_may_come_in_the_form(slack: StandIn, ana: Human) -> None:
    form = {
        "client_id": slack.app.client_id,
        "client_secret": slack.app.client_secret,
        "code": slack.install(ana),
    }
    assert (await anonymous(slack).api_call("oauth.v2.access", data=form))["ok"] is True


async def test_a_code_is_valid_for_ten_minutes(
    slack: StandIn, ana: Human, clock: MovableClock
) -> None:
    code, late = slack.install(ana), slack.install(ana)
    clock.move(timedelta(minutes=10))
    await exchange(slack, code)
    clock.move(timedelta(seconds=1))
    assert await error_of(exchange(slack, late)) == "invalid_code"


def authorize_url(slack: StandIn, **more: str) -> str:
    asked = {
        "client_id": slack.app.client_id,
        "scope": "chat:write,commands",
        "redirect_uri": CALLBACK,
        "state": "s1",
        **more,
    }
    return f"{slack.base_url}/oauth/v2/authorize?{urlencode(asked)}"


async def test_allowing_redirects_with_a_code_and_the_state(opened: Opened) -> None:
    async with opened(installed=False) as slack:
        ana = slack.add_person("Ana")
        back = urlsplit(ana.installs(authorize_url(slack)))
        query = parse_qs(back.query)
        assert back._replace(query="").geturl() == CALLBACK
        assert query["state"] == ["s1"]
        await exchange(slack, query["code"][0], redirect_uri=CALLBACK)
        assert slack.workspace.scopes == {"chat:write", "commands"}


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"client_id": "9.9"}, "invalid_client_id"),
        ({"scope": ""}, "no_scopes"),
        ({"scope": "admin"}, "invalid_scope"),
        ({"redirect_uri": "https://evil.example/"}, "bad_redirect_uri"),
    ],
)
async def test_an_invalid_authorize_url_shows_an_error_page(
    wrong: dict[str, str], error: str, opened: Opened, http: aiohttp.ClientSession
) -> None:
    app = App(scopes=SCOPES, redirect_urls=("https://limber.example/",))
    async with opened(app=app) as slack:
        ana = slack.add_person("Ana")
        url = authorize_url(slack, **wrong)
        with pytest.raises(RefusedError) as refused:
            ana.installs(url)
        assert refused.value.error == error
        async with http.get(url) as response:
            assert response.status == 400
            assert error in await response.text()


async def test_the_authorize_page_asks_who_you_are(
    slack: StandIn, ana: Human, http: aiohttp.ClientSession
) -> None:
    url = authorize_url(slack)
    async with http.get(url) as response:
        assert "Ana Lima, Acme" in await response.text()
    for answer, key in (("allow", "code"), ("cancel", "error")):
        form = {"person": ana.id, "answer": answer}
        async with http.post(url, data=form, allow_redirects=False) as response:
            assert response.status == 302
            query = parse_qs(urlsplit(response.headers["Location"]).query)
            assert key in query
            assert query["state"] == ["s1"]


async def test_each_workspace_has_its_own_token(slack: StandIn) -> None:
    other = slack.add_workspace("Elsewhere")
    for workspace in (slack.workspace, other):
        answer = await anonymous(slack, workspace.bot_token).auth_test()
        assert answer["team"] == workspace.name
