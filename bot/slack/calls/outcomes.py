"""What Slack's answer, or the lack of one, proves about a call."""

from collections.abc import Awaitable, Mapping
from http import HTTPStatus
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.usecases.ports import NotTaken, Refused, Unclear

UNREACHABLE_S = 30
"""When a post is retried after a failed connection, or a rate limit without a time."""
LONGEST_BELIEVED_S = 60 * 60
"""The longest Retry-After that is believed."""
TOKEN_TROUBLE_S = 15 * 60
"""When posts to a workspace are retried after Slack refused its token."""

NOT_INSTALLED = NotTaken(TOKEN_TROUBLE_S, "not installed")
TOKEN_TROUBLE = frozenset(
    {
        "access_denied",
        "account_inactive",
        "ekm_access_denied",
        "invalid_auth",
        "missing_scope",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)
_GONE = frozenset({"user_not_found", "user_disabled"})
_MAYBE_DONE = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})

T = TypeVar("T")


async def outcome_of(work: Awaitable[T]) -> T | NotTaken | Refused | Unclear:
    """What `work` returns, or what the exception that Slack or the network caused proves."""
    try:
        return await work
    except SlackApiError as error:
        return _proved_by(error)
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        return NotTaken(UNREACHABLE_S, type(error).__name__)
    except (aiohttp.ClientError, TimeoutError) as error:
        return Unclear(type(error).__name__)


def _proved_by(error: SlackApiError) -> NotTaken | Refused | Unclear:
    code, status = error_code(error), _status(error)
    if status == HTTPStatus.TOO_MANY_REQUESTS or code == "ratelimited":
        return NotTaken(retry_after(error.response.headers), "ratelimited")
    if code in TOKEN_TROUBLE:
        return NotTaken(TOKEN_TROUBLE_S, code)
    if code in _MAYBE_DONE or code == "http_200" or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Unclear(code)
    return Refused(code, gone=code in _GONE)


def error_code(error: SlackApiError) -> str:
    """Slack's name for what went wrong, or the HTTP status if it gave none."""
    data = getattr(error.response, "data", None)
    if isinstance(data, dict) and data.get("error"):
        return str(data["error"])
    return f"http_{_status(error)}"


def _status(error: SlackApiError) -> int:
    answer = error.response
    found = getattr(answer, "status_code", None) or getattr(answer, "status", None)
    return found if isinstance(found, int) else 0


def retry_after(headers: Mapping[str, str]) -> float:
    """The seconds Slack asks to wait, from one second to an hour."""
    try:
        asked = float(headers.get("Retry-After", UNREACHABLE_S))
    except ValueError:
        return UNREACHABLE_S
    return min(max(1.0, asked), LONGEST_BELIEVED_S)
