"""The subcommands of `limber`. Each imports what it needs."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import __version__
from bot.cli.run import serve
from bot.errors import CANNOT, CannotStart

app = typer.Typer(
    no_args_is_help=True,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Limber, the Slack bot that gets people out of their chairs.",
)
content_app = typer.Typer(no_args_is_help=True, help="Check, list, show and draw the exercises.")
db_app = typer.Typer(no_args_is_help=True, help="Upgrade, back up or repair the database.")
app.add_typer(content_app, name="content")
app.add_typer(db_app, name="db")


@app.callback()
def _limber(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        print(__version__)
        raise typer.Exit


@app.command()
def run() -> None:
    """Run the bot: over Socket Mode if SLACK_APP_TOKEN is set, else over HTTP.

    Settings come from the environment and from a .env file in this folder: SLACK_BOT_TOKEN,
    SLACK_APP_TOKEN or SLACK_SIGNING_SECRET, DATABASE_URL and others. The README lists them all.
    """
    serve()


@app.command()
def demo(
    port: Annotated[
        int, typer.Option(help="The port of the page; 0 chooses one.", min=0, max=65535)
    ] = 8765,
) -> None:
    """Try Limber in your browser: a local Slack, three people, and a clock you can move."""
    from bot.cli.demo import show  # noqa: PLC0415

    asyncio.run(show(port))


@app.command()
def doctor() -> None:
    """Check this installation, and say how to fix what is wrong."""
    from bot.cli.doctor import examine  # noqa: PLC0415
    from bot.settings import load  # noqa: PLC0415

    if not asyncio.run(examine(load())):
        raise SystemExit(CANNOT)


@app.command()
def manifest(
    url: Annotated[
        str | None,
        typer.Option(help="Limber's public HTTPS address, to use HTTP."),
    ] = None,
) -> None:
    """Print the Slack app manifest: for HTTP with PUBLIC_URL or --url, else for Socket Mode."""
    from bot.settings import is_address, load  # noqa: PLC0415
    from bot.slack.workspaces.manifest import as_yaml  # noqa: PLC0415

    url = url or load().public_url
    if url is not None and not (is_address(url) and url.startswith("https:")):
        raise CannotStart(f"{url!r} is not an address Slack can reach; write https://….")
    print(as_yaml(url), end="")


@app.command()
def commands() -> None:
    """Print the page of all slash commands, as Markdown."""
    from bot.cli.commands_page import commands_page  # noqa: PLC0415

    print(commands_page(), end="")


@app.command()
def key() -> None:
    """Print a new LIMBER_TOKEN_KEY. Keep it: stored tokens cannot be decrypted without it."""
    from bot.settings import fresh_key  # noqa: PLC0415

    print(fresh_key())


@content_app.command("check")
def content_check(
    folder: Annotated[
        Path | None, typer.Argument(help="A content folder to check instead of Limber's own.")
    ] = None,
    notes: Annotated[
        bool, typer.Option("--notes", help="Also list what is not offered to everybody, and why.")
    ] = False,
) -> None:
    """Check the exercises, figures and plans. Every problem names its file, line and fix."""
    from bot.figures.model.figure_files import check_figures  # noqa: PLC0415
    from bot.library.checks.content import check_content  # noqa: PLC0415
    from bot.library.files.location import content_root  # noqa: PLC0415

    root = folder or content_root()
    if not (root / "exercises").is_dir():
        raise CannotStart(f"{root} is not a content folder; name one that holds exercises/.")
    checked = check_content(root)
    figures = check_figures(root, checked.exercises)
    problems = [*checked.problems, *checked.gaps, *figures.problems, *figures.missing]
    for problem in problems:
        print(problem)
    for remark in checked.remarks if notes else ():
        print(f"note: {remark}")
    if problems:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        print(f"limber: {count} in the content; fix and check again.", file=sys.stderr)
        raise SystemExit(CANNOT)
    print(f"{len(checked.exercises)} exercises, {len(checked.plans)} plans: no problems.")


@content_app.command("list")
def content_list(
    area: Annotated[
        str | None, typer.Option(help="Only for this part of the body, such as hips.")
    ] = None,
) -> None:
    """List the exercises by part of the body."""
    from bot.cli.content import print_list  # noqa: PLC0415
    from bot.content_process import open_library  # noqa: PLC0415

    print_list(open_library()[0], area)


@content_app.command("show")
def content_show(
    exercise: Annotated[str, typer.Argument(help="The id, name or an alias of the exercise.")],
) -> None:
    """Show one exercise: its steps, cautions and sources."""
    from bot.cli.content import print_exercise  # noqa: PLC0415
    from bot.content_process import open_library  # noqa: PLC0415

    print_exercise(open_library()[0], exercise)


@content_app.command("words")
def content_words() -> None:
    """Count what people read and click: words on cards, clicks of a break, fields of settings."""
    from bot.cli.word_counts import print_counts, word_counts  # noqa: PLC0415
    from bot.content_process import open_library  # noqa: PLC0415

    library, languages = open_library()
    if not print_counts(word_counts(library, languages.of("en-US"))):
        raise typer.Exit(1)


@content_app.command("render")
def content_render(
    out: Annotated[
        Path | None, typer.Option(help="The folder for the pictures, if not LIMBER_FIGURES.")
    ] = None,
    jobs: Annotated[
        int, typer.Option(help="How many pictures to draw at once.", min=1, max=64)
    ] = 2,
) -> None:
    """Draw the figures that are missing, so that cards have pictures from the start."""
    from bot.cli.content import draw_all  # noqa: PLC0415
    from bot.settings import load  # noqa: PLC0415

    folder = out or load().figures_folder
    if folder is None:
        raise CannotStart("LIMBER_FIGURES is off: unset it, or name a folder with --out.")
    draw_all(folder, jobs)


@content_app.command("sheet")
def content_sheet(
    out: Annotated[Path, typer.Argument(help="The PNG file to write.")] = Path("figures.png"),
    only: Annotated[
        list[str] | None,
        typer.Option(help="Draw only this exercise, by its id, name or alias. Repeat it for more."),
    ] = None,
    wide: Annotated[int | None, typer.Option(help="The width in pixels.", min=240)] = None,
) -> None:
    """Draw the figure of every step on one sheet, to look at them side by side."""
    from bot.cli.content import draw_sheet, find_exercise  # noqa: PLC0415
    from bot.content_process import open_library  # noqa: PLC0415

    library, _ = open_library()
    draw_sheet(out, [find_exercise(library, it) for it in only or ()], wide)


@db_app.command("upgrade")
def db_upgrade() -> None:
    """Upgrade the database to this version; `limber run` does so when it starts."""
    from bot.store.db.database import Database  # noqa: PLC0415
    from bot.store.db.upgrades import upgrade  # noqa: PLC0415

    async def run_upgrade() -> bool:
        async with Database.open(_database_url()) as database:
            return await upgrade(database)

    print("Upgraded." if asyncio.run(run_upgrade()) else "Already up to date.")


@db_app.command("backup")
def db_backup(to: Annotated[Path, typer.Argument(help="The file to create.")]) -> None:
    """Copy a SQLite database to a new file, even while Limber runs."""
    from bot.store.db.backups import back_up  # noqa: PLC0415
    from bot.store.db.database import Database  # noqa: PLC0415

    async def copy() -> None:
        async with Database.open(_database_url(), create=False) as database:
            await back_up(database, to)
            print(f"Copied {database.name} to {to}.")

    asyncio.run(copy())


@db_app.command("rebuild-streaks")
def db_rebuild_streaks() -> None:
    """Recount streaks and weekly totals from the logged breaks and days."""
    from bot.app import open_database  # noqa: PLC0415
    from bot.store.progress.rebuild import rebuild  # noqa: PLC0415

    async def recount() -> int:
        url = _database_url()
        async with open_database(url, create=False) as database, database.write() as connection:
            return await rebuild(connection)

    print(f"Recounted for {asyncio.run(recount())} people.")


def _database_url() -> str:
    from bot.settings import load, secret  # noqa: PLC0415

    return secret(load().database_url)
