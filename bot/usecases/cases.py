"""What people can do with Limber, each in a module of its own: all of it in one hand, for whoever
takes what they type and click."""

from dataclasses import dataclass
from typing import Self

from bot.domain.pacing import Pace
from bot.usecases.breaks.browsing import Browsing
from bot.usecases.breaks.check_in import Fitting
from bot.usecases.breaks.feedback import Feedbacks
from bot.usecases.breaks.plans import Planning
from bot.usecases.breaks.self_check import SelfChecks
from bot.usecases.breaks.stretching import Stretching
from bot.usecases.deps import Courier, Directory, Files, Kit, Later
from bot.usecases.home.history_charts import Charts
from bot.usecases.home.overviews import Overviews
from bot.usecases.people.membership import Membership
from bot.usecases.people.workdays import Workdays
from bot.usecases.pictures.chart_upload import Studio
from bot.usecases.privacy.exporting import Exporting
from bot.usecases.privacy.file_deletion import Discarding
from bot.usecases.privacy.forgetting import Forgetting
from bot.usecases.teams.digests import Digests
from bot.usecases.teams.group_breaks import Together
from bot.usecases.teams.leaderboards import Boards
from bot.usecases.teams.teams import Teams


@dataclass(frozen=True, kw_only=True)
class UseCases:
    boards: Boards
    browsing: Browsing
    charts: Charts
    digests: Digests
    exporting: Exporting
    feedbacks: Feedbacks
    fitting: Fitting
    forgetting: Forgetting
    membership: Membership
    overviews: Overviews
    planning: Planning
    selfchecks: SelfChecks
    stretching: Stretching
    teams: Teams
    together: Together
    workdays: Workdays

    @classmethod
    def of(
        cls,
        kit: Kit,
        directory: Directory,
        courier: Courier,
        files: Files,
        discarding: Discarding,
        studio: Studio,
        pace: Pace,
        later: Later,
    ) -> Self:
        membership = Membership(kit, directory)
        stretching = Stretching(kit, membership)
        return cls(
            boards=Boards(kit, membership, directory),
            browsing=Browsing(kit),
            charts=Charts(kit, studio),
            digests=Digests(kit, courier, studio, pace),
            exporting=Exporting(kit, membership, courier, files, discarding, later),
            feedbacks=Feedbacks(kit),
            fitting=Fitting(kit, membership),
            forgetting=Forgetting(kit, discarding, later),
            membership=membership,
            overviews=Overviews(kit),
            planning=Planning(kit, membership),
            selfchecks=SelfChecks(kit, stretching),
            stretching=stretching,
            teams=Teams(kit, membership, directory, courier),
            together=Together(kit, membership, directory, courier),
            workdays=Workdays(kit, membership, directory),
        )
