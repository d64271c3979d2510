"""The dependencies of every use case."""

from dataclasses import dataclass
from functools import cached_property

from bot.domain.clock import Clock, RandomSource
from bot.domain.members import Member, Who
from bot.domain.pacing import Pace
from bot.domain.schedule.jitter import Jitter
from bot.library.catalog import Library
from bot.library.words import ENGLISH, Languages, Words
from bot.store.db.database import Database
from bot.usecases.pictures.chart_upload import ChartUploads
from bot.usecases.pictures.figures import Figures
from bot.usecases.ports import Courier, Directory, Editor, Files, Later, Responder


@dataclass(frozen=True, kw_only=True)
class Deps:
    """Built once by app.py. Use cases keep no state of their own."""

    database: Database
    library: Library
    languages: Languages
    clock: Clock
    random: RandomSource
    figures: Figures
    charts: ChartUploads
    courier: Courier
    editor: Editor
    responder: Responder
    files: Files
    directory: Directory
    later: Later
    pace: Pace

    @cached_property
    def _jitter(self) -> Jitter:
        return Jitter(self.random)

    def jitter(self, who: Who) -> float:
        """Where in their window a person's next nudge falls, from 0 to 1, spread evenly over the
        workspace."""
        return self._jitter.next(who.workspace_id)

    def words(self, member: Member | None) -> Words:
        """The member's language; English for somebody unknown."""
        return self.languages.of(member.locale if member is not None else ENGLISH)

    def new_id(self) -> str:
        """128 random bits as hex."""
        return f"{self.random.getrandbits(128):032x}"
