"""Every rule for blocks and elements, tested on both sides of its limit."""

from itertools import count
from typing import Any

import pytest

from bot.playground.blockkit import faults_in_message, is_too_long
from tests.playground.making import (
    Block,
    actions,
    button,
    confirm,
    entry,
    image,
    menu,
    mrkdwn,
    option,
    options,
    plain,
    question,
    section,
    without,
)


def a(length: int) -> str:
    return "a" * length


def in_actions(**more: Any) -> list[Block]:
    return [actions(button(**more))]


def chosen(**more: Any) -> list[Block]:
    return [actions(menu(**more))]


def listed(kind: str, **more: Any) -> list[Block]:
    return [actions(menu(kind, **more))]


def asked(**more: Any) -> list[Block]:
    return [question(entry(**more))]


def confirmed(**more: Any) -> list[Block]:
    return in_actions(confirm=confirm(**more))


def buttons(number: int) -> list[Block]:
    return [button(f"b{index}") for index in range(number)]


def context(*elements: Block) -> Block:
    return {"type": "context", "elements": list(elements)}


def section_of(text: Any) -> Block:
    return {"type": "section", "text": text}


def header(text: Any) -> Block:
    return {"type": "header", "text": text}


def number_input(**more: Any) -> list[Block]:
    return [question(entry("number_input", **{"is_decimal_allowed": False, **more}))]


def groups(number: int, each: int = 1, label: str = "Group") -> list[Block]:
    return [{"label": plain(label), "options": options(each)} for _ in range(number)]


def grouped(**more: Any) -> list[Block]:
    return [actions(without(menu(), "options") | more)]


def many(kind: str, **more: Any) -> list[Block]:
    return [section(accessory=entry(f"multi_{kind}_select", **more))]


RIGHT: list[list[Block]] = [
    [],
    [section()] * 50,
    [section(a(3000))],
    [{"type": "section", "fields": [mrkdwn(a(2000))] * 10}],
    [section(expand=True, accessory=image())],
    [section(accessory=menu("multi_static_select", initial_options=options(2)))],
    [header(plain(a(150)))],
    [{"type": "divider", "block_id": a(255)}],
    [image(alt_text=a(2000), title=plain(a(2000)))],
    [image(image_url="https://a.example/" + a(2982))],
    [without(image(), "image_url") | {"slack_file": {"id": "F1"}}],
    [without(image(), "image_url") | {"slack_file": {"url": "https://files.slack.com/F1"}}],
    [actions(*buttons(25))],
    in_actions(text=plain(a(75), emoji=True)),
    in_actions(value=a(2000), accessibility_label=a(75), style="danger"),
    in_actions(url="https://a.example/" + a(2982)),
    in_actions(action_id=a(255)),
    confirmed(title=plain(a(100)), text=mrkdwn(a(300)), style="primary"),
    confirmed(confirm=plain(a(30)), deny=plain(a(30))),
    [context(*[mrkdwn()] * 5, *[image()] * 5)],
    chosen(options=options(100), placeholder=plain(a(150))),
    chosen(options=[option(a(75))]),
    chosen(options=[option(description=plain(a(75)))]),
    chosen(initial_option=option("option 1")),
    grouped(option_groups=groups(100)),
    grouped(option_groups=groups(1, 100, a(75))),
    listed("checkboxes", options=options(10), initial_options=options(2)),
    listed("radio_buttons", options=options(10), initial_option=option("option 9")),
    listed("radio_buttons", options=[option(text=mrkdwn(a(75)))]),
    listed("overflow", options=[option(url="https://a.example")] * 5),
    [actions(entry("timepicker", initial_time="09:05", timezone="Europe/Berlin"))],
    [actions(entry("datepicker", initial_date="2028-02-29"))],
    [question(menu("multi_static_select"), hint=plain(a(2000)), optional=True)],
    [question(entry(), label=plain(a(2000)), dispatch_action=True)],
    [question(menu("radio_buttons"))],
    asked(initial_value=a(3000), min_length=0, max_length=3000, multiline=True),
    asked(dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]}),
    asked(focus_on_load=True),
    number_input(min_value="1", max_value="1", initial_value="1"),
    [{"type": "section", "text": plain()}],
    [context(mrkdwn(a(3000)), plain(a(3000)))],
    [section(accessory=menu("multi_static_select", initial_options=options(1)))],
    [section(accessory=menu("multi_static_select", max_selected_items=1))],
    [actions(entry("external_select", min_query_length=0))],
    [section(accessory=button())],
    [section(accessory=menu("overflow"))],
    asked(initial_value=""),
]

