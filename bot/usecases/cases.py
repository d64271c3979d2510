"""What people can do with Limber, each in a module of its own: all of it in one hand, for whoever
takes what they type and click."""

from dataclasses import dataclass
from typing import Self

from bot.domain.pacing import Pace
from bot.usecases.boards import Boards
from bot.usecases.browsing import Browsing
from bot.usecases.charts import Charts
from bot.usecases.digests import Digests
from bot.usecases.discarding import Discarding
from bot.usecases.exporting import Exporting
from bot.usecases.feedback import Feedbacks
from bot.usecases.fitting import Fitting
from bot.usecases.forgetting import Forgetting
from bot.usecases.kit import Courier, Directory, Files, Kit, Later
from bot.usecases.membership import Membership
from bot.usecases.overviews import Overviews
from bot.usecases.planning import Planning
from bot.usecases.selfchecks import SelfChecks
from bot.usecases.stretching import Stretching
from bot.usecases.studio import Studio
from bot.usecases.teams import Teams
from bot.usecases.together import Together
from bot.usecases.workdays import Workdays


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
