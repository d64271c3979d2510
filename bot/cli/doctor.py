"""`limber doctor`: checks everything that Limber needs. Each fault is printed with its fix."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import Enum

from aiohttp import web
from rich.console import Console
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import open_shelf
from bot.content_process import open_content, open_library
from bot.errors import CannotStart
from bot.library.files.location import content_root
from bot.settings import Settings, secret
from bot.slack.calls.auth_check import ask_app_token, ask_bot_token
from bot.slack.calls.client import open_client
from bot.slack.web import serve
from bot.slack.workspaces.manifest import BOT_SCOPES, UPLOADS
from bot.store.db.database import Database
from bot.store.db.upgrades import is_current
from bot.store.people import members


class Severity(Enum):
    """The mark of a finding, a word for terminals that cannot show it, and its color."""

    OK = ("✓", "ok", "green")
    FAULT = ("✗", "FAULT", "red")

    def shown(self, encoding: str) -> str:
        mark, word, color = self.value
        try:
            mark.encode(encoding)
        except UnicodeEncodeError:
            mark = word
        return f"[{color}]{mark}[/{color}]"


@dataclass(frozen=True)
class Finding:
    severity: Severity
    line: str


async def examine(settings: Settings) -> bool:
    """Prints every finding; false if there is a fault."""
    console = Console(soft_wrap=True, highlight=False)
    is_ready = True
    async for finding in _findings(settings):
        console.print(finding.severity.shown(console.encoding), end=" ")
        console.print(finding.line, markup=False)
        is_ready = is_ready and finding.severity is Severity.OK
    verdict = "Limber is ready to run." if is_ready else "Fix these faults, then run it again."
    console.print(verdict)
    return is_ready


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    for section in (_settings, _content, _figures, _database, _slack, _port):
        try:
            async for line in section(settings):
                yield Finding(Severity.OK, line)
        except CannotStart as error:
            for line in error.reasons:
                yield Finding(Severity.FAULT, line)


async def _settings(settings: Settings) -> AsyncIterator[str]:
    if faults := settings.faults():
        raise CannotStart(*faults)
    how = "over Socket Mode" if settings.is_socket_mode else "over HTTP"
    serves = "many workspaces" if settings.serves_many else "one workspace"
    yield f"Settings: {serves}, {how}."


async def _content(_: Settings) -> AsyncIterator[str]:
    library, _languages = open_library()
    yield f"Content: {len(library.exercises)} exercises, no problems."


async def _database(settings: Settings) -> AsyncIterator[str]:
    """Reads only; does not upgrade."""
    async with Database.open(secret(settings.database_url)) as database:
        await database.check_pages()
        kind = database.name
        if not await is_current(database):
            yield f"Database: {kind}, will be upgraded at the next start."
            return
        async with database.read() as connection:
            counts = await members.counts(connection)
        joined = counts.get("active", 0)
        people = "1 person has" if joined == 1 else f"{joined} people have"
        yield f"Database: {kind}, up to date, {people} joined."


async def _slack(settings: Settings) -> AsyncIterator[str]:
    if settings.faults():
        return  # reported above
    async with open_client(settings) as client:
        if settings.is_socket_mode:
            await ask_app_token(client, secret(settings.slack_app_token))
            yield "Slack: the app-level token opens Socket Mode."
        if not settings.serves_many:
            async for line in _bot_token(client, secret(settings.slack_bot_token)):
                yield line


async def _figures(settings: Settings) -> AsyncIterator[str]:
    if settings.figures_folder is None:
        yield "Figures: off, cards have no pictures."
        return
    shelf = open_shelf(settings, open_content(content_root(), figures=True))
    drawn, wanted = shelf.counts
    rest = "" if drawn == wanted else "; the rest is drawn while Limber runs"
    yield f"Figures: {drawn} of {wanted} are drawn in {shelf.folder}{rest}."


async def _bot_token(client: AsyncWebClient, token: str) -> AsyncIterator[str]:
    answer = await ask_bot_token(client, token)
    yield f"Slack: the bot token works in workspace {answer['team_id']}."
    granted = {it.strip() for it in str(answer.headers.get("x-oauth-scopes", "")).split(",")}
    missing = [it for it in BOT_SCOPES if it not in granted]
    if missing == [UPLOADS]:
        yield (
            f"Slack: without the scope {UPLOADS}, nobody can export their data, and cards have no "
            "pictures unless PUBLIC_URL is set; to add it, paste the manifest that `limber "
            "manifest` prints into the app's settings, and reinstall it."
        )
        return
    if missing:
        raise CannotStart(
            f"Slack: the app lacks the scopes {', '.join(missing)}; paste the manifest that "
            "`limber manifest` prints into the app's settings, and reinstall it."
        )
    yield "Slack: the app has every scope it needs."


async def _port(settings: Settings) -> AsyncIterator[str]:
    """Whether the web server can listen."""
    port = settings.web_port
    if port is None:
        return
    async with serve(web.Application(), settings.host, port):
        pass
    yield f"Port: {settings.host}:{port} is free."
