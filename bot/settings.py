"""The settings, read once from the environment; no other module reads it.

Each fault is one line that names the variable and the fix, reported before anything is opened.
Plain Python, because the serving process keeps this module: pydantic would take 8 MiB.
"""

import os
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from secrets import token_bytes
from stat import S_ISREG
from typing import Any
from urllib.parse import urlsplit

from dotenv import dotenv_values
from platformdirs import user_cache_path, user_data_path

from bot.errors import CannotStart

KEY_BYTES = 32
LAST_PORT = 65535
HTTP_PORT = 3000
"""Where HTTP mode listens unless PORT says otherwise."""
SLACK = "https://slack.com/api/"
_BOT_TOKEN = re.compile(r"xoxb-[\w-]+", re.ASCII)
_APP_TOKEN = re.compile(r"xapp-[\w-]+", re.ASCII)
NO_FIGURES = "off"


class LogStyle(StrEnum):
    TEXT = "text"
    JSON = "json"


class SettingsError(CannotStart):
    """Faults in the environment, one line each."""


@dataclass(frozen=True, repr=False)
class Secret:
    """A value that logs and tracebacks must not show."""

    value: str

    def __repr__(self) -> str:
        return "Secret(…)"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Read from the environment and a `.env` file; each field is its variable in lower case."""

    slack_bot_token: Secret | None = None
    slack_app_token: Secret | None = None
    slack_signing_secret: Secret | None = None
    slack_client_id: str | None = None
    slack_client_secret: Secret | None = None
    slack_api_url: str = SLACK
    database_url: Secret = field(
        default_factory=lambda: Secret(f"sqlite:///{_data_folder() / 'limber.db'}")
    )
    host: str = "0.0.0.0"  # noqa: S104  reached from outside the container
    port: int | None = None
    public_url: str | None = None
    limber_token_key: Secret | None = None
    limber_figures: str | None = None
    limber_log: LogStyle = LogStyle.TEXT

    @property
    def is_socket_mode(self) -> bool:
        return self.slack_app_token is not None

    @property
    def serves_many(self) -> bool:
        """Whether workspaces install Limber themselves, instead of one with its token."""
        return self.slack_client_id is not None

    @property
    def web_port(self) -> int | None:
        """None without a web server: in Socket Mode with one workspace, unless PORT is set."""
        if self.port is None and self.is_socket_mode and not self.serves_many:
            return None
        return HTTP_PORT if self.port is None else self.port

    @property
    def figures_folder(self) -> Path | None:
        """Where drawn figures are kept; None if pictures are off."""
        if self.limber_figures == NO_FIGURES:
            return None
        return Path(self.limber_figures) if self.limber_figures else figures_cache()

    @property
    def is_on_loopback(self) -> bool:
        """Whether "Slack" runs on this machine, as in the demo and in tests."""
        return urlsplit(self.slack_api_url).hostname in {"127.0.0.1", "localhost", "::1"}

    def for_running(self) -> "Settings":
        """These settings if they are complete.

        Raises SettingsError; with faults in the bot's identity, only with those.
        """
        faults = list(_identity_faults(self)) or list(_connection_faults(self))
        if faults:
            raise SettingsError(*faults)
        return self

    def faults(self) -> list[str]:
        """Everything that keeps `limber run` from starting with these settings."""
        return [*_identity_faults(self), *_connection_faults(self)]


def load() -> Settings:
    """The settings of this process. Raises SettingsError for values that cannot be parsed."""
    path = _dotenv()
    given = _given(dotenv_values(path) if path is not None else {}) | _given(os.environ)
    values: dict[str, Any] = {}
    faults = []
    for name in (setting.name for setting in fields(Settings)):
        if name in given:
            try:
                values[name] = _READERS.get(name, str)(given[name])
            except ValueError:
                faults.append(f"{name.upper()} cannot be used: {_FIXES[name]}.")
    if faults:
        raise SettingsError(*faults)
    return Settings(**values)


def _given(variables: Mapping[str, str | None]) -> dict[str, str]:
    """The non-blank variables by field name. Whitespace copied along with a token is stripped."""
    return {name.lower(): it.strip() for name, it in variables.items() if it and it.strip()}


def _port(text: str) -> int:
    """Raises ValueError."""
    port = int(text)
    if not 0 <= port <= LAST_PORT:
        raise ValueError(text)
    return port


SECRETS = (
    "slack_bot_token",
    "slack_app_token",
    "slack_signing_secret",
    "slack_client_secret",
    "database_url",
    "limber_token_key",
)
_READERS: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(SECRETS, Secret),
    "port": _port,
    "limber_log": LogStyle,
}
"""Parsers of variables that are not plain text."""
_FIXES = {
    "port": "write a port number from 0 to 65535, such as 3000",
    "limber_log": "write text or json",
}


def _dotenv() -> Path | None:
    """The `.env` file, if there is one. Raises SettingsError if it is not readable text."""
    path = Path(".env")
    try:
        if not S_ISREG(path.stat().st_mode):  # reading a FIFO would block
            raise SettingsError(".env is not a file: write the settings into a text file.")
        path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError(
            f".env cannot be read ({error.strerror}): give Limber's user read permission."
        ) from None
    except UnicodeDecodeError:
        raise SettingsError(".env is not UTF-8 text: save it in that encoding.") from None
    return path


def withhold() -> None:
    """Removes variables that Slack's SDK would read from the environment by itself."""
    for name in ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        os.environ.pop(name, None)


