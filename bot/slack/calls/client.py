"""The HTTP session and the SDK's client, which never retries by itself."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import orjson
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.settings import Settings

ANSWER_WITHIN_S = 10
"""Timeout of a call."""


def sdk_logger() -> logging.Logger:
    """The SDK's logger at an explicit level: at its default it formats every request it sends."""
    logger = logging.getLogger("slack_sdk")
    logger.setLevel(logging.WARNING)
    return logger


@asynccontextmanager
async def open_session() -> AsyncIterator[aiohttp.ClientSession]:
    """The one HTTP session of the process, with kept-alive connections and a timeout."""
    async with aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=ANSWER_WITHIN_S, sock_connect=ANSWER_WITHIN_S / 2),
        json_serialize=lambda body: orjson.dumps(body).decode(),
    ) as session:
        yield session


@asynccontextmanager
async def open_client(settings: Settings) -> AsyncIterator[AsyncWebClient]:
    async with open_session() as session:
        yield web_client(session, settings.slack_api_url, on_loopback=settings.is_on_loopback)


class _Client(AsyncWebClient):
    """Raises ClientPayloadError for an answer that is not a JSON object."""

    async def api_call(self, *args: Any, **kwargs: Any) -> AsyncSlackResponse:
        try:
            return await super().api_call(*args, **kwargs)
        except aiohttp.ClientError:
            raise  # some of them are ValueErrors too
        except (AttributeError, RecursionError, ValueError) as error:
            raise aiohttp.ClientPayloadError(f"unreadable: {type(error).__name__}") from error


def web_client(
    session: aiohttp.ClientSession, api_url: str, *, on_loopback: bool
) -> AsyncWebClient:
    """A client without retries: a message that was posted twice cannot be taken back."""
    client = _Client(base_url=api_url, session=session, logger=sdk_logger(), retry_handlers=[])
    if on_loopback:
        client.proxy = None  # the SDK takes a proxy from the environment even for this machine
    return client
