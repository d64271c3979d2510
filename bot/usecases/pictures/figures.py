"""The figure of a card: a URL if Slack can reach Limber, else a file uploaded to Slack.

A card never waits for its picture. If the picture is not drawn or not uploaded yet, it is requested
and the card goes out without it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.parts.blocks import Image
from bot.domain.exercises.exercise import Exercise, Side, Stage
from bot.domain.members import Member, Who
from bot.domain.settings.preferences import Pictures, Preferences
from bot.figures.drawn_figures import DrawnFigures, Picture
from bot.library.words import Words
from bot.store.breaks import pictures


@dataclass(frozen=True)
class Wish:
    """A picture to upload to a workspace."""

    workspace_id: str
    name: str
    alt: str

    @property
    def key(self) -> tuple[str, str]:
        return self.workspace_id, self.name


class Uploads(Protocol):
    """Uploads pictures in the background."""

    def want(self, wishes: Sequence[Wish]) -> None: ...


class Viewer(NamedTuple):
    """The workspace of a person, and the kind of pictures they chose."""

    workspace_id: str
    pictures: Pictures

    @classmethod
    def of(cls, who: Who, member: Member | None) -> "Viewer":
        """Somebody unknown sees what a new member would."""
        preferences = member.preferences if member is not None else Preferences()
        return cls(who.workspace_id, preferences.pictures)


@dataclass(frozen=True)
class Sight:
    """A stage of an exercise as one person sees it."""

    words: Words
    viewer: Viewer
    exercise: Exercise
    stage: Stage
    moving: bool

    @property
    def picture(self) -> Picture:
        return replace(self.still, film=self.moving and self.viewer.pictures is Pictures.MOVING)

    @property
    def still(self) -> Picture:
        other = self.stage.side is Side.OTHER
        return Picture(self.exercise.id, self.stage.step, other, film=False)

    @property
    def alt(self) -> str:
        place = f"alt/{self.stage.step + 1}/{self.stage.side or 'both'}"
        return self.words.of(self.exercise, place, self.exercise.alt(self.stage))


Offered = tuple[Words, Viewer, Exercise]


class Figures:
    def __init__(self, shelf: DrawnFigures, address: str | None, uploads: Uploads) -> None:
        """`address` is the URL of the figures, such as https://limber.example.com/figures; None to
        upload them."""
        self._shelf = shelf
        self._address = address
        self._uploads = uploads

    def drawn_among(self, exercises: Sequence[Exercise]) -> Sequence[Exercise]:
        """While pictures are being drawn, the exercises that have one, if there are any."""
        if not self._shelf.grows:
            return exercises
        gists = {it: Picture(it.id, it.gist.step, mirrored=False, film=False) for it in exercises}
        drawn = [it for it, gist in gists.items() if self._shelf.find(gist) is not None]
        return drawn or exercises

    def prepare(self, words: Words, viewer: Viewer, exercises: Iterable[Exercise]) -> None:
        """Uploads what offers of these exercises will show, where Slack has to have it."""
        if self._address is None:
            sights = [Sight(words, viewer, it, it.gist, moving=False) for it in exercises]
            self._uploads.want(self._wishes(sights))

    async def of_offers(
        self, connection: AsyncConnection, offers: Sequence[Offered]
    ) -> list[Image | None]:
        """A still of the gist of each exercise, with one query for all."""
        sights = [
            Sight(words, viewer, exercise, exercise.gist, moving=False)
            for words, viewer, exercise in offers
        ]
        if self._shelf.grows:
            for sight, offered in zip(sights, offers, strict=True):
                self._shelf.wish(_stills_first([sight, *_walk(*offered)]))
        if self._address is not None:
            return [self._at_address(it) for it in sights]
        wishes = self._wishes(sights)
        if not wishes:
            return [None] * len(sights)
        files = await pictures.files(connection, {it.key for it in wishes})
        shown = [self._in_slack(it, files) for it in sights]
        for offered, image in zip(offers, shown, strict=True):
            if image is None:  # a person who starts needs the steps too
                self._uploads.want(self._wishes([*sights, *_walk(*offered)]))
        return shown

    async def of_stages(
        self,
        connection: AsyncConnection,
        offered: Offered,
        stages: Sequence[Stage],
    ) -> list[Image | None]:
        """The figures of stages on one screen: films if the person chose moving pictures."""
        walk = list(_walk(*offered))
        first = offered[-1].script.index(stages[0])
        shown, ahead = walk[first : first + len(stages)], walk[first:]
        self._shelf.wish(_stills_first(ahead))
        if self._address is not None:
            return [self._at_address(it) for it in shown]
        wishes = self._wishes(ahead)
        files = await pictures.files(connection, {it.key for it in wishes})
        self._uploads.want([it for it in wishes if it.key not in files])
        return [self._in_slack(it, files) for it in shown]

    def _at_address(self, sight: Sight) -> Image | None:
        name = self._name(sight)
        return None if name is None else Image(sight.alt, url=f"{self._address}/{name}")

    def _in_slack(self, sight: Sight, files: Mapping[tuple[str, str], str]) -> Image | None:
        file_id = files.get((sight.viewer.workspace_id, self._name(sight) or ""))
        return None if file_id is None else Image(sight.alt, file_id=file_id)

    def _wishes(self, sights: Iterable[Sight]) -> list[Wish]:
        """The pictures of these that are drawn."""
        return [
            Wish(it.viewer.workspace_id, name, it.alt)
            for it in sights
            if (name := self._name(it)) is not None
        ]

    def _name(self, sight: Sight) -> str | None:
        if sight.viewer.pictures is Pictures.NONE:
            return None
        return self._shelf.find(sight.picture)


def _stills_first(sights: Sequence[Sight]) -> Iterator[Picture]:
    """The pictures to draw, in this order: stills are fast, and each step has one."""
    wanted = [it for it in sights if it.viewer.pictures is not Pictures.NONE]
    yield from (it.still for it in wanted)
    yield from (it.picture for it in wanted)


def _walk(words: Words, viewer: Viewer, exercise: Exercise) -> Iterator[Sight]:
    """All stages of an exercise."""
    for stage in exercise.script:
        yield Sight(words, viewer, exercise, stage, moving=True)
