"""The environment, read once. No other module looks at it.

Every fault is one line that names the variable and the mend, found before anything is opened.
The process that answers people holds this in memory ever after, so it is plain Python: a library
that checks settings would take more than all the rest of this package.
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
    """What is wrong with the environment: one line a fault."""


@dataclass(frozen=True, repr=False)
class Secret:
    """What no log and no traceback may show."""

    value: str

    def __repr__(self) -> str:
        return "Secret(…)"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What Limber is told by its environment, and by a `.env` file in the working folder.

    A field is named like its variable, in small letters.
    """

    slack_bot_token: Secret | None = None
    slack_app_token: Secret | None = None
    slack_signing_secret: Secret | None = None
    slack_client_id: str | None = None
    slack_client_secret: Secret | None = None
    slack_api_url: str = SLACK
    database_url: Secret = field(
        default_factory=lambda: Secret(f"sqlite:///{_data_folder() / 'limber.db'}")
    )
    host: str = "0.0.0.0"  # noqa: S104  a container's port is reached from outside it
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
        """Whether workspaces install Limber themselves, rather than one by its token."""
        return self.slack_client_id is not None

    @property
    def web_port(self) -> int | None:
        """Where the web server listens: always for HTTP and installation, in Socket Mode only
        where PORT is set."""
        if self.port is None and self.is_socket_mode and not self.serves_many:
            return None
        return HTTP_PORT if self.port is None else self.port

    @property
    def figures_folder(self) -> Path | None:
        """Where drawn figures are kept; None where there are to be no pictures."""
        if self.limber_figures == NO_FIGURES:
            return None
        return Path(self.limber_figures) if self.limber_figures else figures_cache()

    @property
    def is_on_loopback(self) -> bool:
        """Whether Slack is a stand-in on this machine."""
        return urlsplit(self.slack_api_url).hostname in {"127.0.0.1", "localhost", "::1"}

    def for_running(self) -> "Settings":
        """These settings, if `limber run` can work with them.

        Raises SettingsError with what is to be mended first: who the bot is comes before how it
        is reached.
        """
        faults = list(_identity_faults(self)) or list(_way_faults(self))
        if faults:
            raise SettingsError(*faults)
        return self

    def faults(self) -> list[str]:
        """Everything that keeps `limber run` from working with these settings."""
        return [*_identity_faults(self), *_way_faults(self)]


def load() -> Settings:
    """The settings of this process.

    Raises SettingsError for a value that cannot be read.
    """
    path = _dotenv()
    given = _given(dotenv_values(path) if path is not None else {}) | _given(os.environ)
    values: dict[str, Any] = {}
    faults = []
    for name in (it.name for it in fields(Settings)):
        if name in given:
            try:
                values[name] = _READERS.get(name, str)(given[name])
            except ValueError:
                faults.append(f"{name.upper()} cannot be used: {_MENDS[name]}.")
    if faults:
        raise SettingsError(*faults)
    return Settings(**values)


def _given(variables: Mapping[str, str | None]) -> dict[str, str]:
    """The variables that are set, by the names of fields. One of blanks only is not set; a blank
    or a line's end, copied along with a token, is no part of it."""
    return {name.lower(): it.strip() for name, it in variables.items() if it and it.strip()}


def _port(text: str) -> int:
    """Raises ValueError for what is no number of a port."""
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
"""How the text of a variable is read, where it is not taken as it is."""
_MENDS = {
    "port": "write a port number from 0 to 65535, such as 3000",
    "limber_log": "write text or json",
}


def _dotenv() -> Path | None:
    """The `.env` file, if there is one. Raises SettingsError when it cannot be read as text."""
    path = Path(".env")
    try:
        if not S_ISREG(path.stat().st_mode):  # a FIFO would be waited for
            raise SettingsError(".env is no file: write the settings into a text file.")
        path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError(
            f".env cannot be read ({error.strerror}): let Limber's user read it."
        ) from None
    except UnicodeDecodeError:
        raise SettingsError(".env is no UTF-8 text: save it anew in that encoding.") from None
    return path


def withhold() -> None:
    """Takes out of the environment what Slack's library would read there, past these settings."""
    for name in ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        os.environ.pop(name, None)


def secret(value: Secret | None) -> str:
    return value.value if value is not None else ""


def figures_cache() -> Path:
    """Where drawn figures are kept unless LIMBER_FIGURES says otherwise."""
    return user_cache_path("limber", appauthor=False) / "figures"


def _data_folder() -> Path:
    return user_data_path("limber", appauthor=False)


def _identity_faults(settings: Settings) -> Iterator[str]:
    """Whose bot this is: one workspace's, by its token, or many, by the app's own credentials."""
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
            "stored with; for a first start, `limber key` makes one to keep."
        )


def fresh_key() -> str:
    """A key that nobody has: 32 random bytes in URL-safe base64."""
    return urlsafe_b64encode(token_bytes(KEY_BYTES)).decode()


def _is_key(text: str) -> bool:
    """Whether that is a key as Fernet takes it: 32 bytes in URL-safe base64."""
    try:
        return len(urlsafe_b64decode(text)) == KEY_BYTES
    except ValueError:
        return False


def _way_faults(settings: Settings) -> Iterator[str]:
    """How Slack is reached, and how it reaches Limber."""
    token = secret(settings.slack_app_token)
    if token and not _APP_TOKEN.fullmatch(token):
        yield (
            f"SLACK_APP_TOKEN {_not_a_token(token, 'an app-level token')}: make one that begins "
            "with xapp-, with the scope connections:write, under Basic Information."
        )
    if not token and settings.slack_signing_secret is None:
        yield (
            f"SLACK_APP_TOKEN is {_not_set()}: give an app-level token (xapp-…) for Socket Mode, "
            "or SLACK_SIGNING_SECRET to be reached over HTTP."
        )
    if not is_address(settings.slack_api_url):
        yield f"SLACK_API_URL is not an address: leave it unset for {SLACK}."
    if settings.public_url is not None and not is_address(settings.public_url):
        yield "PUBLIC_URL is not an address: write https://limber.example.com."


def is_address(url: str) -> bool:
    """Whether that is the address of a web server, written as such."""
    if not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a bracket without its other half, or no port number
        return False


def _not_set() -> str:
    """Said of a missing value: people start programs in the wrong folder."""
    if Path(".env").exists():
        return "not set, neither in the environment nor in .env"
    return "not set (and this folder has no .env)"


def _not_a_token(value: str, kind: str = "a bot token") -> str:
    return "still holds the example" if "…" in value else f"is not {kind}"