WRONG: list[tuple[list[Any], str]] = [
    ([section()] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    (["text"], "must provide an object [json-pointer:/blocks/0]"),
    ([{"text": "no type"}], "unsupported type:  [json-pointer:/blocks/0/type]"),
    ([{"type": "hologram"}], "unsupported type: hologram [json-pointer:/blocks/0/type]"),
    # text objects
    ([section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ([section(a(3001))], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    ([section_of({"type": "mrkdwn"})], "missing required field: text"),
    ([section_of(mrkdwn(emoji=True))], "invalid additional property: emoji"),
    ([section_of(plain(verbatim=True))], "invalid additional property: verbatim"),
    ([section_of(mrkdwn(verbatim="no"))], "must provide a boolean"),
    ([section_of({"type": "raw_text", "text": "no"})], "unsupported type: raw_text"),
    ([section_of("no")], "must provide an object [json-pointer:/blocks/0/text]"),
    ([section_of({"type": "mrkdwn", "text": None})], "must provide a string"),
    # section
    ([{"type": "section"}], "must define either `text` or `fields` [json-pointer:/blocks/0]"),
    ([section(fields=[mrkdwn()] * 11)], "no more than 10 items allowed"),
    ([section(fields=[])], "no fewer than 1 items allowed [json-pointer:/blocks/0/fields]"),
    ([section(fields=[mrkdwn(a(2001))])], "must be less than 2001 characters"),
    ([section(fields=mrkdwn())], "must provide an array"),
    ([section(expand="yes")], "must provide a boolean"),
    ([section(color="red")], "invalid additional property: color [json-pointer:/blocks/0]"),
    ([section(accessory=entry())], "unsupported type: plain_text_input"),
    ([section(accessory=entry("number_input"))], "unsupported type: number_input"),
    # header, divider, image
    ([header(plain(a(151)))], "must be less than 151 characters"),
    ([header(plain(""))], "must be more than 0 characters"),
    ([header(mrkdwn())], "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"),
    ([{"type": "header"}], "missing required field: text"),
    ([{"type": "divider", "text": plain()}], "invalid additional property: text"),
    ([without(image(), "alt_text")], "missing required field: alt_text"),
    ([image(alt_text="")], "must be more than 0 characters [json-pointer:/blocks/0/alt_text]"),
    ([image(alt_text=a(2001))], "must be less than 2001 characters"),
    ([image(title=plain(a(2001)))], "must be less than 2001 characters"),
    ([image(title=mrkdwn())], "unsupported type: mrkdwn"),
    ([image(image_url="https://a.example/" + a(2983))], "must be less than 3001 characters"),
    ([image(image_url="c.png")], "must be a valid URL"),
    ([without(image(), "image_url")], "must define exactly one of `image_url`, `slack_file`"),
    ([image(slack_file={"id": "F1"})], "must define exactly one of `image_url`, `slack_file`"),
    (
        [without(image(), "image_url") | {"slack_file": {"id": ""}}],
        "must be more than 0 characters [json-pointer:/blocks/0/slack_file/id]",
    ),
    (
        [without(image(), "image_url") | {"slack_file": {"url": "F1"}}],
        "must be a valid URL [json-pointer:/blocks/0/slack_file/url]",
    ),
    (
        [without(image(), "image_url") | {"slack_file": {}}],
        "must define exactly one of `id`, `url`",
    ),
    (
        [without(image(), "image_url") | {"slack_file": {"id": "F1", "url": "https://a.b"}}],
        "must define exactly one of `id`, `url`",
    ),
    # actions and buttons
    ([actions(*buttons(26))], "no more than 25 items allowed"),
    ([actions()], "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    ([{"type": "actions"}], "missing required field: elements"),
    ([actions({"type": "lever"})], "unsupported type: lever"),
    ([actions(entry())], "unsupported type: plain_text_input"),
    ([actions(entry("number_input"))], "unsupported type: number_input"),
    ([actions(menu("multi_static_select"))], "unsupported type: multi_static_select"),
    ([actions(image())], "unsupported type: image"),
    (in_actions(text=plain(a(76))), "must be less than 76 characters"),
    (in_actions(text=mrkdwn()), "unsupported type: mrkdwn"),
    (in_actions(text="Done"), "must provide an object"),
    (in_actions(value=a(2001)), "must be less than 2001 characters"),
    (in_actions(value=7), "must provide a string"),
    (in_actions(url="https://a.example/" + a(2983)), "must be less than 3001 characters"),
    (in_actions(url="a.example"), "must be a valid URL"),
    (in_actions(accessibility_label=a(76)), "must be less than 76 characters"),
    (in_actions(style="default"), "must be one of: primary, danger"),
    (in_actions(action_id=a(256)), "must be less than 256 characters"),
    (in_actions(action_id=""), "must be more than 0 characters"),
    (in_actions(action_id=["done"]), "must provide a string"),
    (in_actions(color="red"), "invalid additional property: color"),
    # ids are unique
    ([section(block_id=a(256))], "must be less than 256 characters"),
    ([section(block_id="b"), section(block_id="b")], "`block_id` b already exists"),
    ([actions(button(), button())], "`action_id` done already exists"),
    ([actions(button()), actions(button())], "`action_id` done already exists"),
    # confirm
    (confirmed(title=plain(a(101))), "must be less than 101 characters"),
    (confirmed(title=mrkdwn()), "unsupported type: mrkdwn"),
    (confirmed(text=mrkdwn(a(301))), "must be less than 301 characters"),
    (confirmed(confirm=plain(a(31))), "must be less than 31 characters"),
    (confirmed(deny=plain(a(31))), "must be less than 31 characters"),
    (confirmed(style="loud"), "must be one of: primary, danger"),
    (in_actions(confirm={"title": plain()}), "missing required field: deny"),
    # context
    ([context(*[mrkdwn()] * 11)], "no more than 10 items allowed"),
    ([context()], "no fewer than 1 items allowed"),
    ([context(button())], "unsupported type: button"),
    ([context(plain(""))], "must be more than 0 characters"),
    ([context(plain(emoji=1))], "must provide a boolean"),
    ([context(mrkdwn(a(3001)))], "must be less than 3001 characters"),
    ([context(mrkdwn(verbatim=1))], "must provide a boolean"),
    # menus and options
    (chosen(options=options(101)), "no more than 100 items allowed"),
    (chosen(options=[]), "no fewer than 1 items allowed"),
    (chosen(options=[option(a(76))]), "must be less than 76 characters"),
    (chosen(options=[option(value=a(76), text=plain())]), "must be less than 76 characters"),
    (chosen(options=[option(text=mrkdwn())]), "unsupported type: mrkdwn"),
    (chosen(options=[option(description=plain(a(76)))]), "must be less than 76 characters"),
    (chosen(options=[option(url="https://a.example")]), "invalid additional property: url"),
    (chosen(options=[option(type="option")]), "invalid additional property: type"),
    (chosen(options=[{"text": plain()}]), "missing required field: value"),
    (chosen(placeholder=plain(a(151))), "must be less than 151 characters"),
    (chosen(placeholder=mrkdwn()), "unsupported type: mrkdwn"),
    (chosen(initial_option=option("nine")), "initial options must be among the options"),
    (chosen(initial_option=None), "must provide an object"),
    (chosen(option_groups=groups(1)), "must define exactly one of `options`, `option_groups`"),
    (grouped(), "must define exactly one of `options`, `option_groups`"),
    (grouped(option_groups=groups(101)), "no more than 100 items allowed"),
    (grouped(option_groups=groups(1, 101)), "no more than 100 items allowed"),
    (grouped(option_groups=groups(1, 1, a(76))), "must be less than 76 characters"),
    (
        grouped(option_groups=groups(1), initial_option=option("nine")),
        "initial options must be among the options",
    ),
    (
        [section(accessory=menu("multi_static_select", initial_options=[option("nine")]))],
        "initial options must be among the options",
    ),
    (listed("checkboxes", options=options(11)), "no more than 10 items allowed"),
    (listed("checkboxes", options=[]), "no fewer than 1 items allowed"),
    (listed("checkboxes", initial_options=options(1) * 11), "no more than 10 items allowed"),
    (listed("checkboxes", initial_options=[option("nine")]), "must be among the options"),
    (listed("radio_buttons", options=options(11)), "no more than 10 items allowed"),
    (listed("radio_buttons", initial_option=option("nine")), "must be among the options"),
    (listed("radio_buttons", placeholder=plain()), "invalid additional property: placeholder"),
    (listed("overflow", options=options(6)), "no more than 5 items allowed"),
    (listed("overflow", options=[]), "no fewer than 1 items allowed"),
    (listed("radio_buttons", options=[option(text=mrkdwn(a(76)))]), "less than 76 characters"),
    (listed("radio_buttons", confirm={}), "missing required field: title"),
    (listed("radio_buttons", focus_on_load=1), "must provide a boolean"),
    (listed("overflow", options=[option(a(76))]), "must be less than 76 characters"),
    (listed("overflow", options=[option(text=plain(a(76)))]), "must be less than 76 characters"),
    (listed("overflow", options=[option(url="a")]), "must be a valid URL"),
    (listed("overflow", confirm={}), "missing required field: title"),
    (chosen(initial_option=option(a(76))), "must be less than 76 characters"),
    # pickers
    ([actions(entry("timepicker", initial_time="9:05"))], "in the format HH:mm"),
    ([actions(entry("timepicker", initial_time="24:00"))], "in the format HH:mm"),
    ([actions(entry("timepicker", initial_time="09:05:00"))], "in the format HH:mm"),
    ([actions(entry("timepicker", timezone="Berlin"))], "must be an IANA time zone"),
    ([actions(entry("datepicker", initial_date="2027-02-29"))], "in the format YYYY-MM-DD"),
    ([actions(entry("datepicker", initial_date="20270201"))], "in the format YYYY-MM-DD"),
    ([actions(entry("external_select", min_query_length=-1))], "must be a number from 0"),
    ([actions(entry("external_select", initial_option="one"))], "must provide an object"),
    (many("external", min_query_length=-1), "must be a number from 0"),
    (many("external", initial_options=[]), "no fewer than 1 items"),
    (many("external", color="red"), "invalid additional property: color"),
    (many("static", options=options(2), initial_options=[]), "no fewer than 1 items"),
    (many("static", options=options(2), max_selected_items=0), "a number from 1"),
    (many("external", initial_options=options(101)), "no more than 100 items"),
    (many("external", max_selected_items=0), "a number from 1"),
    (many("static"), "must define exactly one of `options`, `option_groups`"),
    (many("static", options=options(1), initial_options=options(1) * 101), "no more than 100"),
    # input
    ([without(question(), "label")], "missing required field: label"),
    ([without(question(), "element")], "missing required field: element"),
    ([question(label=mrkdwn())], "unsupported type: mrkdwn"),
    ([question(label=plain(a(2001)))], "must be less than 2001 characters"),
    ([question(hint=plain(a(2001)))], "must be less than 2001 characters"),
    ([question(button())], "unsupported type: button"),
    ([question(menu("overflow"))], "unsupported type: overflow"),
    ([question(optional="yes")], "must provide a boolean"),
    ([question(dispatch_action="yes")], "must provide a boolean"),
    (asked(max_length=0), "must be a number from 1 to 3000"),
    (asked(max_length=3001), "must be a number from 1 to 3000"),
    (asked(min_length=3001), "must be a number from 0 to 3000"),
    (asked(min_length="1"), "must provide a whole number"),
    (asked(max_length=True), "must provide a whole number"),
    (asked(initial_value=a(3001)), "must be less than 3001 characters"),
    (asked(placeholder=plain(a(151))), "must be less than 151 characters"),
    (asked(multiline=1), "must provide a boolean"),
    (asked(dispatch_action_config={"trigger_actions_on": ["on_click"]}), "must be one of"),
    (
        asked(dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"] * 3}),
        "no more than 2 items",
    ),
    (number_input(initial_value=""), "must be a number in a string"),
    (number_input(max_value=1), "must be a number in a string"),
    (asked(dispatch_action_config={}), "missing required field: trigger_actions_on"),
    (asked(options=options(1)), "invalid additional property: options"),
    (
        [
            question(entry(focus_on_load=True)),
            question(entry("number_input", "n", is_decimal_allowed=True, focus_on_load=True)),
        ],
        "only one element may have `focus_on_load`",
    ),
    ([question(entry("number_input"))], "missing required field: is_decimal_allowed"),
    (number_input(is_decimal_allowed="no"), "must provide a boolean"),
    (number_input(min_value="2", max_value="1"), "must not be greater than `max_value`"),
    (number_input(min_value=1), "must be a number in a string"),
    (number_input(initial_value="one"), "must be a number in a string"),
]


@pytest.mark.parametrize("blocks", RIGHT, ids=count())
def test_what_slack_accepts_passes(blocks: list[Block]) -> None:
    assert faults_in_message(blocks) == []


@pytest.mark.parametrize(("blocks", "fault"), WRONG, ids=count())
def test_what_slack_refuses_is_reported(blocks: list[Block], fault: str) -> None:
    faults = faults_in_message(blocks)
    assert any(fault in found for found in faults), faults


@pytest.mark.parametrize(
    "kind",
    ["card", "carousel", "context_actions", "file", "markdown", "rich_text", "table", "video"],
)
def test_a_block_limber_does_not_send_is_refused_by_name(kind: str) -> None:
    refused = f"unsupported type: {kind} [json-pointer:/blocks/0/type]"
    assert faults_in_message([{"type": kind}]) == [refused]


@pytest.mark.parametrize(
    "kind",
    ["conversations_select", "datetimepicker", "email_text_input", "multi_users_select"],
)
def test_an_element_limber_does_not_send_is_refused_by_name(kind: str) -> None:
    element = {"type": kind, "action_id": "a"}
    for block, place in (
        (actions(element), "elements/0"),
        (section(accessory=element), "accessory"),
        (question(element), "element"),
    ):
        refused = f"unsupported type: {kind} [json-pointer:/blocks/0/{place}/type]"
        assert faults_in_message([block]) == [refused]


@pytest.mark.parametrize("blocks", ["[]", {}, 7])
def test_blocks_must_be_an_array(blocks: object) -> None:
    assert faults_in_message(blocks) == ["must provide an array [json-pointer:/blocks]"]


def test_a_file_the_bot_cannot_see_is_refused_in_every_place_for_images() -> None:
    seen = without(image(), "image_url") | {"slack_file": {"id": "F1"}}
    for blocks in ([seen], [context(seen)], [section(accessory=seen)]):
        faults = faults_in_message(blocks, sees_file=lambda file: False)
        assert [fault for fault in faults if fault.startswith("invalid slack file")], faults
        assert faults_in_message(blocks, sees_file=lambda file: file == {"id": "F1"}) == []


def test_the_text_of_all_blocks_together_has_a_limit() -> None:
    assert not is_too_long([section(a(3000))] * 4 + [section(a(1000))])
    assert is_too_long([section(a(3000))] * 4 + [section(a(1001))])
