"""Everything that people can do: each feature's import, and its place in help."""

from bot.cards.parts.blocks import Card
from bot.cards.people.help_cards import help_card
from bot.usecases.breaks.browsing import Browsing
from bot.usecases.breaks.check_in import CheckIn
from bot.usecases.breaks.feedback import Feedbacks
from bot.usecases.breaks.plans import Plans
from bot.usecases.breaks.search import Search
from bot.usecases.breaks.self_check import SelfChecks
from bot.usecases.breaks.stretching import Stretching
from bot.usecases.deps import Deps
from bot.usecases.home.overviews import Overviews
from bot.usecases.people.frequency import Frequency
from bot.usecases.people.lookup import find_member
from bot.usecases.people.membership import Membership
from bot.usecases.people.pausing import Pausing
from bot.usecases.people.quieting import Quieting
from bot.usecases.people.settings import PersonalSettings
from bot.usecases.people.workdays import Workdays
from bot.usecases.privacy.exporting import Exporting
from bot.usecases.privacy.forgetting import Forgetting
from bot.usecases.registry import Command, Feature, Registry, command, commands
from bot.usecases.requests import Request
from bot.usecases.teams.digests import WeeklyDigests
from bot.usecases.teams.group_breaks import GroupBreaks
from bot.usecases.teams.leaderboards import Leaderboards
from bot.usecases.teams.team_settings import TeamSettings
from bot.usecases.teams.teams import Teams


class Help:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    @command("help", "?", hints={"help": "what you can type"})
    async def help(self, request: Request) -> Card:
        words = self._deps.words(await find_member(self._deps, request.who))
        return help_card(words, [it.help for it in all_commands() if it.help])


FEATURES: tuple[Feature, ...] = (
    Stretching,  # the most used buttons come first: Bolt asks listeners in this order
    Feedbacks,
    Search,
    SelfChecks,
    Browsing,
    Plans,
    GroupBreaks,
    Membership,
    Pausing,
    Workdays,
    Frequency,
    CheckIn,
    Quieting,
    PersonalSettings,
    Overviews,
    Teams,
    TeamSettings,
    Leaderboards,
    WeeklyDigests,
    Exporting,
    Forgetting,
    Help,
)


def all_commands() -> tuple[Command, ...]:
    return commands(FEATURES)


def open_registry(deps: Deps) -> Registry:
    return Registry(FEATURES, deps)
