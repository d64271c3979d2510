"""`limber doctor`: one look at everything Limber needs, each finding with its mend."""

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
    """How a finding begins: the sign, a word where the terminal has no such sign, the colour."""

    WELL = ("✓", "well", "green")
    ILL = ("✗", "ILL", "red")

    def shown(self, encoding: str) -> str:
        sign, word, colour = self.value
        try:
            sign.encode(encoding)
        except UnicodeEncodeError:
            sign = word
        return f"[{colour}]{sign}[/{colour}]"


@dataclass(frozen=True)
class Finding:
    mark: Severity
    line: str


async def examine(settings: Settings) -> bool:
    """Prints every finding; answers whether all is well."""
    console = Console(soft_wrap=True, highlight=False)
    well = True
    async for finding in _findings(settings):
        console.print(finding.mark.shown(console.encoding), end=" ")
        console.print(finding.line, markup=False)
        well = well and finding.mark is Severity.WELL
    console.print("Limber is ready to run." if well else "Mend what is marked, then run it again.")
    return well


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    for section in (_settings, _content, _figures, _database, _slack, _port):
        try:
            async for line in section(settings):
                yield Finding(Severity.WELL, line)
        except CannotStart as error:
            for line in error.reasons:
                yield Finding(Severity.ILL, line)


async def _settings(settings: Settings) -> AsyncIterator[str]:
    if faults := settings.faults():
        raise CannotStart(*faults)
    how = "over Socket Mode" if settings.is_socket_mode else "over HTTP"
    whom = "many workspaces" if settings.serves_many else "one workspace"
    yield f"Settings: {whom}, {how}."


async def _content(_: Settings) -> AsyncIterator[str]:
    library, _languages = open_library()
    yield f"Content: {len(library.exercises)} exercises, all well."


async def _database(settings: Settings) -> AsyncIterator[str]:
    """Looks, and changes nothing."""
    async with Database.open(secret(settings.database_url)) as database:
        await database.check_pages()
        kind = database.name
        if not await is_current(database):
            yield f"Database: {kind}, to be brought up to date at the next start."
            return
        async with database.read() as connection:
            counts = await members.counts(connection)
        yield f"Database: {kind}, up to date, {counts.get('active', 0)} people have joined."


async def _slack(settings: Settings) -> AsyncIterator[str]:
    if settings.faults():
        return  # said above
    async with open_client(settings) as client:
        if settings.is_socket_mode:
            await ask_app_token(client, secret(settings.slack_app_token))
            yield "Slack: the app-level token opens Socket Mode."
        if not settings.serves_many:
            async for line in _bot_token(client, secret(settings.slack_bot_token)):
                yield line


async def _figures(settings: Settings) -> AsyncIterator[str]:
    if settings.figures_folder is None:
        yield "Figures: off, cards go out as text."
        return
    shelf = open_shelf(settings, open_content(content_root(), figures=True))
    drawn, wanted = shelf.counts
    rest = "" if drawn == wanted else "; the rest is drawn while Limber runs"
    yield f"Figures: {drawn} of {wanted} are drawn in {shelf.folder}{rest}."


async def _bot_token(client: AsyncWebClient, token: str) -> AsyncIterator[str]:
    answer = await ask_bot_token(client, token)
    yield f"Slack: the bot token is good for workspace {answer['team_id']}."
    granted = {it.strip() for it in str(answer.headers.get("x-oauth-scopes", "")).split(",")}
    missing = [it for it in BOT_SCOPES if it not in granted]
    if missing == [UPLOADS]:
        yield (
            f"Slack: without the scope {UPLOADS} cards go out as text where PUBLIC_URL is not "
            "set, and nobody can export their data; paste the manifest anew to have both."
        )
        return
    if missing:
        raise CannotStart(
            f"Slack: the app lacks the scopes {', '.join(missing)}; paste the manifest that "
            "`limber manifest` prints into the app's settings, and reinstall it."
        )
    yield "Slack: the app has every scope it needs."


async def _port(settings: Settings) -> AsyncIterator[str]:
    """Whether the web server, if there will be one, can listen where it is told to."""
    port = settings.web_port
    if port is None:
        return
    async with serve(web.Application(), settings.host, port):
        pass
    yield f"Port: {settings.host}:{port} is free."
