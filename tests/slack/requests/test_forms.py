"""Each form that Limber draws: faults on their fields, saved after the ack, or quietly acked."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.cards.parts.action_ids import BOARDS_SAVED, SETTINGS_SAVED, TEAM_SAVED
from bot.domain.members import Who
from bot.domain.settings.kinds import Section
from bot.domain.settings.preferences import Preferences
from bot.domain.teams.leaderboards import Board
from bot.store.db.database import Database
from bot.store.people import members, workspaces
from bot.store.teams import teams
from bot.usecases.features import FEATURES
from tests.deps import deps_of
from tests.forms import submitted
from tests.slack.bolt import ANA, RESPONSE_URL, Bolt, submission
from tests.store.rows import NOON, populate
from tests.teamwork import founded, team

TEAM = team(ANA.workspace_id, "C1", NOON - timedelta(days=7))
BEN = Who(ANA.workspace_id, "U2")
SHOWN = Preferences()


class Admins:
    """A directory in which everybody is an admin, or nobody."""

    def __init__(self, *, everybody: bool) -> None:
        self._everybody = everybody

    async def is_admin(self, who: Who) -> bool:
        return self._everybody


@pytest.fixture
async def database(sqlite_url: str) -> Any:
    """With Ana, who is in a team."""
    async with Database.open(sqlite_url) as opened:
        await populate(opened, ANA)
        async with opened.write() as connection:
            await founded(connection, TEAM, {ANA: 1}, NOON.date(), [(1, 1)])
        yield opened


def limber(database: Database, *, admins: bool = True) -> Bolt:
    deps = deps_of(database, lambda: NOON, directory=Admins(everybody=admins))
    return Bolt(FEATURES, deps)


def settings_form(section: Section = Section.BREAKS, **changed: Any) -> Any:
    state = submitted(SHOWN, section=section, **changed)
    return submission(SETTINGS_SAVED, state, RESPONSE_URL)


def team_form(channel_id: str = "C1", **changed: Any) -> Any:
    fields = {
        "weekly_goal": {"value": "30"},
        "digest_day": {"selected_option": {"value": "4"}},
        "digest_at": {"selected_time": "15:00"},
        "together": {"selected_option": {"value": "none"}},
        "together_at": {"selected_time": "10:30"},
        **changed,
    }
    state = {name: {name: value} for name, value in fields.items()}
    return submission(TEAM_SAVED, state, f"{RESPONSE_URL} {channel_id}")


def boards_form(*boards: str) -> Any:
    chosen = {"selected_options": [{"value": board} for board in boards]}
    return submission(BOARDS_SAVED, {"boards": {"boards": chosen}}, RESPONSE_URL)


@pytest.mark.parametrize(
    ("form", "faults"),
    [
        (lambda: settings_form(daily_goal="0"), {"daily_goal"}),
        (
            lambda: settings_form(Section.RHYTHM, daily_cap="0", interval_max="20"),
            {"daily_cap", "interval_max"},
        ),
        (lambda: team_form(weekly_goal={"value": "-3"}), {"weekly_goal"}),
        (
            lambda: team_form(
                digest_at={"selected_time": None},
                together={"selected_option": {"value": "workdays"}},
                together_at={},
            ),
            {"digest_at", "together_at"},
        ),
    ],
    ids=["settings", "settings, two faults", "team", "team, two faults"],
)
async def test_faults_come_back_on_their_fields_and_nothing_is_saved(
    database: Database, form: Callable[[], Any], faults: set[str]
) -> None:
    app = limber(database)
    response = await app.sends(form())
    body = json.loads(response.body)
    assert body["response_action"] == "errors"
    assert set(body["errors"]) == faults
    assert all(body["errors"].values())
    await app.tasks.finish(1)
    assert app.api.calls == []
    async with database.read() as connection:
        ana = await members.find(connection, ANA)
        assert ana is not None
        assert ana.preferences == SHOWN
        assert await teams.find(connection, TEAM.channel) == TEAM


async def test_settings_are_saved_after_the_ack(database: Database) -> None:
    app = limber(database)
    assert await app.handles(settings_form(daily_goal="3")) == [200]
    [(how, where, _)] = app.api.calls
    assert (how, where) == ("add", RESPONSE_URL)
    async with database.read() as connection:
        ana = await members.find(connection, ANA)
    assert ana is not None
    assert ana.preferences.daily_goal == 3


async def test_settings_of_somebody_forgotten_meanwhile_are_dropped(database: Database) -> None:
    async with database.write() as connection:
        await members.forget(connection, ANA)
    app = limber(database)
    assert await app.handles(settings_form()) == [200]
    assert app.api.calls == []


async def test_team_settings_are_saved_for_its_people_only(database: Database) -> None:
    app = limber(database)
    await app.handles(team_form(weekly_goal={"value": "55"}))
    async with database.write() as connection:
        saved = await teams.find(connection, TEAM.channel)
        await teams.leave(connection, TEAM.channel, ANA, NOON.date())
    assert saved is not None
    assert saved.weekly_goal == 55

    other = limber(database)
    await other.handles(team_form(weekly_goal={"value": "66"}))
    async with database.read() as connection:
        assert await teams.find(connection, TEAM.channel) == saved
    assert [how for how, *_ in other.api.calls] == ["add"]


@pytest.mark.parametrize(("admins", "off"), [(True, {Board.TEAMS, Board.ME}), (False, set())])
async def test_only_admins_switch_leaderboards(
    database: Database, admins: bool, off: set[Board]
) -> None:
    app = limber(database, admins=admins)
    assert await app.handles(boards_form(Board.TEAM)) == [200]
    assert [how for how, *_ in app.api.calls] == ["add"]
    async with database.read() as connection:
        assert await workspaces.boards_off(connection, ANA.workspace_id) == off


@pytest.mark.parametrize(
    "form",
    [
        lambda: settings_form(Section.EXERCISES, only=["flying"]),
        lambda: team_form(digest_day={"selected_option": {"value": "someday"}}),
        lambda: team_form(digest_at={"selected_time": "25:99"}),
        lambda: boards_form("everything"),
    ],
    ids=["settings", "team's day", "team's time", "leaderboards"],
)
async def test_an_unreadable_form_is_acked_quietly_and_not_saved(
    database: Database, caplog: pytest.LogCaptureFixture, form: Callable[[], Any]
) -> None:
    app = limber(database)
    response = await app.sends(form())
    assert (response.status, response.body) == (200, "")
    await app.tasks.finish(1)
    assert app.api.calls == []
    assert [it for it in caplog.records if it.levelname in {"WARNING", "ERROR"}] == []
    async with database.read() as connection:
        assert await teams.find(connection, TEAM.channel) == TEAM
        assert await workspaces.boards_off(connection, ANA.workspace_id) == frozenset()
