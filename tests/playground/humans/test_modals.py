"""What happens when a person submits or closes a modal, or opens the Home tab."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from tests.playground.making import (
    Block,
    Opened,
    actions,
    button,
    entry,
    home,
    menu,
    modal,
    open_modal,
    options,
    plain,
    question,
    without,
)
from tests.playground.recording import Recording


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
async def test_slack_checks_fields_before_submitting(
    element: Block,
    value: Any,
    complaint: str | None,
    slack: StandIn,
    ana: Human,
    client: AsyncWebClient,
    app: Recording,
) -> None:
    await open_modal(slack, client, ana, modal(question(element, block_id="b")))
    errors = await ana.submits({"entry": value})
    assert errors == ({"b": complaint} if complaint else None)
    assert len(app.envelopes) == (0 if complaint else 1)


async def test_an_accepted_modal_closes(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await open_modal(slack, client, ana, modal())
    await ana.submits()
    assert ana.modal is None
    with pytest.raises(LookupError):
        await ana.submits()


async def test_a_modal_without_an_ack_stays_open(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await open_modal(slack, client, ana, modal())
    app.answers = [None]
    assert await ana.submits() is None
    assert ana.modal is not None
    assert ana.notices == ["We had some trouble connecting. Try again?"]


async def test_errors_keep_the_modal_open(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await open_modal(slack, client, ana, modal(question(block_id="b")))
    app.answers = [{"response_action": "errors", "errors": {"b": "No"}}]
    assert await ana.submits({"entry": "Hi"}) == {"b": "No"}
    assert ana.modal is not None
    assert slack.problems == []


async def test_an_update_replaces_the_view(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    before = await open_modal(slack, client, ana, modal())
    app.answers = [{"response_action": "update", "view": modal(title=plain("Thanks"))}]
    assert await ana.submits() is None
    assert ana.modal is not None
    assert (ana.modal.id, ana.modal.title) == (before.id, "Thanks")


async def test_push_adds_a_modal_and_clear_closes_all(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    before = await open_modal(slack, client, ana, modal())
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
async def test_an_answer_slack_would_refuse_is_a_problem(
    answer: Block,
    problem: str,
    slack: StandIn,
    ana: Human,
    client: AsyncWebClient,
    app: Recording,
) -> None:
    await open_modal(slack, client, ana, modal(question(block_id="b")))
    app.answers = [answer]
    assert await ana.submits({"entry": "Hi"}) is None
    assert ana.modal is not None
    assert [found.kind for found in slack.problems] == [problem]


async def test_closing_sends_view_closed_only_if_asked_for(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await open_modal(slack, client, ana, modal())
    await ana.closes()
    assert ana.modal is None
    assert app.envelopes == []
    view = await open_modal(slack, client, ana, modal(notify_on_close=True, private_metadata="7"))
    await ana.closes()
    payload = app.payloads[0]
    assert payload["type"] == "view_closed"
    assert (payload["view"]["id"], payload["is_cleared"]) == (view.id, False)
    assert payload["view"]["private_metadata"] == "7"


@pytest.mark.parametrize("how", ["everything", "clear_on_close"])
async def test_closing_everything_sends_view_closed_for_each_modal(
    how: str, slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    below = await open_modal(slack, client, ana, modal(actions(button()), notify_on_close=True))
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


async def test_a_home_tab_cannot_be_submitted_or_closed(
    ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    await client.views_publish(user_id=ana.id, view=home())
    with pytest.raises(LookupError):
        await ana.submits(view=ana.home)
    with pytest.raises(LookupError):
        await ana.closes(ana.home)


async def test_a_view_belongs_to_one_person(
    slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    view = await open_modal(slack, client, ana, modal(actions(button())))
    with pytest.raises(LookupError):
        await slack.add_person("Bo").clicks(view, "done")
    await ana.closes()
    with pytest.raises(LookupError):
        await ana.clicks(view, "done")
    await ana.clicks_stale(view, "done")
    assert len(app.envelopes) == 1


async def test_every_opening_of_home_sends_the_published_view(
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


async def test_nothing_is_sent_without_an_installation(opened: Opened) -> None:
    async with opened(installed=False) as slack:
        app, ana = Recording(slack), slack.add_person("Ana")
        await ana.opens_home()
        await ana.types("/stretch")
        assert app.envelopes == []
