"""Every rule for blocks and elements: what is just right passes, what is just wrong does not."""

from itertools import count
from typing import Any

import pytest

from bot.playground.blockkit import faults_in_message, is_too_long
from tests.playground.making import (
    Block,
    actions,
    button,
    card,
    carousel,
    confirm,
    entry,
    image,
    menu,
    mrkdwn,
    option,
    options,
    plain,
    question,
    rich_text,
    section,
    table,
    task,
    video,
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


def said(text: Any) -> Block:
    return {"type": "section", "text": text}


def header(text: Any) -> Block:
    return {"type": "header", "text": text}


def markdown(text: str) -> Block:
    return {"type": "markdown", "text": text}


def number_input(**more: Any) -> list[Block]:
    return [question(entry("number_input", **{"is_decimal_allowed": False, **more}))]


def groups(number: int, each: int = 1, label: str = "Group") -> list[Block]:
    return [{"label": plain(label), "options": options(each)} for _ in range(number)]


def grouped(**more: Any) -> list[Block]:
    return [actions(without(menu(), "options") | more)]


def context_actions(number: int) -> list[Block]:
    trash = {"type": "icon_button", "icon": "trash", "text": plain("Delete")}
    return [{"type": "context_actions", "elements": [trash] * number}]


def trash(**more: Any) -> list[Block]:
    element = {"type": "icon_button", "icon": "trash", "text": plain("Delete")}
    return [{"type": "context_actions", "elements": [{**element, **more}]}]


def many(kind: str, **more: Any) -> list[Block]:
    return [section(accessory=entry(f"multi_{kind}_select", **more))]


def rated(**more: Any) -> Block:
    return {"text": plain("Good"), "value": "up", **more}


def rich(**element: Any) -> list[Block]:
    return [rich_text(elements=[element])]


def feedback(**more: Any) -> list[Block]:
    good = {"text": plain("Good"), "value": "up"}
    element = {"type": "feedback_buttons", "positive_button": good, "negative_button": good}
    return [{"type": "context_actions", "elements": [{**element, **more}]}]


def rich_list(**more: Any) -> list[Block]:
    of_sections = rich_text()["elements"]
    return [
        rich_text(
            elements=[
                {"type": "rich_text_list", "style": "bullet", "elements": of_sections, **more}
            ]
        )
    ]


def rich_run(**run: Any) -> list[Block]:
    return [rich_text(elements=[{"type": "rich_text_section", "elements": [run]}])]


RUNS = [{"type": "text", "text": "Hello"}]

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
    [actions(entry("datetimepicker", initial_date_time=1_700_000_000))],
    [actions(entry("users_select", initial_user="U1"))],
    [actions(entry("conversations_select", filter={"include": ["im"]}))],
    [section(accessory=entry("multi_users_select", max_selected_items=1))],
    [question(menu("multi_static_select"), hint=plain(a(2000)), optional=True)],
    [question(entry(), label=plain(a(2000)), dispatch_action=True)],
    [question(menu("radio_buttons"))],
    asked(initial_value=a(3000), min_length=0, max_length=3000, multiline=True),
    asked(dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]}),
    asked(focus_on_load=True),
    number_input(min_value="1", max_value="1", initial_value="1"),
    [question(entry("email_text_input"))],
    [markdown(a(12_000))],
    [markdown(a(6_000)), markdown(a(6_000))],
    [table(100, 20, column_settings=[{"align": "right", "is_wrapped": True}] * 20)],
    [table() | {"rows": [[rich_text(), {"type": "raw_number", "value": 1.5, "text": "1½"}]]}],
    [card(title=mrkdwn(a(150)), subtitle=plain(a(150)), body=mrkdwn(a(200)))],
    [card(hero_image=image(), icon=image(), actions=[button()])],
    [without(card(), "title") | {"actions": [button()]}],
    [carousel(1)],
    [carousel(10)],
    context_actions(5),
    feedback(),
    [task(details=rich_text(), sources=[{"type": "url", "url": "https://a.b", "text": "A"}])],
    [{"type": "plan", "title": "Plan", "tasks": [task()]}],
    [video(title=plain(a(199)), author_name=a(49))],
    [rich_text()],
    rich_list(indent=8, border=1),
    rich_run(type="emoji", name="cat", style={"bold": True}),
    rich_run(type="link", url="https://a.example", text="A"),
    rich_run(type="emoji", name="wave", skin_tone=6),
    rich_run(type="user", user_id="U1"),
    rich_run(type="usergroup", usergroup_id="S1"),
    rich_run(type="channel", channel_id="C1"),
    rich_run(type="broadcast", range="here"),
    rich_run(type="color", value="#fff"),
    rich_run(type="date", timestamp=1, format="{date}"),
    [rich_text(elements=[{"type": "rich_text_quote", "elements": RUNS, "border": 1}])],
    [rich_text(elements=[{"type": "rich_text_preformatted", "elements": RUNS}])],
    trash(value=a(2000), accessibility_label=a(75), text=plain(a(75))),
    feedback(positive_button=rated(value=a(2000), accessibility_label=a(75))),
    [video(alt_text=a(2000), description=plain(), title_url="https://a.b")],
    [{"type": "section", "text": plain()}],
    [context(mrkdwn(a(3000)), plain(a(3000)))],
    [section(accessory=menu("multi_static_select", initial_options=options(1)))],
    [actions(entry("external_select", min_query_length=0))],
    [section(accessory=entry("multi_channels_select", initial_channels=["C1"]))],
    [actions(entry("datetimepicker", initial_date_time=1_000_000_000))],
    [actions(entry("datetimepicker", initial_date_time=9_999_999_999))],
]

