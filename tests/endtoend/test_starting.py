"""A start that cannot succeed ends with one line that says the mend, exit code 2, nothing opened."""

import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import bot
from bot.app import system_clock
from bot.errors import CannotStart
from bot.library.files.location import content_root
from bot.playground.clock import MovableClock
from bot.playground.server import StandIn
from bot.settings import load, secret
from bot.store.db.database import address
from tests.endtoend.processes import environment, limber

VARIABLES = {
    "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET", "SLACK_API_URL", "DATABASE_URL", "HOST", "PORT", "PUBLIC_URL",
    "LIMBER_TOKEN_KEY", "LIMBER_LOG", "LIMBER_FIGURES",
}  # fmt: skip
pytestmark = pytest.mark.slow

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1-a", "SLACK_APP_TOKEN": "xapp-1-a"}


async def refusal(folder: Path, **env: str) -> list[str]:
    """The lines with which `limber run` gives up."""
    async with limber(folder, "run", **env) as process:
        assert await process.ends() == 2, process.said
    assert process.said, "it ended in silence"
    assert not any("Traceback" in it for it in process.said)
    return process.said


@pytest.mark.parametrize(
    ("env", "line"),
    [
        ({}, "SLACK_BOT_TOKEN is not set (and this folder has no .env): copy the Bot User"),
        ({"SLACK_BOT_TOKEN": "xoxb-…"}, "SLACK_BOT_TOKEN still holds the example: copy"),
        ({"SLACK_BOT_TOKEN": "nonsense"}, "SLACK_BOT_TOKEN is not a bot token: copy the one that"),
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, "SLACK_BOT_TOKEN is not a bot token"),
        ({"SLACK_BOT_TOKEN": " xoxb-1 "}, "SLACK_APP_TOKEN is not set (and this folder has no"),
        ({"SLACK_BOT_TOKEN": "   "}, "SLACK_BOT_TOKEN is not set (and this folder has no .env)"),
        (
            {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "   "},
            "SLACK_APP_TOKEN is not set",
        ),
        ({**TOKENS, "SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN is not an app-level token"),
        ({**TOKENS, "SLACK_CLIENT_ID": "1.1"}, "SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set"),
        ({**TOKENS, "SLACK_API_URL": "slack.com"}, "SLACK_API_URL is not an address"),
        ({**TOKENS, "SLACK_API_URL": "http://[bad"}, "SLACK_API_URL is not an address"),
        ({**TOKENS, "PUBLIC_URL": "http://x:many"}, "PUBLIC_URL is not an address"),
        ({**TOKENS, "DATABASE_URL": "postgresql://db:many/x"}, "DATABASE_URL is not an address"),
        ({**TOKENS, "SLACK_API_URL": "http://[::1/"}, "SLACK_API_URL is not an address"),
        ({**TOKENS, "SLACK_API_URL": "http://slack:99999/"}, "SLACK_API_URL is not an address"),
        ({**TOKENS, "PUBLIC_URL": "https://[x"}, "PUBLIC_URL is not an address"),
        ({**TOKENS, "PORT": "many"}, "PORT cannot be used: write a port number"),
        ({**TOKENS, "LIMBER_LOG": "xml"}, "LIMBER_LOG cannot be used: write text or json."),
        ({**TOKENS, "PUBLIC_URL": "limber"}, "PUBLIC_URL is not an address"),
        ({**TOKENS, "DATABASE_URL": "mysql://db/x"}, "DATABASE_URL asks for mysql"),
    ],
)
def test_what_is_wrong_with_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, env: dict[str, str], line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(CannotStart) as refused:
        address(secret(load().for_running().database_url))
    assert refused.value.reasons[0].startswith(line)


async def test_slack_that_cannot_be_reached(tmp_path: Path) -> None:
    env = {**TOKENS, "SLACK_API_URL": "http://127.0.0.1:9/api/"}
    [said] = await refusal(tmp_path, **env)
    assert said.startswith("limber: Slack cannot be reached (ClientConnectorError)")


async def test_variables_that_belong_together_are_named_together(tmp_path: Path) -> None:
    said = await refusal(tmp_path, SLACK_CLIENT_ID="1.1")
    assert [it.split()[1] for it in said] == ["SLACK_CLIENT_SECRET", "LIMBER_TOKEN_KEY"]


