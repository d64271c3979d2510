"""The subcommands, as somebody types them."""

import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from cryptography.fernet import Fernet
from sqlalchemy import delete, func, select, update
from typer.testing import CliRunner, Result

from bot.app import system_clock
from bot.cli.commands import app
from bot.domain.progress.streaks import Streak
from bot.library.files.location import content_root
from bot.playground.clock import MovableClock
from bot.playground.server import StandIn
from bot.playground.world.world import App
from bot.slack.workspaces.manifest import BOT_SCOPES, as_yaml
from bot.store.db.database import Database
from bot.store.db.tables import streaks, weeks
from bot.store.progress import history, streak_records
from bot.store.progress.workdays import Workday
from tests.conftest import PostgresServer
from tests.endtoend.processes import environment, limber
from tests.store.progress.test_history import done
from tests.store.rows import ANA, populate

pytestmark = pytest.mark.slow

DEPLOY = Path(__file__).parents[2] / "deploy"


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CliRunner:
    """A terminal in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return CliRunner()


def run(cli: CliRunner, *arguments: str, **env: str) -> Result:
    return cli.invoke(app, arguments, env=env)


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        (("manifest",), "manifest.socket-mode.yaml"),
        (("manifest", "--url", "https://limber.example.com"), "manifest.http.yaml"),
        (("manifest", "--url", "https://limber.example.com/"), "manifest.http.yaml"),
    ],
)
def test_the_manifest_is_the_one_in_deploy(
    cli: CliRunner, arguments: tuple[str, ...], file: str
) -> None:
    assert run(cli, *arguments).output == (DEPLOY / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("url", [None, "https://limber.example.com"])
def test_the_manifest_asks_for_little_and_fits(url: str | None) -> None:
    """Limits of names and texts are those of Slack's manifest schema, version 2."""
    made = yaml.safe_load(as_yaml(url))
    shown = made["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert made["oauth_config"]["scopes"]["bot"] == list(BOT_SCOPES)
    assert not any("history" in it for it in BOT_SCOPES)
    (command,) = made["features"]["slash_commands"]
    assert ("url" in command) is (url is not None)
    assert made["settings"]["socket_mode_enabled"] is (url is None)


def test_a_key_is_made_once_and_printed_nowhere_else(cli: CliRunner) -> None:
    made = [run(cli, "key").output.strip() for _ in range(2)]
    assert made[0] != made[1]
    for key in made:
        assert Fernet(key).decrypt(Fernet(key).encrypt(b"token")) == b"token"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the shipped content, to be spoiled."""
    return Path(shutil.copytree(content_root(), tmp_path / "content"))


def test_the_shipped_content_has_no_problems(cli: CliRunner) -> None:
    result = run(cli, "content", "check")
    assert result.exit_code == 0
    assert result.output.endswith("plans: no problems.\n")


def test_a_problem_in_the_content_names_file_line_and_fix(cli: CliRunner, content: Path) -> None:
    spoiled = content / "exercises" / "dead-bug.yaml"
    text = spoiled.read_text(encoding="utf-8")
    spoiled.write_text(text.replace("kind: strength", "kind: strenght"), encoding="utf-8")
    result = run(cli, "content", "check", str(content))
    assert result.exit_code == 2
    assert 'content/exercises/dead-bug.yaml:5: kind is "strenght"; write one of:' in result.output


def test_a_part_of_the_body_with_too_little_to_do_fails_the_check(
    cli: CliRunner, content: Path
) -> None:
    for name in ("neck-tilt", "neck-turn"):
        (content / "exercises" / f"{name}.yaml").unlink()
    result = run(cli, "content", "check", str(content))
    assert result.exit_code == 2
    assert "content/exercises: there is 1 exercise for neck; add 1 with" in result.output


def test_notes_tell_an_author_who_is_offered_an_exercise(cli: CliRunner) -> None:
    noted = run(cli, "content", "check", "--notes").output.splitlines()
    assert any("lizard-pose.yaml:6: level is intermediate; it is offered to" in it for it in noted)


def test_exercises_are_listed_for_a_part_of_the_body_in_everyday_words(cli: CliRunner) -> None:
    lines = run(cli, "content", "list", "--area", "Lower back").output.splitlines()
    assert lines[0].split() == ["area", "id", "position", "level", "time"]
    assert all(it.startswith("low back ") for it in lines[1:])


def test_an_exercise_is_shown_by_any_of_its_names(cli: CliRunner) -> None:
    shown = run(cli, "content", "show", "lizard").output
    assert shown.startswith("Lizard pose  (lizard-pose)\n")
    assert shown == run(cli, "content", "show", "lizard-pose").output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "lizzard"), 'there is no exercise "lizzard"; did you mean lizard-pose?'),
        (("show", "xyzzy"), 'there is no exercise "xyzzy"; `limber content list` lists them all.'),
        (("show", "wrists"), '"wrists" is a part of the body; its exercises are: fist-and-slide, '),
        (("list", "--area", "nose"), 'there is no exercise for "nose"; choose one of: ankles and'),
        (("sheet", "--only", "lizzard"), "did you mean lizard-pose?"),
        (("sheet", "--only", "lizard", "no/such/folder/it.png"), "name a file in a folder that"),
        (("check", "."), ". is not a content folder; name one that holds exercises/."),
    ],
)
def test_what_cannot_be_found_is_answered_with_a_hint(
    cli: CliRunner, arguments: tuple[str, ...], says: str
) -> None:
    assert says in str(run(cli, "content", *arguments).exception)


def test_a_database_is_upgraded_and_copied(cli: CliRunner, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'limber.db'}"
    assert run(cli, "db", "upgrade", DATABASE_URL=url).output == "Upgraded.\n"
    assert run(cli, "db", "upgrade", DATABASE_URL=url).output == "Already up to date.\n"
    copy = tmp_path / "copy.db"
    assert run(cli, "db", "backup", str(copy), DATABASE_URL=url).exit_code == 0
    assert sqlite3.connect(copy).execute("SELECT count(*) FROM members").fetchone() == (0,)


@pytest.fixture
async def slack() -> AsyncIterator[StandIn]:
    app = App(scopes=frozenset(BOT_SCOPES))
    async with StandIn.open(clock=MovableClock(system_clock), app=app) as opened:
        yield opened


async def typed(folder: Path, *arguments: str, **env: str) -> tuple[int, list[str]]:
    """The exit code and what was said on stderr."""
    async with limber(folder, *arguments, **env) as process:
        return await process.ends(), process.said


async def test_a_backup_never_overwrites(tmp_path: Path, sqlite_url: str) -> None:
    (tmp_path / "copy.db").write_text("precious")
    code, said = await typed(tmp_path, "db", "backup", "copy.db", DATABASE_URL=sqlite_url)
    assert code == 2
    assert "copy.db cannot be written" in said[0]
    assert (tmp_path / "copy.db").read_text() == "precious"


async def test_postgres_is_backed_up_by_its_own_tool(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    url = postgres.url("migrated")
    code, said = await typed(tmp_path, "db", "backup", "copy.db", DATABASE_URL=url)
    assert code == 2
    assert said == ["limber: DATABASE_URL: back up Postgres with its own tool, pg_dump."]


async def test_streaks_are_rebuilt_from_the_log(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    """Ana is on the other side of the date line: her today is no UTC date's yesterday."""
    await populate(database, ANA)
    today = system_clock().date()
    async with database.write() as connection:
        for n in (3, 2, 1):
            day = today - timedelta(days=n)
            await history.count_nudges(connection, [Workday(ANA, day, True, 1)])
            if n > 1:
                await history.take_break(connection, done(f"n{n}", day=day), scheduled=True, goal=1)
        wrong = dict.fromkeys(("current", "longest", "breaks", "seconds", "freezes"), 99)
        await connection.execute(update(streaks).values(wrong))
        await connection.execute(delete(weeks))
    code, _ = await typed(tmp_path, "db", "rebuild-streaks", DATABASE_URL=database_url)
    assert code == 0
    async with database.read() as connection:
        yesterday, before = (today - timedelta(days=n) for n in (1, 2))
        assert await streak_records.streak(connection, ANA, yesterday) == Streak(
            2, 2, before, 2, seconds=180, toward=2
        )
        assert (await streak_records.streak(connection, ANA, today)).current == 0
        total = await connection.scalar(select(func.sum(weeks.c.breaks)))
        assert total == 2


async def diagnosis(folder: Path, **env: str) -> tuple[int, list[str]]:
    """The doctor's exit code, and what it finds."""
    async with limber(folder, "doctor", **env) as process:
        code = await process.ends()
        assert process.said == []
        return code, process.printed


async def test_the_doctor_finds_all_well(
    slack: StandIn, tmp_path: Path, database: Database, database_url: str
) -> None:
    await populate(database, ANA)
    code, found = await diagnosis(tmp_path, **environment(slack, database_url))
    assert code == 0
    assert all(it.startswith("✓ ") for it in found[:-1]), found
    kind = "SQLite at /" if database.is_sqlite else "Postgres at postgresql://"
    for told, expected in zip(
        found,
        (
            "✓ Settings: one workspace, over Socket Mode.",
            "✓ Content: ",
            "✓ Figures: off, cards have no pictures.",
            f"✓ Database: {kind}",
            "✓ Slack: the app-level token opens Socket Mode.",
            f"✓ Slack: the bot token works in workspace {slack.workspace.id}.",
            "✓ Slack: the app has every scope it needs.",
            "Limber is ready to run.",
        ),
        strict=True,
    ):
        assert told.startswith(expected)
    assert found[3].endswith("up to date, 1 person has joined.")


@pytest.mark.parametrize("over_http", [False, True])
async def test_the_doctor_says_what_to_mend(
    slack: StandIn, tmp_path: Path, over_http: bool
) -> None:
    """Several things at once, and one does not hide another."""
    (tmp_path / "limber.db").write_bytes(b"not a database at all, really. " * 50)
    env = environment(slack, f"sqlite:///{tmp_path / 'limber.db'}", over_http=over_http)
    if over_http:
        env |= {"PORT": slack.base_url.rpartition(":")[2]}
    slack.revoke_token()
    code, found = await diagnosis(tmp_path, **env)
    assert code == 2
    assert found[-1] == "Fix these faults, then run it again."
    ill = [it for it in found if it.startswith("✗ ")]
    assert "is not a SQLite database; name another file or restore a backup" in ill[0]
    assert ill[1].startswith("✗ SLACK_BOT_TOKEN was refused by Slack (token_revoked): copy the")
    assert len(ill) == (3 if over_http else 2)
    if over_http:
        assert "stop the program that uses it, or set another PORT." in ill[2]


async def test_the_doctor_names_every_variable_that_is_missing(tmp_path: Path) -> None:
    code, found = await diagnosis(tmp_path)
    assert code == 2
    ill = [it.split()[1] for it in found if it.startswith("✗ ")]
    assert ill == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]