WRONG: list[tuple[list[Any], str]] = [
    ([section()] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    (["text"], "must provide an object [json-pointer:/blocks/0]"),
    ([{"text": "no type"}], "unsupported type:  [json-pointer:/blocks/0/type]"),
    ([{"type": "hologram"}], "unsupported type: hologram [json-pointer:/blocks/0/type]"),
    ([{"type": "container", "child_blocks": [section()]}], "unsupported type: container"),
    ([{"type": "file", "external_id": "1", "source": "remote"}], "unsupported type: file"),
    # text objects
    ([section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ([section(a(3001))], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    ([said({"type": "mrkdwn"})], "missing required field: text"),
    ([said(mrkdwn(emoji=True))], "invalid additional property: emoji"),
    ([said(plain(verbatim=True))], "invalid additional property: verbatim"),
    ([said(mrkdwn(verbatim="no"))], "must provide a boolean"),
    ([said({"type": "raw_text", "text": "no"})], "unsupported type: raw_text"),
    ([said("no")], "must provide an object [json-pointer:/blocks/0/text]"),
    ([said({"type": "mrkdwn", "text": None})], "must provide a string"),
    # section
    ([{"type": "section"}], "must define either `text` or `fields` [json-pointer:/blocks/0]"),
    ([section(fields=[mrkdwn()] * 11)], "no more than 10 items allowed"),
    ([section(fields=[])], "no fewer than 1 items allowed [json-pointer:/blocks/0/fields]"),
    ([section(fields=[mrkdwn(a(2001))])], "must be less than 2001 characters"),
    ([section(fields=mrkdwn())], "must provide an array"),
    ([section(expand="yes")], "must provide a boolean"),
    ([section(colour="red")], "invalid additional property: colour [json-pointer:/blocks/0]"),
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
    (in_actions(colour="red"), "invalid additional property: colour"),
    # ids are unique
    ([section(block_id=a(256))], "must be less than 256 characters"),
    ([section(block_id="b"), section(block_id="b")], "`block_id` b already exists"),
    ([actions(button(), button())], "`action_id` done already exists"),
    ([actions(button()), actions(button())], "`action_id` done already exists"),
    ([card(block_id="b"), {"type": "divider", "block_id": "b"}], "`block_id` b already exists"),
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
    ([actions(entry("datetimepicker", initial_date_time=999_999_999))], "must be a number from"),
    ([actions(entry("datetimepicker", initial_date_time=10**10))], "must be a number from"),
    ([actions(entry("datetimepicker", initial_date_time="soon"))], "must provide a whole number"),
    ([section(accessory=entry("multi_users_select", max_selected_items=0))], "a number from 1"),
    ([actions(entry("users_select", initial_user=""))], "must be more than 0 characters"),
    ([actions(entry("channels_select", initial_channel=""))], "must be more than 0 characters"),
    ([actions(entry("channels_select", response_url_enabled=1))], "must provide a boolean"),
    ([actions(entry("external_select", min_query_length=-1))], "must be a number from 0"),
    ([actions(entry("external_select", initial_option="one"))], "must provide an object"),
    ([actions(entry("conversations_select", initial_conversation=""))], "more than 0 characters"),
    ([actions(entry("conversations_select", response_url_enabled=1))], "must provide a boolean"),
    ([actions(entry("conversations_select", default_to_current_conversation=1))], "a boolean"),
    ([actions(entry("conversations_select", filter={"exclude_bot_users": 1}))], "a boolean"),
    ([actions(entry("conversations_select", filter={"include": []}))], "no fewer than 1 items"),
    (many("external", min_query_length=-1), "must be a number from 0"),
    (many("external", initial_options=[]), "no fewer than 1 items"),
    (many("external", colour="red"), "invalid additional property: colour"),
    (many("channels", initial_channels=[]), "no fewer than 1 items"),
    (many("channels", colour="red"), "invalid additional property: colour"),
    (many("conversations", initial_conversations=[]), "no fewer than 1 items"),
    (many("conversations", default_to_current_conversation=1), "must provide a boolean"),
    (many("conversations", filter={"include": []}), "no fewer than 1 items"),
    (many("static", options=options(2), initial_options=[]), "no fewer than 1 items"),
    (
        [actions(entry("conversations_select", filter={"exclude_external_shared_channels": 1}))],
        "must provide a boolean",
    ),
    ([section(accessory=entry("multi_users_select", initial_users=[]))], "no fewer than 1 items"),
    ([actions(entry("conversations_select", filter={"include": ["x"]}))], "must be one of: im"),
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
    (asked(initial_value=a(3001)), "must be less than 3001 characters"),
    (asked(placeholder=plain(a(151))), "must be less than 151 characters"),
    (asked(multiline=1), "must provide a boolean"),
    (asked(dispatch_action_config={"trigger_actions_on": ["on_click"]}), "must be one of"),
    ([question(entry("email_text_input", initial_value=""))], "must be more than 0 characters"),
    ([question(entry("email_text_input", colour=1))], "invalid additional property: colour"),
    ([question(entry("url_text_input", initial_value=""))], "must be more than 0 characters"),
    (number_input(max_value=1), "must be a number in a string"),
    (asked(dispatch_action_config={}), "missing required field: trigger_actions_on"),
    (asked(options=options(1)), "invalid additional property: options"),
    (
        [
            question(entry(focus_on_load=True)),
            question(entry("url_text_input", "u", focus_on_load=True)),
        ],
        "only one element may have `focus_on_load`",
    ),
    ([question(entry("number_input"))], "missing required field: is_decimal_allowed"),
    (number_input(is_decimal_allowed="no"), "must provide a boolean"),
    (number_input(min_value="2", max_value="1"), "must not be greater than `max_value`"),
    (number_input(min_value=1), "must be a number in a string"),
    (number_input(initial_value="one"), "must be a number in a string"),
    # markdown, tables, cards
    ([markdown(a(12_001))], "must be less than 12001 characters in all"),
    ([markdown(None)], "must provide a string"),  # type: ignore[arg-type]
    ([markdown("")], "must be more than 0 characters"),
    ([markdown(a(6_000)), markdown(a(6_001))], "less than 12001 characters in all"),
    ([table(101)], "no more than 100 items allowed"),
    ([table(0)], "no fewer than 1 items allowed"),
    ([table(1, 21)], "no more than 20 items allowed"),
    ([table(column_settings=[{}] * 21)], "no more than 20 items allowed"),
    ([table(column_settings=[{"align": "middle"}])], "must be one of: left, center, right"),
    ([table(column_settings=[{"is_wrapped": "yes"}])], "must provide a boolean"),
    ([table() | {"rows": [[rich_text(elements=[])]]}], "no fewer than 1 items allowed"),
    ([table() | {"rows": [[{"type": "raw_number", "value": 1, "text": ""}]]}], "more than 0"),
    ([table(), table()], "only one table is allowed in a message"),
    ([table() | {"rows": [[plain()]]}], "unsupported type: plain_text"),
    ([table() | {"rows": [[{"type": "raw_text", "text": ""}]]}], "more than 0 characters"),
    ([table() | {"rows": [[{"type": "raw_number", "value": "1", "text": "1"}]]}], "a number"),
    ([card(title=mrkdwn(a(151)))], "must be less than 151 characters"),
    ([card(subtitle=mrkdwn(a(151)))], "must be less than 151 characters"),
    ([card(body=mrkdwn(a(201)))], "must be less than 201 characters"),
    ([{"type": "card", "subtitle": plain()}], "must define either `hero_image` or `title`"),
    ([card(actions=[menu()])], "unsupported type: static_select"),
    ([card(hero_image=without(image(), "alt_text"))], "missing required field: alt_text"),
    ([carousel(0)], "no fewer than 1 items allowed"),
    ([carousel(11)], "no more than 10 items allowed"),
    ([{"type": "carousel", "elements": [section()]}], "unsupported type: section"),
    ([{"type": "carousel", "elements": [card(body=mrkdwn(a(201)))]}], "less than 201 characters"),
    # small buttons
    (context_actions(6), "no more than 5 items allowed"),
    (context_actions(0), "no fewer than 1 items allowed"),
    (trash(icon="skull"), "must be one of: trash"),
    (trash(text=plain(a(76))), "must be less than 76 characters"),
    (trash(value=a(2001)), "must be less than 2001 characters"),
    (trash(accessibility_label=a(76)), "must be less than 76 characters"),
    (trash(confirm={}), "missing required field: title"),
    (trash(visible_to_user_ids=["U1", ""]), "must be more than 0 characters"),
    (feedback(positive_button={"value": "up"}), "missing required field: text"),
    (feedback(negative_button={"text": plain()}), "missing required field: value"),
    (feedback(positive_button=rated(value=a(2001))), "must be less than 2001 characters"),
    (feedback(positive_button=rated(accessibility_label=a(76))), "less than 76 characters"),
    ([{"type": "context_actions", "elements": [button()]}], "unsupported type: button"),
    # tasks and plans
    ([without(task(), "title")], "missing required field: title"),
    ([task(task_id="")], "must be more than 0 characters"),
    ([task(title="")], "must be more than 0 characters"),
    ([task(status="done")], "must be one of: pending"),
    ([task(details=section())], "unsupported type: section"),
    ([task(details=rich_text(elements=[]))], "no fewer than 1 items allowed"),
    ([task(output=rich_text(elements=[]))], "no fewer than 1 items allowed"),
    ([task(sources=[{"type": "url", "url": "a", "text": "A"}])], "must be a valid URL"),
    ([task(sources=[{"type": "url", "url": "https://a.b", "text": ""}])], "more than 0 characters"),
    ([{"type": "plan", "title": "Plan", "tasks": [section()]}], "unsupported type: section"),
    ([{"type": "plan", "title": "Plan", "tasks": [task(title="")]}], "more than 0 characters"),
    ([{"type": "plan", "title": ""}], "must be more than 0 characters"),
    # videos
    ([without(video(), "alt_text")], "missing required field: alt_text"),
    ([video(alt_text="")], "must be more than 0 characters"),
    ([video(alt_text=a(2001))], "must be less than 2001 characters"),
    ([video(title=plain(a(200)))], "must be less than 200 characters"),
    ([video(thumbnail_url="c.png")], "must be a valid URL"),
    ([video(video_url="c")], "must be a valid URL"),
    ([video(title_url="c")], "must be a valid URL"),
    ([video(provider_icon_url="c.png")], "must be a valid URL"),
    ([video(description=mrkdwn())], "unsupported type: mrkdwn"),
    ([video(provider_name="")], "must be more than 0 characters"),
    ([video(author_name=a(50))], "must be less than 50 characters"),
    # rich text
    ([rich_text(elements=[])], "no fewer than 1 items allowed"),
    ([rich_text(elements=[section()])], "unsupported type: section"),
    ([rich_text(block_id=a(256))], "must be less than 256 characters"),
    (rich(type="rich_text_section", elements=[]), "no fewer than 1 items allowed"),
    (rich(type="rich_text_quote", elements=[{"type": "sound"}]), "unsupported type: sound"),
    (rich(type="rich_text_preformatted", elements=RUNS, border=2), "a number from 0 to 1"),
    (rich(type="rich_text_preformatted", elements=RUNS, language=""), "more than 0 characters"),
    (rich_list(style="stars"), "must be one of: bullet, ordered"),
    (rich_list(indent=9), "must be a number from 0 to 8"),
    (rich_list(offset=-1), "must be a number from 0"),
    (rich_list(elements=[section()]), "unsupported type: section"),
    (rich_list(elements=[{"type": "rich_text_section"}]), "missing required field: elements"),
    (rich_run(type="sound"), "unsupported type: sound"),
    (rich_run(type="text", text=""), "must be more than 0 characters"),
    (rich_run(type="text", text="a", style={"loud": True}), "invalid additional property: loud"),
    (rich_run(type="text", text="a", style={"bold": 1}), "must provide a boolean"),
    (rich_run(type="link", url="a"), "must be a valid URL"),
    (rich_run(type="link", url="https://a.b", text=""), "must be more than 0 characters"),
    (rich_run(type="link", url="https://a.b", unsafe=1), "must provide a boolean"),
    (rich_run(type="emoji", name=""), "must be more than 0 characters"),
    (rich_run(type="emoji", name="a", unicode=""), "must be more than 0 characters"),
    (rich_run(type="emoji", name="a", skin_tone=7), "must be a number from 1 to 6"),
    (rich_run(type="emoji", name="a", skin_tone=0), "must be a number from 1 to 6"),
    (rich_run(type="user", user_id=""), "must be more than 0 characters"),
    (rich_run(type="usergroup", usergroup_id=""), "must be more than 0 characters"),
    (rich_run(type="channel", channel_id=""), "must be more than 0 characters"),
    (rich_run(type="broadcast", range="all"), "must be one of: here"),
    (rich_run(type="color", value=""), "must be more than 0 characters"),
    (rich_run(type="date", timestamp="1", format="a"), "must provide a whole number"),
    (rich_run(type="date", timestamp=1, format=""), "must be more than 0 characters"),
    (rich_run(type="date", timestamp=1, format="a", url="a"), "must be a valid URL"),
    (rich_run(type="date", timestamp=1, format="a", fallback=""), "more than 0 characters"),
]


@pytest.mark.parametrize("blocks", RIGHT, ids=count())
def test_what_slack_takes_passes(blocks: list[Block]) -> None:
    assert faults_in_message(blocks) == []


@pytest.mark.parametrize(("blocks", "fault"), WRONG, ids=count())
def test_what_slack_refuses_is_named(blocks: list[Block], fault: str) -> None:
    faults = faults_in_message(blocks)
    assert any(fault in found for found in faults), faults


@pytest.mark.parametrize("blocks", ["[]", {}, 7])
def test_blocks_are_an_array(blocks: object) -> None:
    assert faults_in_message(blocks) == ["must provide an array [json-pointer:/blocks]"]


def test_a_file_nobody_can_see_is_refused_wherever_a_picture_may_stand() -> None:
    seen = without(image(), "image_url") | {"slack_file": {"id": "F1"}}
    for blocks in ([seen], [context(seen)], [section(accessory=seen)], [card(icon=seen)]):
        faults = faults_in_message(blocks, sees_file=lambda file: False)
        assert [fault for fault in faults if fault.startswith("invalid slack file")], faults
        assert faults_in_message(blocks, sees_file=lambda file: file == {"id": "F1"}) == []


def test_the_text_of_all_blocks_together_has_a_limit() -> None:
    assert not is_too_long([section(a(3000))] * 4 + [section(a(1000))])
    assert is_too_long([section(a(3000))] * 4 + [section(a(1001))])
