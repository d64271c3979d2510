"""The rich_text block: sections, lists, quotes and preformatted text, and the runs in them.

Source: docs.slack.dev/reference/block-deps/blocks/rich-text-block.
"""

from collections.abc import Mapping

from bot.playground.blockkit.checks import (
    Check,
    boolean,
    list_of,
    one_of,
    record,
    string,
    typed,
    unique,
    whole,
)
from bot.playground.blockkit.compositions import url

_STYLE = record(
    {},
    dict.fromkeys(
        (
            "bold",
            "italic",
            "strike",
            "underline",
            "code",
            "highlight",
            "client_highlight",
            "unlink",
        ),
        boolean,
    ),
)
_STYLED: Mapping[str, Check] = {"style": _STYLE}

RUN = typed(
    {
        "text": record({"text": string()}, _STYLED),
        "link": record({"url": url}, {**_STYLED, "text": string(), "unsafe": boolean}),
        "emoji": record(
            {"name": string()}, {**_STYLED, "unicode": string(), "skin_tone": whole(1, 6)}
        ),
        "user": record({"user_id": string()}, _STYLED),
        "usergroup": record({"usergroup_id": string()}, _STYLED),
        "channel": record({"channel_id": string()}, _STYLED),
        "broadcast": record({"range": one_of("here", "channel", "everyone")}, _STYLED),
        "color": record({"value": string()}, _STYLED),
        "date": record(
            {"timestamp": whole(0), "format": string()},
            {**_STYLED, "url": url, "fallback": string()},
        ),
    }
)
_RUNS: Mapping[str, Check] = {"elements": list_of(RUN)}
_SECTION = record(_RUNS)
_BORDER: Mapping[str, Check] = {"border": whole(0, 1)}

RICH_TEXT = record(
    {
        "elements": list_of(
            typed(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_quote": record(_RUNS, _BORDER),
                    "rich_text_preformatted": record(_RUNS, {**_BORDER, "language": string()}),
                    "rich_text_list": record(
                        {
                            "style": one_of("bullet", "ordered"),
                            "elements": list_of(typed({"rich_text_section": _SECTION})),
                        },
                        {**_BORDER, "indent": whole(0, 8), "offset": whole(0)},
                    ),
                }
            )
        )
    },
    {"block_id": unique("block_id")},
)
