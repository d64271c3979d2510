"""views.* as Slack's own client calls it."""

from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.clock import MovableClock
from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from bot.playground.world.world import App
from tests.playground.making import (
    Block,
    Opened,
    actions,
    entry,
    error_of,
    home,
    menu,
    modal,
    option,
    plain,
    question,
    section,
    without,
)


@pytest.fixture
def trigger(slack: StandIn, ana: Human) -> str:
    return slack.stage.triggers.issue(ana.workspace.id, ana.id)


def pull(slack: StandIn, human: Human) -> str:
    """A trigger_id from the person's frontmost modal."""
    assert human.modal is not None
    return slack.stage.triggers.issue(human.workspace.id, human.id, human.modal.id)


async def test_a_modal_opens(
    slack: StandIn, ana: Human, client: AsyncWebClient, trigger: str
) -> None:
    given = modal(question(), callback_id="settings", private_metadata="7")
    opened = await client.views_open(trigger_id=trigger, view=given)
    view = opened["view"]
    assert ana.modal is not None
    assert view["id"] == view["root_view_id"] == ana.modal.id
    assert (view["previous_view_id"], view["callback_id"]) == (None, "settings")
    assert view["private_metadata"] == "7"
    assert view["bot_id"] == slack.workspace.bot.bot_id
    assert view["team_id"] == view["app_installed_team_id"] == slack.workspace.id
    block_id = view["blocks"][0]["block_id"]
    assert view["state"]["values"][block_id]["entry"] == {
        "type": "plain_text_input",
        "value": None,
    }


async def test_a_trigger_works_once(slack: StandIn, client: AsyncWebClient, trigger: str) -> None:
    await client.views_open(trigger_id=trigger, view=modal())
    call = client.views_open(trigger_id=trigger, view=modal())
    assert await error_of(call) == "exchanged_trigger_id"
    assert slack.forgive("exchanged_trigger_id")


@pytest.mark.parametrize(("seconds", "opens"), [(3, True), (3.001, False)])
async def test_a_trigger_works_for_three_seconds(
    seconds: float,
    opens: bool,
    ana: Human,
    client: AsyncWebClient,
    clock: MovableClock,
    trigger: str,
) -> None:
    clock.move(timedelta(seconds=seconds))
    call = client.views_open(trigger_id=trigger, view=modal())
    if opens:
        await call
    else:
        assert await error_of(call) == "expired_trigger_id"
    assert (ana.modal is not None) == opens


async def test_an_unknown_trigger_is_invalid(slack: StandIn, client: AsyncWebClient) -> None:
    stranger = slack.add_person("Bo", workspace=slack.add_workspace("Elsewhere"))
    foreign = slack.stage.triggers.issue(stranger.workspace.id, stranger.id)
    for trigger_id in ("1.2.3", foreign):
        call = client.views_open(trigger_id=trigger_id, view=modal())
        assert await error_of(call) == "invalid_trigger_id"
    assert await error_of(client.views_open(view=modal())) == "invalid_arguments"


@pytest.mark.parametrize(
    ("view", "error"),
    [
        (without(modal(), "title"), "invalid_arguments"),
        (without(modal(question()), "submit"), "invalid_arguments"),
        (modal({"type": "video"}), "invalid_arguments"),
        (home(), "invalid_arguments"),
        (modal(*[section("a" * 3000)] * 90), "view_too_large"),
    ],
)
async def test_a_refused_modal_does_not_use_up_the_trigger(
    view: Block, error: str, client: AsyncWebClient, trigger: str
) -> None:
    assert await error_of(client.views_open(trigger_id=trigger, view=view)) == error
    await client.views_open(trigger_id=trigger, view=modal())


async def test_a_problem_says_what_is_wrong_with_a_view(
    slack: StandIn, client: AsyncWebClient, trigger: str
) -> None:
    await error_of(client.views_open(trigger_id=trigger, view=without(modal(), "title")))
    fault = "[ERROR] missing required field: title [json-pointer:/view]"
    assert fault in slack.problems[0].detail


