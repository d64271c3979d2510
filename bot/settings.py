"""The environment, read once. No other module looks at it.

Every fault is one line that names the variable and the mend, found before anything is opened.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from enum import StrEnum
from pathlib import Path
from secrets import token_bytes
from typing import Any
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.starting import CannotStart

KEY_BYTES = 32
SLACK = "https://slack.com/api/"
_BOT_TOKEN = re.compile(r"xoxb-[\w-]+", re.ASCII)
_APP_TOKEN = re.compile(r"xapp-[\w-]+", re.ASCII)


class LogStyle(StrEnum):
    TEXT = "text"
    JSON = "json"


class SettingsError(CannotStart):
    """What is wrong with the environment: one line a fault."""


class Settings(BaseSettings):
    """What Limber is told by its environment, and by a `.env` file in the working folder."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_api_url: str = SLACK
    database_url: SecretStr = Field(
        default_factory=lambda: SecretStr(f"sqlite:///{_data_folder() / 'limber.db'}")
    )
    host: str = "0.0.0.0"  # noqa: S104  a container's port is reached from outside it
    port: int | None = Field(default=None, ge=0, le=65535)
    public_url: str | None = None
    limber_token_key: SecretStr | None = None
    limber_log: LogStyle = LogStyle.TEXT

    @property
    def is_socket_mode(self) -> bool:
        return self.slack_app_token is not None

    @property
    def serves_many(self) -> bool:
        """Whether workspaces install Limber themselves, rather than one by its token."""
        return self.slack_client_id is not None

    @property
    def is_on_loopback(self) -> bool:
        """Whether Slack is a stand-in on this machine."""
        return urlsplit(self.slack_api_url).hostname in {"127.0.0.1", "localhost", "::1"}

    def for_running(self) -> "Settings":
        """These settings, if `limber run` can work with them.

        Raises SettingsError with what is to be mended first: who the bot is comes before how it
        is reached.
        """
        if faults := self.faults():
            raise SettingsError(*faults)
        return self

    def faults(self) -> list[str]:
        """What keeps `limber run` from working with these settings."""
        return _identity_faults(self) or [*_transport_faults(self), *_address_faults(self)]


def load() -> Settings:
    """The settings of this process.

    Raises SettingsError for a value that cannot be read.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(*(_explained(it) for it in error.errors())) from None


def secret(value: SecretStr | None) -> str:
    return value.get_secret_value() if value is not None else ""


def _data_folder() -> Path:
    return user_data_path("limber", appauthor=False)


def _identity_faults(settings: Settings) -> list[str]:
    """Whose bot this is: one workspace's, by its token, or many, by the app's own credentials."""
    token, client, key = (
        secret(settings.slack_bot_token),
        settings.slack_client_id,
        secret(settings.slack_client_secret),
    )
    if token and (client or key):
        return [
            (
                "SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set: keep the token for one "
                "workspace, or the client id and secret for many."
            )
        ]
    if client or key:
        return _many_faults(settings)
    if not token:
        return [
            (
                "SLACK_BOT_TOKEN is not set: copy the Bot User OAuth Token (xoxb-…) from "
                "OAuth & Permissions at api.slack.com/apps."
            )
        ]
    if not _BOT_TOKEN.fullmatch(token):
        return [
            (
                "SLACK_BOT_TOKEN is not a bot token: copy the one that begins with xoxb- from "
                "OAuth & Permissions at api.slack.com/apps."
            )
        ]
    return []


def _many_faults(settings: Settings) -> list[str]:
    faults = []
    if not settings.slack_client_id:
        faults.append("SLACK_CLIENT_ID is not set: copy it from Basic Information.")
    if settings.slack_client_secret is None:
        faults.append("SLACK_CLIENT_SECRET is not set: copy it from Basic Information.")
    key = secret(settings.limber_token_key)
    if not _is_key(key):
        state = "is not set" if not key else "is not a key"
        faults.append(
            f"LIMBER_TOKEN_KEY {state}: it encrypts the workspaces' tokens; here is a fresh one "
            f"to keep: {urlsafe_b64encode(token_bytes(KEY_BYTES)).decode()}"
        )
    return faults


def _is_key(text: str) -> bool:
    """Whether that is a key as Fernet takes it: 32 bytes in URL-safe base64."""
    try:
        return len(urlsafe_b64decode(text)) == KEY_BYTES
    except ValueError:
        return False


def _transport_faults(settings: Settings) -> list[str]:
    token = secret(settings.slack_app_token)
    if token and not _APP_TOKEN.fullmatch(token):
        return [
            (
                "SLACK_APP_TOKEN is not an app-level token: make one that begins with xapp-, with "
                "the scope connections:write, under Basic Information."
            )
        ]
    if not token and settings.slack_signing_secret is None:
        return [
            (
                "SLACK_APP_TOKEN is not set: give an app-level token (xapp-…) for Socket Mode, or "
                "SLACK_SIGNING_SECRET to be reached over HTTP."
            )
        ]
    return []


def _address_faults(settings: Settings) -> list[str]:
    faults = []
    if urlsplit(settings.slack_api_url).scheme not in {"http", "https"}:
        faults.append(f"SLACK_API_URL is not an address: leave it unset for {SLACK}.")
    if settings.public_url is not None:
        parts = urlsplit(settings.public_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            faults.append("PUBLIC_URL is not an address: write https://limber.example.com.")
    return faults


def _explained(error: Any) -> str:
    """pydantic's complaint about one variable, as a line for people."""
    name = str(error["loc"][0]).upper()
    mends = {
        "PORT": "write a port number from 0 to 65535, such as 3000",
        "LIMBER_LOG": "write text or json",
    }
    return f"{name} cannot be used: {mends.get(name, error['msg'])}."
