"""What people do in Slack, and what the app is sent for it."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from bot.playground.world.views import View
from tests.playground.making import (
    Block,
    Opened,
    actions,
    button,
    entry,
    home,
    menu,
    modal,
    option,
    options,
    plain,
    question,
    section,
    without,
)
from tests.playground.recording import Recording


@pytest.fixture
def app(slack: StandIn) -> Recording:
    return Recording(slack)


async def shown(client: AsyncWebClient, human: Human, *blocks: Block) -> None:
    """Post a card to a person."""
    await client.chat_postMessage(channel=human.id, text="Card", blocks=list(blocks))


async def asked(slack: StandIn, client: AsyncWebClient, human: Human, view: Block) -> View:
    """Open a modal in front of a person."""
    trigger_id = slack.stage.triggers.issue(human.workspace.id, human.id)
    await client.views_open(trigger_id=trigger_id, view=view)
    assert human.modal is not None
    return human.modal


# Typing


async def test_a_command_carries_who_where_and_what(
    slack: StandIn, ana: Human, app: Recording
) -> None:
    channel = slack.add_channel("break", ana)
    await ana.types("/stretch  join us", channel)
    payload = app.payloads[0]
    assert payload.keys() == {
        "token",
        "team_id",
        "team_domain",
        "channel_id",
        "channel_name",
        "user_id",
        "user_name",
        "command",
        "text",
        "api_app_id",
        "is_enterprise_install",
        "response_url",
        "trigger_id",
    }
    assert (payload["command"], payload["text"]) == ("/stretch", "join us")
    assert (payload["channel_id"], payload["channel_name"]) == (channel.id, "break")
    assert (payload["user_id"], payload["user_name"]) == (ana.id, "ana")
    assert payload["response_url"].startswith(slack.base_url)
    assert all(isinstance(value, str) for value in payload.values())
    await ana.types("/stretch\nhelp")
    assert (app.payloads[1]["command"], app.payloads[1]["text"]) == ("/stretch", "help")
    assert app.payloads[1]["channel_name"] == "directmessage"


async def test_a_message_is_just_stored(ana: Human, app: Recording) -> None:
    await ana.types("Good morning")
    assert (ana.latest().text, ana.latest().user) == ("Good morning", ana.id)
    assert app.envelopes == []


async def test_commands_do_not_work_in_threads(ana: Human, app: Recording) -> None:
    await ana.types("Good morning")
    await ana.types("/stretch", thread_ts=ana.latest().ts)
    assert ana.latest().text == "/stretch is not supported in threads. Sorry!"
    await ana.types("A reply", thread_ts="1.000001")
    assert ana.latest().thread_ts == "1.000001"
    assert app.envelopes == []


async def test_only_commands_of_the_app_reach_it(
    slack: StandIn, ana: Human, app: Recording
) -> None:
    await ana.types("/dance")
    assert ana.latest().text == "/dance is not a valid command."
    slack.workspace.scopes -= {"commands"}
    await ana.types("/stretch")
    assert ana.latest().text == "/stretch is not a valid command."
    assert app.envelopes == []


# Clicking in messages


async def test_a_click_carries_the_message_and_a_way_to_answer(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await shown(client, ana, section(), actions(button(value="7", style="primary"), block_id="a"))
    message = ana.latest()
    await ana.clicks(message, "done")
    payload = app.payloads[0]
    assert payload.keys() == {
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


async def test_a_button_with_a_url_is_a_click_too(
    ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await shown(client, ana, actions(button(url="https://a.example")))
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
    ("element", "choice", "held"),
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
    held: Block,
    ana: Human,
    client: AsyncWebClient,
    app: Recording,
) -> None:
    await shown(client, ana, actions(element, block_id="a"), actions(button()))
    await ana.clicks(ana.latest(), "menu", choice)
    payload = app.payloads[0]
    assert payload["actions"][0].items() >= held.items()
    assert payload["state"]["values"] == {"a": {"menu": {"type": element["type"], **held}}}
    await ana.clicks(ana.latest(), "done")
    assert app.payloads[1]["state"] == payload["state"]


async def test_an_overflow_menu_has_no_state(
    ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await shown(client, ana, section(accessory=menu("overflow")))
    await ana.clicks(ana.latest(), "menu", "option 1")
    assert app.payloads[0]["actions"][0]["selected_option"] == option("option 1")
    assert app.payloads[0]["state"] == {"values": {}}


async def test_what_is_not_there_cannot_be_clicked_or_chosen(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await shown(client, ana, actions(menu(), button(), menu("overflow", "more")))
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
    with pytest.raises(LookupError, match="sees no message"):
        await bo.clicks(ana.latest(), "done")
    await client.chat_delete(channel=ana.dm.id, ts=card.ts)
    with pytest.raises(LookupError, match="sees no message"):
        await ana.clicks(card, "menu", "option 1")
    assert app.envelopes == []


async def test_a_page_out_of_date_still_clicks(
    ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await shown(client, ana, actions(button(value="1")))
    stale = ana.latest()
    await client.chat_update(channel=ana.dm.id, ts=stale.ts, text="Done")
    with pytest.raises(LookupError):
        await ana.clicks(stale, "done")
    await ana.clicks_stale(stale, "done")
    await ana.clicks_stale(stale, "done", value="2")
    assert [payload["actions"][0]["value"] for payload in app.payloads] == ["1", "2"]


# Views


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
    (held,) = payload["view"]["state"]["values"].values()
    assert held["menu"]["selected_option"] == option("option 1")
    await ana.clicks(ana.home, "done")
    assert app.payloads[1]["view"]["state"] == payload["view"]["state"]


async def test_a_trigger_from_a_modal_pushes_onto_it(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    view = await asked(slack, client, ana, modal(actions(button())))
    await ana.clicks(view, "done")
    trigger_id = app.payloads[0]["trigger_id"]
    pushed = await client.views_push(trigger_id=trigger_id, view=modal())
    assert pushed["view"]["previous_view_id"] == view.id


async def test_inputs_tell_nobody_unless_they_dispatch(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    quiet = question(menu(action_id="quiet"))
    loud = question(menu(action_id="loud"), dispatch_action=True)
    view = await asked(slack, client, ana, modal(quiet, loud))
    await ana.clicks(view, "quiet", "option 1")
    assert app.envelopes == []
    await ana.clicks(view, "loud", "option 1")
    assert app.payloads[0]["actions"][0]["action_id"] == "loud"
    assert len(app.payloads[0]["view"]["state"]["values"]) == 2


async def test_initial_values_are_in_the_state(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await asked(
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


def number(least: str, most: str) -> Block:
    return entry("number_input", is_decimal_allowed=True, min_value=least, max_value=most)


NEEDED = "Please complete this required field."


@pytest.mark.parametrize(
    ("element", "value", "complaint"),
    [
        (entry(), None, NEEDED),
        (entry(), "", NEEDED),
        (entry(), "Hi", None),
        (entry(min_length=3), "Hi", "Enter at least 3 characters."),
        (entry(max_length=1), "Hi", "Enter at most 1 characters."),
        (entry(min_length=2, max_length=2), "Hi", None),
        (number("1", "2"), "1", None),
        (number("1", "2"), "2", None),
        (number("1", "2"), "2.5", "Enter a number within the range."),
        (number("1", "2"), "0.5", "Enter a number within the range."),
        (menu(action_id="entry"), None, NEEDED),
        (menu("checkboxes", "entry"), [], NEEDED),
        (entry("number_input", is_decimal_allowed=False), "x", "Enter a number."),
        (entry("number_input", is_decimal_allowed=False), "1.5", "Enter a whole number."),
        (entry("number_input", is_decimal_allowed=True), "1.5", None),
    ],
)
async def test_slack_itself_asks_for_what_is_missing(
    element: Block,
    value: Any,
    complaint: str | None,
    slack: StandIn,
    ana: Human,
    client: AsyncWebClient,
    app: Recording,
) -> None:
    await asked(slack, client, ana, modal(question(element, block_id="b")))
    errors = await ana.submits({"entry": value})
    assert errors == ({"b": complaint} if complaint else None)
    assert len(app.envelopes) == (0 if complaint else 1)


async def test_a_modal_that_was_taken_closes(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await asked(slack, client, ana, modal())
    await ana.submits()
    assert ana.modal is None
    with pytest.raises(LookupError):
        await ana.submits()


async def test_a_modal_nobody_took_stays(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await asked(slack, client, ana, modal())
    app.answers = [None]
    assert await ana.submits() is None
    assert ana.modal is not None
    assert ana.notices == ["We had some trouble connecting. Try again?"]


async def test_errors_keep_the_modal_open(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await asked(slack, client, ana, modal(question(block_id="b")))
    app.answers = [{"response_action": "errors", "errors": {"b": "No"}}]
    assert await ana.submits({"entry": "Hi"}) == {"b": "No"}
    assert ana.modal is not None
    assert slack.problems == []


async def test_an_update_takes_the_place_of_the_view(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    before = await asked(slack, client, ana, modal())
    app.answers = [{"response_action": "update", "view": modal(title=plain("Thanks"))}]
    assert await ana.submits() is None
    assert ana.modal is not None
    assert (ana.modal.id, ana.modal.title) == (before.id, "Thanks")


async def test_a_push_goes_on_top_and_clear_takes_all_away(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    before = await asked(slack, client, ana, modal())
    app.answers = [
        {"response_action": "push", "view": modal(title=plain("More"))},
        {},
        {"response_action": "clear"},
    ]
    await ana.submits()
    assert ana.modal is not None
    assert ana.modal.previous_view_id == before.id
    await ana.submits()
    assert ana.modal is not None
    assert ana.modal.id == before.id
    await ana.submits()
    assert ana.modal is None


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"response_action": "dance"}, "invalid_response_action"),
        ({"text": "Thanks"}, "invalid_response_action"),
        ({"response_action": "errors", "errors": {}}, "invalid_errors"),
        ({"response_action": "errors", "errors": {"nowhere": "No"}}, "invalid_errors"),
        ({"response_action": "errors", "errors": {"b": 1}}, "invalid_errors"),
        ({"response_action": "update"}, "invalid_arguments"),
        ({"response_action": "update", "view": home()}, "invalid_arguments"),
        ({"response_action": "push", "view": without(modal(), "title")}, "invalid_arguments"),
    ],
)
async def test_an_answer_slack_would_not_take_is_a_problem(
    answer: Block,
    problem: str,
    slack: StandIn,
    ana: Human,
    client: AsyncWebClient,
    app: Recording,
) -> None:
    await asked(slack, client, ana, modal(question(block_id="b")))
    app.answers = [answer]
    assert await ana.submits({"entry": "Hi"}) is None
    assert ana.modal is not None
    assert [found.kind for found in slack.problems] == [problem]


async def test_closing_is_told_only_on_request(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await asked(slack, client, ana, modal())
    await ana.closes()
    assert ana.modal is None
    assert app.envelopes == []
    view = await asked(slack, client, ana, modal(notify_on_close=True, private_metadata="7"))
    await ana.closes()
    payload = app.payloads[0]
    assert payload["type"] == "view_closed"
    assert (payload["view"]["id"], payload["is_cleared"]) == (view.id, False)
    assert payload["view"]["private_metadata"] == "7"


@pytest.mark.parametrize("how", ["everything", "clear_on_close"])
async def test_closing_everything_tells_of_each(
    how: str, slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    below = await asked(slack, client, ana, modal(actions(button()), notify_on_close=True))
    await ana.clicks(below, "done")
    clears = how == "clear_on_close"
    await client.views_push(
        trigger_id=app.payloads[0]["trigger_id"],
        view=modal(notify_on_close=True, clear_on_close=clears),
    )
    above = ana.modal
    assert above is not None
    await ana.closes(everything=not clears)
    closed = [(payload["view"]["id"], payload["is_cleared"]) for payload in app.payloads[1:]]
    assert closed == [(above.id, True), (below.id, True)]
    assert ana.modal is None


async def test_a_home_tab_is_neither_sent_nor_closed(
    ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await client.views_publish(user_id=ana.id, view=home())
    with pytest.raises(LookupError):
        await ana.submits(view=ana.home)
    with pytest.raises(LookupError):
        await ana.closes(ana.home)


async def test_only_ones_own_views_can_be_used(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    view = await asked(slack, client, ana, modal(actions(button())))
    with pytest.raises(LookupError):
        await slack.add_person("Bo").clicks(view, "done")
    await ana.closes()
    with pytest.raises(LookupError):
        await ana.clicks(view, "done")
    await ana.clicks_stale(view, "done")
    assert len(app.envelopes) == 1


# Home


async def test_opening_home_is_told_every_time_with_the_view_there_is(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    assert await ana.opens_home() is None
    await client.views_publish(user_id=ana.id, view=home(actions(menu(options=options(3)))))
    seen = await ana.opens_home()
    await ana.opens_home("messages")
    first, second, third = app.events
    assert first["channel"] == ana.dm.id
    assert first["user"] == ana.id
    assert [event["tab"] for event in app.events] == ["home", "home", "messages"]
    assert "view" not in first
    assert "view" not in third
    assert seen is not None
    assert second["view"]["id"] == seen.id
    assert len({payload["event_id"] for payload in app.payloads}) == 3


async def test_without_an_installation_nothing_is_sent(opened: Opened) -> None:
    async with opened(installed=False) as slack:
        app, ana = Recording(slack), slack.add_person("Ana")
        await ana.opens_home()
        await ana.types("/stretch")
        assert app.envelopes == []