async def test_no_key_is_written_where_logs_are_kept(tmp_path: Path) -> None:
    said = " ".join(await refusal(tmp_path, SLACK_CLIENT_ID="1.1", SLACK_CLIENT_SECRET="s"))
    assert "`limber key` makes one" in said
    assert not re.search(r"[\w-]{43}=", said)


async def test_nonsense_ends_with_one_line(tmp_path: Path) -> None:
    assert len(await refusal(tmp_path, SLACK_BOT_TOKEN="nonsense")) == 1


async def test_a_dotenv_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=nonsense\n")
    assert "SLACK_BOT_TOKEN is not a bot token" in (await refusal(tmp_path))[0]


@pytest.fixture
async def slack() -> AsyncIterator[StandIn]:
    async with StandIn.open(clock=MovableClock(system_clock)) as opened:
        yield opened


async def test_a_revoked_token(slack: StandIn, tmp_path: Path) -> None:
    """One line, before the database is opened or upgraded."""
    env = environment(slack, f"sqlite:///{tmp_path / 'new.db'}")
    slack.revoke_token()
    said = await refusal(tmp_path, **env)
    assert said == [
        (
            "limber: SLACK_BOT_TOKEN was refused by Slack (token_revoked): copy the Bot User OAuth "
            "Token again from OAuth & Permissions at api.slack.com/apps, and reinstall the app if "
            "it was removed."
        )
    ]
    assert slack.socket.opened == 0
    assert not (tmp_path / "new.db").exists()


async def test_a_wrong_app_token(slack: StandIn, tmp_path: Path, sqlite_url: str) -> None:
    env = environment(slack, sqlite_url) | {"SLACK_APP_TOKEN": "xapp-1-wrong"}
    said = await refusal(tmp_path, **env)
    assert "SLACK_APP_TOKEN was refused by Slack (invalid_auth): make a new" in said[0]


@pytest.mark.parametrize("path", ["", "nowhere/", "?viewer="])
async def test_a_wrong_address_of_slack(
    slack: StandIn, tmp_path: Path, sqlite_url: str, path: str
) -> None:
    env = environment(slack, sqlite_url) | {"SLACK_API_URL": f"{slack.base_url}/{path}"}
    (said,) = await refusal(tmp_path, **env)
    assert said.startswith("limber: SLACK_API_URL does not lead to Slack (")


@pytest.mark.parametrize(
    ("method", "over_http"), [("apps.connections.open", False), ("auth.test", True)]
)
@pytest.mark.parametrize("says", [b"7", b'"ok"', b"\xff\xfe", b'{"ok": true}'])
async def test_slack_answers_what_nobody_can_read(
    slack: StandIn, tmp_path: Path, sqlite_url: str, method: str, over_http: bool, says: bytes
) -> None:
    slack.faults.babble(method, says)
    (said,) = await refusal(tmp_path, **environment(slack, sqlite_url, over_http=over_http))
    assert "does not lead to Slack (its answer" in said


async def test_a_damaged_database(slack: StandIn, tmp_path: Path) -> None:
    (tmp_path / "limber.db").write_bytes(b"not a database at all, really. " * 50)
    env = environment(slack, f"sqlite:///{tmp_path / 'limber.db'}")
    said = await refusal(tmp_path, **env)
    assert said[0].startswith("limber: DATABASE_URL:")
    assert {it.method for it in slack.log} == {"apps.connections.open", "auth.test"}


async def test_a_port_that_is_taken(slack: StandIn, tmp_path: Path, sqlite_url: str) -> None:
    taken = slack.base_url.rpartition(":")[2]
    env = environment(slack, sqlite_url, over_http=True) | {"PORT": taken}
    said = await refusal(tmp_path, **env)
    assert "PORT: cannot listen on" in said[-1]


async def test_broken_content_stops_the_start(
    slack: StandIn, tmp_path: Path, sqlite_url: str
) -> None:
    here = tmp_path / "limber"
    shutil.copytree(Path(bot.__file__).parent, here / "bot")
    (here / "content" / "exercises").mkdir(parents=True)
    good = (content_root() / "exercises" / "dead-bug.yaml").read_text()
    broken = here / "content" / "exercises" / "dead-bug.yaml"
    broken.write_text(good.replace("kind: strength", "kind: magic"))
    said = await refusal(tmp_path, **environment(slack, sqlite_url), PYTHONPATH=str(here))
    assert all(it.startswith("limber: content/exercises/dead-bug.yaml:") for it in said)
    assert "dead-bug.yaml:5: kind" in said[0]
    assert slack.log == []
