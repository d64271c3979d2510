"""What the app receives when a person clicks or picks something."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from tests.playground.making import (
    Block,
    actions,
    button,
    entry,
    home,
    menu,
    modal,
    open_modal,
    option,
    plain,
    post_card,
    question,
    section,
)
from tests.playground.recording import Recording

CLICK_KEYS = {
    "type",
    "user",
    "api_app_id",
    "token",
    "team",
    "enterprise",
    "is_enterprise_install",
    "container",
    "trigger_id",
    "channel",
    "state",
    "response_url",
    "actions",
    "message",
}


async def test_a_click_carries_the_message_and_a_response_url(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await post_card(
        client, ana, section(), actions(button(value="7", style="primary"), block_id="a")
    )
    message = ana.latest()
    await ana.clicks(message, "done")
    payload = app.payloads[0]
    assert payload.keys() == CLICK_KEYS
    assert payload["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": ana.dm.id,
        "is_ephemeral": False,
    }
    assert payload["user"] == {
        "id": ana.id,
        "username": "ana",
        "name": "ana",
        "team_id": slack.workspace.id,
    }
    assert payload["team"] == {"id": slack.workspace.id, "domain": "acme"}
    assert payload["channel"] == {"id": ana.dm.id, "name": "directmessage"}
    assert payload["message"]["ts"] == message.ts
    assert payload["message"]["blocks"] == list(message.blocks)
    action = payload["actions"][0]
    assert {key: action[key] for key in ("type", "action_id", "block_id", "value", "style")} == {
        "type": "button",
        "action_id": "done",
        "block_id": "a",
        "value": "7",
        "style": "primary",
    }
    assert action["text"] == plain("Done")
    assert action["action_ts"] > message.ts


async def test_a_link_button_sends_a_click_too(
    ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await post_card(client, ana, actions(button(url="https://a.example")))
    app.answers = [None]
    await ana.clicks(ana.latest(), "done")
    assert app.payloads[0]["actions"][0]["url"] == "https://a.example"
    assert ana.notices == ["We had some trouble connecting. Try again?"]


async def test_a_click_in_an_ephemeral_message_carries_no_message(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    channel = slack.add_channel("break", ana)
    await client.chat_postEphemeral(
        channel=channel.id, user=ana.id, text="Card", blocks=[actions(button())]
    )
    await ana.clicks(ana.latest(channel), "done")
    assert app.payloads[0]["container"]["is_ephemeral"] is True
    assert "message" not in app.payloads[0]
    assert app.payloads[0]["response_url"]


@pytest.mark.parametrize(
    ("element", "choice", "state"),
    [
        (menu(), "option 1", {"selected_option": option("option 1")}),
        (menu("radio_buttons"), "option 0", {"selected_option": option("option 0")}),
        (menu("checkboxes"), ["option 1"], {"selected_options": [option("option 1")]}),
        (menu("checkboxes"), [], {"selected_options": []}),
        (entry("timepicker", "menu"), "09:30", {"selected_time": "09:30"}),
        (entry("datepicker", "menu"), "2026-12-01", {"selected_date": "2026-12-01"}),
        (
            entry("external_select", "menu", initial_option=option("one")),
            None,
            {"selected_option": None},
        ),
        (menu(initial_option=option("option 1")), None, {"selected_option": None}),
    ],
)
async def test_a_choice_is_in_the_action_and_in_the_state(
    element: Block,
    choice: Any,
    state: Block,
    ana: Human,
    client: AsyncWebClient,
    app: Recording,
) -> None:
    await post_card(client, ana, actions(element, block_id="a"), actions(button()))
    await ana.clicks(ana.latest(), "menu", choice)
    payload = app.payloads[0]
    assert payload["actions"][0].items() >= state.items()
    assert payload["state"]["values"] == {"a": {"menu": {"type": element["type"], **state}}}
    await ana.clicks(ana.latest(), "done")
    assert app.payloads[1]["state"] == payload["state"]


async def test_an_overflow_menu_has_no_state(
    ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await post_card(client, ana, section(accessory=menu("overflow")))
    await ana.clicks(ana.latest(), "menu", "option 1")
    assert app.payloads[0]["actions"][0]["selected_option"] == option("option 1")
    assert app.payloads[0]["state"] == {"values": {}}


async def test_missing_elements_and_options_cannot_be_used(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await post_card(client, ana, actions(menu(), button(), menu("overflow", "more")))
    card, bo = ana.latest(), slack.add_person("Bo")
    with pytest.raises(LookupError, match="there is no lever, only menu, done, more"):
        await ana.clicks(card, "lever")
    with pytest.raises(ValueError, match="has no option 'nine'"):
        await ana.clicks(card, "menu", "nine")
    with pytest.raises(ValueError, match="a button offers no choice"):
        await ana.clicks(card, "done", "nine")
    with pytest.raises(ValueError, match="closes without a choice"):
        await ana.clicks(card, "more")
    with pytest.raises(ValueError, match="takes one choice"):
        await ana.clicks(card, "menu", ["option 1"])
    await client.chat_postEphemeral(
        channel=ana.dm.id, user=ana.id, text="Only you", blocks=[actions(button())]
    )
    with pytest.raises(LookupError, match="no longer sees message"):
        await bo.clicks(ana.latest(), "done")
    await client.chat_delete(channel=ana.dm.id, ts=card.ts)
    with pytest.raises(LookupError, match="no longer sees message"):
        await ana.clicks(card, "menu", "option 1")
    assert app.envelopes == []


async def test_an_outdated_page_can_still_send_clicks(
    ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await post_card(client, ana, actions(button(value="1")))
    stale = ana.latest()
    await client.chat_update(channel=ana.dm.id, ts=stale.ts, text="Done")
    with pytest.raises(LookupError):
        await ana.clicks(stale, "done")
    await ana.clicks_stale(stale, "done")
    await ana.clicks_stale(stale, "done", value="2")
    assert [payload["actions"][0]["value"] for payload in app.payloads] == ["1", "2"]


async def test_a_click_in_a_view_carries_the_view_and_no_response_url(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await client.views_publish(user_id=ana.id, view=home(actions(button(), menu())))
    assert ana.home is not None
    await ana.clicks(ana.home, "menu", "option 1")
    payload = app.payloads[0]
    assert payload["container"] == {"type": "view", "view_id": ana.home.id}
    assert not {"response_url", "channel", "message", "state"} & payload.keys()
    assert payload["view"].keys() == {
        "id",
        "team_id",
        "type",
        "blocks",
        "private_metadata",
        "callback_id",
        "external_id",
        "state",
        "hash",
        "title",
        "submit",
        "close",
        "clear_on_close",
        "notify_on_close",
        "root_view_id",
        "previous_view_id",
        "app_id",
        "app_installed_team_id",
        "bot_id",
    }
    (state,) = payload["view"]["state"]["values"].values()
    assert state["menu"]["selected_option"] == option("option 1")
    await ana.clicks(ana.home, "done")
    assert app.payloads[1]["view"]["state"] == payload["view"]["state"]


async def test_a_trigger_from_a_modal_pushes_onto_it(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    view = await open_modal(slack, client, ana, modal(actions(button())))
    await ana.clicks(view, "done")
    trigger_id = app.payloads[0]["trigger_id"]
    pushed = await client.views_push(trigger_id=trigger_id, view=modal())
    assert pushed["view"]["previous_view_id"] == view.id


async def test_inputs_send_nothing_unless_they_dispatch_actions(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    quiet = question(menu(action_id="quiet"))
    loud = question(menu(action_id="loud"), dispatch_action=True)
    view = await open_modal(slack, client, ana, modal(quiet, loud))
    await ana.clicks(view, "quiet", "option 1")
    assert app.envelopes == []
    await ana.clicks(view, "loud", "option 1")
    assert app.payloads[0]["actions"][0]["action_id"] == "loud"
    assert len(app.payloads[0]["view"]["state"]["values"]) == 2


async def test_initial_values_are_in_the_state(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await open_modal(
        slack,
        client,
        ana,
        modal(
            question(menu(initial_option=option("option 1")), block_id="m"),
            question(entry(initial_value="Hi"), block_id="e"),
            question(
                entry("number_input", "n", is_decimal_allowed=False), block_id="n", optional=True
            ),
        ),
    )
    assert await ana.submits() is None
    payload = app.payloads[0]
    assert payload.keys() == {
        "type",
        "user",
        "api_app_id",
        "token",
        "team",
        "enterprise",
        "is_enterprise_install",
        "trigger_id",
        "view",
    }
    assert payload["view"]["state"]["values"] == {
        "m": {"menu": {"type": "static_select", "selected_option": option("option 1")}},
        "e": {"entry": {"type": "plain_text_input", "value": "Hi"}},
        "n": {"n": {"type": "number_input", "value": None}},
    }
