"""Everything that people can do, one line per feature, in the order of help.

The most used buttons come first: Bolt asks listeners in this order.
"""

from pkgutil import resolve_name
from typing import cast

from bot.cards.parts.blocks import Card
from bot.cards.people.help_cards import help_card
from bot.usecases.deps import Deps
from bot.usecases.people.lookup import find_member
from bot.usecases.registry import Command, Feature, Registry, command, commands
from bot.usecases.requests import Request

NAMES = (
    "breaks.stretching:Stretching",
    "breaks.feedback:Feedbacks",
    "breaks.search:Search",
    "breaks.self_check:SelfChecks",
    "breaks.browsing:Browsing",
    "breaks.plans:Plans",
    "teams.group_breaks:GroupBreaks",
    "people.membership:Membership",
    "people.pausing:Pausing",
    "people.workdays:Workdays",
    "people.frequency:Frequency",
    "breaks.check_in:CheckIn",
    "people.quieting:Quieting",
    "people.settings:PersonalSettings",
    "home.overviews:Overviews",
    "home.week_notes:WeekNotes",
    "teams.teams:Teams",
    "teams.team_settings:TeamSettings",
    "teams.leaderboards:Leaderboards",
    "teams.digests:WeeklyDigests",
    "privacy.exporting:Exporting",
    "privacy.forgetting:Forgetting",
)
"""Module and class below bot.usecases. Named, not imported, so that each is written once."""


class Help:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    @command("help", "?", hints={"help": "what you can type"})
    async def help(self, request: Request) -> Card:
        words = self._deps.words(await find_member(self._deps, request.who))
        return help_card(words, [it.help for it in all_commands() if it.help])


FEATURES = (*(cast(Feature, resolve_name(f"bot.usecases.{it}")) for it in NAMES), Help)


def all_commands() -> tuple[Command, ...]:
    return commands(FEATURES)


def open_registry(deps: Deps) -> Registry:
    return Registry(FEATURES, deps)