async def test_at_most_three_modals_stack(
    slack: StandIn, ana: Human, client: AsyncWebClient, trigger: str
) -> None:
    root = (await client.views_open(trigger_id=trigger, view=modal()))["view"]
    second = (await client.views_push(trigger_id=pull(slack, ana), view=modal()))["view"]
    third = (await client.views_push(trigger_id=pull(slack, ana), view=modal()))["view"]
    assert second["previous_view_id"] == root["id"]
    assert third["previous_view_id"] == second["id"]
    assert {second["root_view_id"], third["root_view_id"]} == {root["id"]}
    call = client.views_push(trigger_id=pull(slack, ana), view=modal())
    assert await error_of(call) == "push_limit_reached"


async def test_a_push_needs_a_trigger_from_the_modal(
    slack: StandIn, ana: Human, client: AsyncWebClient, trigger: str
) -> None:
    await client.views_open(trigger_id=trigger, view=modal())
    outside = slack.stage.triggers.issue(ana.workspace.id, ana.id)
    assert await error_of(client.views_push(trigger_id=outside, view=modal())) == "not_found"


async def test_an_update_keeps_entries_whose_ids_stay(
    slack: StandIn, ana: Human, client: AsyncWebClient, trigger: str
) -> None:
    days = question(menu(action_id="days"), block_id="d")
    note = question(entry(action_id="note"), block_id="n")
    opened = await client.views_open(trigger_id=trigger, view=modal(days, note))
    ana.fills({"days": "option 1", "note": "Hi"})
    await client.views_update(
        view_id=opened["view"]["id"],
        view=modal(days, question(entry(action_id="note"), block_id="m")),
    )
    assert ana.modal is not None
    assert ana.modal.values["d"]["days"]["selected_option"] == option("option 1")
    assert ana.modal.values["m"]["note"]["value"] is None


async def test_an_outdated_hash_conflicts(
    slack: StandIn, ana: Human, client: AsyncWebClient, trigger: str
) -> None:
    view = (await client.views_open(trigger_id=trigger, view=modal(external_id="x")))["view"]
    newer = await client.views_update(external_id="x", view=modal(), hash=view["hash"])
    assert newer["view"]["hash"] != view["hash"]
    call = client.views_update(view_id=view["id"], view=modal(), hash=view["hash"])
    assert await error_of(call) == "hash_conflict"
    await client.views_update(view_id=view["id"], view=modal())


async def test_a_missing_view_is_not_found(client: AsyncWebClient) -> None:
    assert await error_of(client.views_update(view_id="V404", view=modal())) == "not_found"
    call = client.api_call("views.update", json={"view": modal()})
    assert await error_of(call) == "invalid_arguments"


async def test_an_external_id_is_unique(
    slack: StandIn, ana: Human, client: AsyncWebClient, trigger: str
) -> None:
    await client.views_open(trigger_id=trigger, view=modal(external_id="x"))
    call = client.views_push(trigger_id=pull(slack, ana), view=modal(external_id="x"))
    assert await error_of(call) == "duplicate_external_id"
    await client.views_update(external_id="x", view=modal(external_id="x"))
    for _ in range(2):
        await client.views_publish(user_id=ana.id, view=home(external_id="y"))


async def test_the_home_tab_keeps_its_id(ana: Human, client: AsyncWebClient) -> None:
    first = (await client.views_publish(user_id=ana.id, view=home()))["view"]
    again = (await client.views_publish(user_id=ana.id, view=home(), hash=first["hash"]))["view"]
    assert first["id"] == again["id"]
    assert first["hash"] != again["hash"]
    call = client.views_publish(user_id=ana.id, view=home(), hash=first["hash"])
    assert await error_of(call) == "hash_conflict"


async def test_publishing_needs_a_person_and_a_home_view(
    ana: Human, client: AsyncWebClient
) -> None:
    assert await error_of(client.views_publish(user_id="U404", view=home())) == "user_not_found"
    call = client.views_publish(user_id=ana.id, view=modal())
    assert await error_of(call) == "invalid_arguments"
    call = client.views_publish(user_id=ana.id, view=home(title=plain()))
    assert await error_of(call) == "invalid_arguments"
    assert ana.home is None


async def test_publishing_needs_a_home_tab_in_the_app(opened: Opened) -> None:
    async with opened(app=App(home_tab=False)) as slack:
        ana = slack.add_person("Ana")
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        call = client.views_publish(user_id=ana.id, view=home(actions(menu())))
        assert await error_of(call) == "not_enabled"
