"""What Slack is asked before anything opens, so that a wrong token shows at once.

Everything that can be wrong is one line that says the mend.
"""

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
    """Tries the tokens before anything is opened; None where workspaces install Limber themselves.

    Raises CannotStart with what is wrong and how to fix it.
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
    """Raises CannotStart unless Slack opens Socket Mode for that token."""
    call = client.apps_connections_open(app_token=token)
    _told(await _asked(client, call, "SLACK_APP_TOKEN", _SOCKET_MODE), client, "url")


async def ask_bot_token(client: AsyncWebClient, token: str) -> AsyncSlackResponse:
    """What Slack says of a bot token. Raises CannotStart when it is no good."""
    answer = await _asked(client, client.auth_test(token=token), "SLACK_BOT_TOKEN", _REINSTALL)
    return _told(answer, client, "team_id", "bot_id", "user_id")


async def _asked(
    client: AsyncWebClient, call: Awaitable[AsyncSlackResponse], variable: str, mend: str
) -> AsyncSlackResponse:
    """Slack's answer to a question at start. Raises CannotStart for any other end."""
    try:
        return await call
    except SlackApiError as error:
        code = error_code(error)
        if code in {"ratelimited", "http_429"} or code.startswith("http_5"):
            raise CannotStart(
                f"Slack is not answering just now ({code}); try again soon."
            ) from error
        if code.startswith("http_"):
            raise _not_slack(client, code) from error
        raise CannotStart(f"{variable} was refused by Slack ({code}): {mend}.") from error
    except aiohttp.ClientPayloadError as error:
        raise _not_slack(client, "its answer cannot be read") from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise CannotStart(
            f"Slack cannot be reached ({type(error).__name__}): check this machine's network, "
            "its proxy (HTTPS_PROXY), and SLACK_API_URL if it is set."
        ) from error


def _told(answer: AsyncSlackResponse, client: AsyncWebClient, *facts: str) -> AsyncSlackResponse:
    """The answer, if it says what is needed. Raises CannotStart when a fact is missing."""
    missing = [it for it in facts if not answer.get(it)]
    if missing:
        raise _not_slack(client, f"its answer has no {', '.join(missing)}")
    return answer


def _not_slack(client: AsyncWebClient, what: str) -> CannotStart:
    """For what answers, but not as Slack does."""
    if client.base_url == SLACK:
        return CannotStart(
            f"Slack answers strangely ({what}): check this machine's proxy (HTTPS_PROXY), or try "
            "again soon."
        )
    return CannotStart(
        f"SLACK_API_URL: what answers there does not answer as Slack does ({what}); leave it "
        f"unset for {SLACK}."
    )