async def test_the_doctor_can_do_without_pictures(tmp_path: Path, database_url: str) -> None:
    app = App(scopes=frozenset(BOT_SCOPES) - {"files:write"})
    async with StandIn.open(clock=MovableClock(system_clock), app=app) as slack:
        code, found = await diagnosis(tmp_path, **environment(slack, database_url))
    assert code == 0
    assert "without the scope files:write, nobody can export" in " ".join(found)


async def test_the_doctor_misses_scopes(tmp_path: Path, database_url: str) -> None:
    app = App(scopes=frozenset(BOT_SCOPES) - {"users:read"})
    async with StandIn.open(clock=MovableClock(system_clock), app=app) as slack:
        code, found = await diagnosis(tmp_path, **environment(slack, database_url))
    assert code == 2
    (ill,) = [it for it in found if it.startswith("✗ ")]
    assert "the app lacks the scopes users:read; paste the manifest" in ill


@pytest.fixture
def damaged_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A database that opens, and whose log of breaks cannot be read."""
    path = tmp_path / "limber.db"
    with closing(sqlite3.connect(sqlite_template)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        found = connection.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'breaks'")
        pages = [number for (number,) in found if number]
    whole = bytearray(sqlite_template.read_bytes())
    for number in pages:
        whole[(number - 1) * size : number * size] = b"\xff" * size
    path.write_bytes(whole)
    return f"sqlite:///{path}"


@pytest.mark.parametrize("command", ["run", "doctor", "db rebuild-streaks", "db backup copy.db"])
async def test_a_database_that_is_damaged_further_on(
    slack: StandIn, tmp_path: Path, damaged_url: str, command: str
) -> None:
    env = environment(slack, damaged_url)
    code, said = await typed(tmp_path, *command.split(), **env)
    assert code == 2
    assert [it for it in said if "is damaged" not in it] == []
    assert not (tmp_path / "copy.db").exists()


async def test_the_doctor_speaks_to_a_plain_terminal(tmp_path: Path) -> None:
    plain = {"PYTHONIOENCODING": "ascii", "LC_ALL": "POSIX"}
    code, said = await typed(tmp_path, "doctor", **plain)
    assert (code, said) == (2, [])


def _unreadable(path: Path) -> None:
    path.symlink_to(path)  # a mode of 000 does not stop root


@pytest.mark.parametrize(
    ("command", "make"),
    [
        pytest.param("run", lambda it: it.write_text("PORT=1", encoding="utf-16"), id="utf-16"),
        pytest.param("doctor", lambda it: it.mkdir(), id="folder"),
        pytest.param("run", os.mkfifo, id="fifo"),
        pytest.param("manifest", _unreadable, id="unreadable"),
    ],
)
async def test_a_dotenv_file_that_cannot_be_read(
    tmp_path: Path, command: str, make: Callable[[Path], object]
) -> None:
    make(tmp_path / ".env")
    code, said = await typed(tmp_path, command)
    assert code == 2
    assert len(said) == 1
    assert said[0].startswith("limber: .env ")


@pytest.mark.parametrize(
    "url",
    ["https://[x", "https://limber:99999", "https://a\nb", "http://a"],
)
async def test_a_manifest_wants_an_address(tmp_path: Path, url: str) -> None:
    code, said = await typed(tmp_path, "manifest", "--url", url)
    assert code == 2
    assert len(said) == 1
    assert "is not an address Slack can reach" in said[0]
