"""Checks the tokens with Slack before anything opens. Each fault is one line with its fix."""

from collections.abc import Awaitable

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import CannotStart
from bot.settings import SLACK, Settings, secret
from bot.slack.calls.outcomes import error_code
from bot.slack.workspaces.tokens import Identity, OneBot

_REINSTALL = (
    "copy the Bot User OAuth Token again from OAuth & Permissions at api.slack.com/apps, "
    "and reinstall the app if it was removed"
)
_SOCKET_MODE = (
    "make a new app-level token with the scope connections:write under Basic Information, "
    "and switch Socket Mode on"
)


async def check_tokens(settings: Settings, client: AsyncWebClient) -> OneBot | None:
    """The bot of SLACK_BOT_TOKEN; None if workspaces install Limber themselves.

    Raises CannotStart.
    """
    if settings.is_socket_mode:
        await ask_app_token(client, secret(settings.slack_app_token))
    if settings.serves_many:
        return None
    token = secret(settings.slack_bot_token)
    facts = await ask_bot_token(client, token)
    identity = Identity(str(facts["team_id"]), str(facts["bot_id"]), str(facts["user_id"]), token)
    return OneBot(identity, str(facts.get("app_id") or ""))


async def ask_app_token(client: AsyncWebClient, token: str) -> None:
    """Raises CannotStart unless the token opens Socket Mode."""
    call = client.apps_connections_open(app_token=token)
    _require(await _ask(client, call, "SLACK_APP_TOKEN", _SOCKET_MODE), client, "url")


async def ask_bot_token(client: AsyncWebClient, token: str) -> AsyncSlackResponse:
    """What Slack knows about the token. Raises CannotStart if it refuses it."""
    answer = await _ask(client, client.auth_test(token=token), "SLACK_BOT_TOKEN", _REINSTALL)
    return _require(answer, client, "team_id", "bot_id", "user_id")


async def _ask(
    client: AsyncWebClient, call: Awaitable[AsyncSlackResponse], variable: str, fix: str
) -> AsyncSlackResponse:
    try:
        return await call
    except SlackApiError as error:
        code = error_code(error)
        if code in {"ratelimited", "http_429"} or code.startswith("http_5"):
            raise CannotStart(f"Slack is unavailable ({code}): try again soon.") from error
        if code.startswith("http_"):
            raise _not_slack(client, code) from error
        raise CannotStart(f"{variable} was refused by Slack ({code}): {fix}.") from error
    except aiohttp.ClientPayloadError as error:
        raise _not_slack(client, "its answer cannot be read") from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise CannotStart(
            f"Slack cannot be reached ({type(error).__name__}): check this machine's network, "
            "its proxy (HTTPS_PROXY), and SLACK_API_URL if it is set."
        ) from error


def _require(answer: AsyncSlackResponse, client: AsyncWebClient, *facts: str) -> AsyncSlackResponse:
    """The answer. Raises CannotStart if it lacks one of these facts."""
    missing = [fact for fact in facts if not answer.get(fact)]
    if missing:
        raise _not_slack(client, f"its answer has no {', '.join(missing)}")
    return answer


def _not_slack(client: AsyncWebClient, what: str) -> CannotStart:
    if client.base_url == SLACK:
        return CannotStart(
            f"Slack's answer is unexpected ({what}): check this machine's proxy (HTTPS_PROXY), or "
            "try again soon."
        )
    return CannotStart(f"SLACK_API_URL does not lead to Slack ({what}); unset it to use {SLACK}.")
