"""Joining, leaving and help."""

from collections.abc import Iterator
from dataclasses import replace

from bot.cards.people import help_cards, membership_cards
from bot.domain.calendar.work_week import WorkWeek
from bot.domain.settings.preferences import Preferences
from bot.library.words import Words
from bot.usecases.features import all_commands
from tests.cards.gallery.samples import IDLE, LONG_TEXT, MEMBER, NOW, Named


def every(words: Words) -> Iterator[Named]:
    for name, member in (
        ("due", MEMBER),
        ("idle", IDLE),
        ("with fixed times", replace(MEMBER, preferences=Preferences(fixed_times=(600, 750)))),
        ("in UTC", replace(MEMBER, zone="Etc/UTC")),
        ("without hours", replace(IDLE, preferences=Preferences(week=WorkWeek(((),) * 7)))),
        *(
            (f"of {it}", replace(MEMBER, preferences=Preferences(holidays=it)))
            for it in ("", "1", "1-2")
        ),
    ):
        yield f"joined {name}", membership_cards.joined(words, member, NOW)
        yield f"already joined {name}", membership_cards.already_joined(words, member)
    yield (
        "count me in",
        membership_cards.count_me_in(words, membership_cards.already_joined(words, IDLE)),
    )
    yield "left", membership_cards.left(words)
    yield "not a member", membership_cards.not_a_member(words)
    yield "no longer a member", membership_cards.not_a_member(words, left=True)
    yield "how to stop", membership_cards.how_to_stop(words)
    yield "help", help_cards.help_card(words, [it.help for it in all_commands() if it.help])
    for nearest in ((), ("join",), ("join", "dead bug", "leave")):
        yield f"unknown {len(nearest)}", help_cards.unknown(words, LONG_TEXT, nearest)
