"""The rules for whole modals and Home tabs."""

from itertools import count

import pytest

from bot.playground.blockkit import faults_in_message, faults_in_view, is_too_large
from tests.playground.making import (
    Block,
    actions,
    button,
    entry,
    home,
    image,
    menu,
    modal,
    mrkdwn,
    plain,
    question,
    section,
    without,
)

RIGHT: list[Block] = [
    modal(*[section()] * 100),
    modal(question()),
    without(modal(section()), "submit"),
    modal(title=plain("a" * 24), submit=plain("a" * 24), close=plain("a" * 24)),
    modal(private_metadata="a" * 3000, callback_id="a" * 255, external_id="a" * 255),
    modal(clear_on_close=True, notify_on_close=False, submit_disabled=False),
    home(*[section()] * 100),
    home(private_metadata="", callback_id="c", external_id="e"),
    home(callback_id="", external_id=""),
    home(question()),
    home(actions(button(), menu("radio_buttons"))),
]

WRONG: list[tuple[object, str]] = [
    (None, "must provide an object [json-pointer:/view]"),
    (modal(type="window"), "unsupported type: window [json-pointer:/view/type]"),
    (modal(*[section()] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
    (modal(blocks=[]), "no fewer than 1 items allowed [json-pointer:/view/blocks]"),
    (without(modal(), "blocks"), "missing required field: blocks"),
    (without(modal(), "title"), "missing required field: title [json-pointer:/view]"),
    (modal(title=plain("a" * 25)), "must be less than 25 characters"),
    (modal(title=mrkdwn()), "unsupported type: mrkdwn"),
    (modal(title="Settings"), "must provide an object"),
    (modal(submit=plain("a" * 25)), "must be less than 25 characters"),
    (modal(close=plain("a" * 25)), "must be less than 25 characters"),
    (modal(private_metadata="a" * 3001), "must be less than 3001 characters"),
    (modal(callback_id="a" * 256), "must be less than 256 characters"),
    (modal(external_id="a" * 256), "must be less than 256 characters"),
    (modal(notify_on_close="yes"), "must provide a boolean"),
    (modal(clear_on_close="yes"), "must provide a boolean"),
    (modal(submit_disabled="yes"), "must provide a boolean"),
    (modal(color="red"), "invalid additional property: color"),
    (
        without(modal(question()), "submit"),
        "must define `submit` to use an `input` block in modals [json-pointer:/view]",
    ),
    (modal(actions(button()), actions(button())), "`action_id` done already exists"),
    (modal(section(block_id="b"), section(block_id="b")), "`block_id` b already exists"),
    (modal(section("")), "must be more than 0 characters [json-pointer:/view/blocks/0/text/text]"),
    (home(*[section()] * 101), "no more than 100 items allowed"),
    (home(title=plain()), "invalid additional property: title"),
    (home(submit=plain()), "invalid additional property: submit"),
    (home(close=plain()), "invalid additional property: close"),
    (home(private_metadata="a" * 3001), "must be less than 3001 characters"),
]

EVERYWHERE: list[Block] = [
    section(),
    {"type": "header", "text": plain()},
    {"type": "divider"},
    image(),
    actions(button()),
    {"type": "context", "elements": [plain()]},
    question(entry()),
]


@pytest.mark.parametrize("view", RIGHT, ids=count())
def test_what_slack_accepts_passes(view: Block) -> None:
    assert faults_in_view(view) == []


@pytest.mark.parametrize(("view", "fault"), WRONG, ids=count())
def test_what_slack_refuses_is_reported(view: object, fault: str) -> None:
    faults = faults_in_view(view)
    assert any(fault in found for found in faults), faults


@pytest.mark.parametrize("block", EVERYWHERE, ids=lambda block: block["type"])
def test_messages_modals_and_home_take_every_block(block: Block) -> None:
    assert faults_in_message([block]) == []
    assert faults_in_view(modal(block)) == []
    assert faults_in_view(home(block)) == []


def test_a_file_the_bot_cannot_see_is_refused() -> None:
    view = home(without(image(), "image_url") | {"slack_file": {"id": "F1"}})
    assert faults_in_view(view) == []
    assert faults_in_view(view, sees_file=lambda file: False) == [
        "invalid slack file [json-pointer:/view/blocks/0/slack_file]"
    ]


def test_a_view_has_at_most_250_kilobytes() -> None:
    overhead = len('{"type":"home","blocks":[],"private_metadata":""}')
    assert not is_too_large(home(blocks=[], private_metadata="a" * (250_000 - overhead)))
    assert is_too_large(home(blocks=[], private_metadata="a" * (250_001 - overhead)))
    assert is_too_large(home(blocks=[], private_metadata="ä" * 125_000))
