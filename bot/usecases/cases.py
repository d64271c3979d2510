"""What people can do with Limber, each in a module of its own: all of it in one hand, for whoever
takes what they type and click."""

from dataclasses import dataclass
from typing import Self

from bot.domain.pacing import Pace
from bot.usecases.breaks.browsing import Browsing
from bot.usecases.breaks.check_in import CheckIn
from bot.usecases.breaks.feedback import Feedbacks
from bot.usecases.breaks.plans import Plans
from bot.usecases.breaks.self_check import SelfChecks
from bot.usecases.breaks.stretching import Stretching
from bot.usecases.deps import Courier, Deps, Directory, Files, Later
from bot.usecases.home.history_charts import HistoryCharts
from bot.usecases.home.overviews import Overviews
from bot.usecases.people.membership import Membership
from bot.usecases.people.workdays import Workdays
from bot.usecases.pictures.chart_upload import ChartUploads
from bot.usecases.privacy.exporting import Exporting
from bot.usecases.privacy.file_deletion import FileDeletion
from bot.usecases.privacy.forgetting import Forgetting
from bot.usecases.teams.digests import WeeklyDigests
from bot.usecases.teams.group_breaks import GroupBreaks
from bot.usecases.teams.leaderboards import Leaderboards
from bot.usecases.teams.teams import Teams


@dataclass(frozen=True, kw_only=True)
class UseCases:
    boards: Leaderboards
    browsing: Browsing
    charts: HistoryCharts
    digests: WeeklyDigests
    exporting: Exporting
    feedbacks: Feedbacks
    fitting: CheckIn
    forgetting: Forgetting
    membership: Membership
    overviews: Overviews
    planning: Plans
    selfchecks: SelfChecks
    stretching: Stretching
    teams: Teams
    together: GroupBreaks
    workdays: Workdays

    @classmethod
    def of(
        cls,
        deps: Deps,
        directory: Directory,
        courier: Courier,
        files: Files,
        discarding: FileDeletion,
        studio: ChartUploads,
        pace: Pace,
        later: Later,
    ) -> Self:
        membership = Membership(deps, directory)
        stretching = Stretching(deps, membership)
        return cls(
            boards=Leaderboards(deps, membership, directory),
            browsing=Browsing(deps),
            charts=HistoryCharts(deps, studio),
            digests=WeeklyDigests(deps, courier, studio, pace),
            exporting=Exporting(deps, membership, courier, files, discarding, later),
            feedbacks=Feedbacks(deps),
            fitting=CheckIn(deps, membership),
            forgetting=Forgetting(deps, discarding, later),
            membership=membership,
            overviews=Overviews(deps),
            planning=Plans(deps, membership),
            selfchecks=SelfChecks(deps, stretching),
            stretching=stretching,
            teams=Teams(deps, membership, directory, courier),
            together=GroupBreaks(deps, membership, directory, courier),
            workdays=Workdays(deps, membership, directory),
        )