def secret(value: Secret | None) -> str:
    return value.value if value is not None else ""


def figures_cache() -> Path:
    """The default of LIMBER_FIGURES."""
    return user_cache_path("limber", appauthor=False) / "figures"


def _data_folder() -> Path:
    return user_data_path("limber", appauthor=False)


def _identity_faults(settings: Settings) -> Iterator[str]:
    """The bot belongs to one workspace, by its token, or to many, by the app's credentials."""
    token = secret(settings.slack_bot_token)
    is_many = bool(settings.slack_client_id or settings.slack_client_secret)
    if token and is_many:
        yield (
            "SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set: keep the token for one workspace, "
            "or the client id and secret for many."
        )
    elif is_many:
        yield from _many_faults(settings)
    elif not token:
        yield (
            f"SLACK_BOT_TOKEN is {_not_set()}: copy the Bot User OAuth Token (xoxb-…) from "
            "OAuth & Permissions at api.slack.com/apps."
        )
    elif not _BOT_TOKEN.fullmatch(token):
        yield (
            f"SLACK_BOT_TOKEN {_not_a_token(token)}: copy the one that begins with xoxb- from "
            "OAuth & Permissions at api.slack.com/apps."
        )


def _many_faults(settings: Settings) -> Iterator[str]:
    if not settings.slack_client_id:
        yield f"SLACK_CLIENT_ID is {_not_set()}: copy it from Basic Information."
    if settings.slack_client_secret is None:
        yield f"SLACK_CLIENT_SECRET is {_not_set()}: copy it from Basic Information."
    key = secret(settings.limber_token_key)
    if not _is_key(key):
        state = f"is {_not_set()}" if not key else "is not a key"
        yield (
            f"LIMBER_TOKEN_KEY {state}: it encrypts the workspaces' tokens. Set the key they were "
            "stored with; before the first start, `limber key` makes one to keep."
        )


def fresh_key() -> str:
    """32 random bytes in URL-safe base64."""
    return urlsafe_b64encode(token_bytes(KEY_BYTES)).decode()


def _is_key(text: str) -> bool:
    """Whether this is a Fernet key: 32 bytes in URL-safe base64."""
    try:
        return len(urlsafe_b64decode(text)) == KEY_BYTES
    except ValueError:
        return False


def _connection_faults(settings: Settings) -> Iterator[str]:
    token = secret(settings.slack_app_token)
    if token and not _APP_TOKEN.fullmatch(token):
        yield (
            f"SLACK_APP_TOKEN {_not_a_token(token, 'an app-level token')}: make one that begins "
            "with xapp-, with the scope connections:write, under Basic Information."
        )
    if not token and settings.slack_signing_secret is None:
        yield (
            f"SLACK_APP_TOKEN is {_not_set()}: set an app-level token (xapp-…) for Socket Mode, "
            "or SLACK_SIGNING_SECRET for HTTP."
        )
    if not is_address(settings.slack_api_url):
        yield f"SLACK_API_URL is not an address: leave it unset for {SLACK}."
    if settings.public_url is not None and not is_address(settings.public_url):
        yield "PUBLIC_URL is not an address: write https://limber.example.com."


def is_address(url: str) -> bool:
    """Whether this is a well-formed http or https URL."""
    if not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # an unmatched bracket, or a bad port
        return False


def _not_set() -> str:
    """Mentions `.env`, because people start programs in the wrong folder."""
    if Path(".env").exists():
        return "not set, neither in the environment nor in .env"
    return "not set (and this folder has no .env)"


def _not_a_token(value: str, kind: str = "a bot token") -> str:
    return "still holds the example" if "…" in value else f"is not {kind}"
