"""Exports everything stored about a person, as files that only they see."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from bot.cards.parts import failures
from bot.cards.parts.action_ids import EXPORT
from bot.cards.parts.blocks import Card
from bot.cards.privacy import export_files, privacy_cards
from bot.cards.privacy.export_files import PersonalData
from bot.cards.privacy.privacy_cards import Unsent
from bot.domain.calendar.work_week import local_date
from bot.domain.members import Member, Who
from bot.library.words import Words
from bot.store.people import exports, file_deletions, members, personal_data
from bot.usecases.deps import Deps
from bot.usecases.people.lookup import known_member
from bot.usecases.ports import Delivered, Document, NotTaken, Refused, Shared, Unclear, Uploaded
from bot.usecases.privacy.file_deletion import FileDeletion
from bot.usecases.registry import button, command
from bot.usecases.requests import Answer, HomeNote, Request, Show

log = logging.getLogger(__name__)

PAUSE = timedelta(minutes=1)
"""Between two exports of one person."""

_FORBIDDEN = frozenset(
    {
        "file_type_not_allowed",
        "file_uploads_disabled",
        "file_uploads_except_images_disabled",
        "no_permission",
        "posting_to_channel_denied",
        "restricted_action",
    }
)
"""Slack's errors if a workspace forbids such files."""


class _Failed(Exception):
    """The files did not get to Slack."""

    def __init__(self, error: str, why: Unsent) -> None:
        super().__init__(error)
        self.why = why


class Exporting:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._deletion = FileDeletion(deps)

    @command(
        "export", "data", "my data",
        help="`/stretch export`: everything I keep about you, as files",
        hints={"export": "everything kept about you, as files"},
    )  # fmt: skip
    @button(EXPORT)
    async def export(self, request: Request) -> Answer:
        return Answer(await self._ask(request.who), Show.BELOW, HomeNote.DATA)

    async def _ask(self, who: Who) -> Card:
        """Sends the files in the background, at most once a minute."""
        async with self._deps.database.read() as connection:
            is_known = await personal_data.is_known(connection, who)
        if not is_known:
            return privacy_cards.nothing_known(self._deps.words(None))
        known = await known_member(self._deps, who)  # somebody who only installed Limber is unknown
        words = self._deps.words(known)
        if known is None:
            return failures.slack_silent(words)
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            if await members.lock(connection, who) is None:
                return privacy_cards.nothing_known(words)
            if not await exports.claim(connection, who, at, at - PAUSE):
                return privacy_cards.export_too_soon(words)
        # Must not delay this person's next requests.
        self._deps.later.spawn(partial(self._export, known), after=("export", who))
        return privacy_cards.export_comes(words)

    async def _export(self, member: Member) -> None:
        words = self._deps.words(member)
        try:
            await self._send(member.who, words, await self._documents(member, words))
        except _Failed as failure:
            extra = {"workspace": member.workspace_id, "error": str(failure)}
            log.warning("export not sent", extra=extra)
            await self._report(failure.why, member.who, words)
        except Exception:
            await self._report(Unsent.TROUBLE, member.who, words)
            raise

    async def _report(self, why: Unsent, who: Who, words: Words) -> None:
        if await self._is_known(who):
            await self._deps.courier.post(who, privacy_cards.export_failed(words, why))

    async def _is_known(self, who: Who) -> bool:
        """False once they were forgotten meanwhile."""
        async with self._deps.database.read() as connection:
            return await members.find(connection, who) is not None

    async def _documents(self, member: Member, words: Words) -> list[Document]:
        """A snapshot in one transaction. Written in threads, as it may be long."""
        at = self._deps.clock()
        async with self._deps.database.read() as connection:
            found = PersonalData(
                member.who, at, await personal_data.everything(connection, member.who)
            )
        everything, breaks = await asyncio.gather(
            asyncio.to_thread(export_files.as_json, words, found),
            asyncio.to_thread(export_files.as_csv, words, found, partial(self._named, words)),
        )
        today = local_date(at, member.zone).isoformat()
        return [
            Document(f"limber-{today}.json", words("Everything Limber keeps of you"), everything),
            Document(f"limber-breaks-{today}.csv", words("Your breaks"), breaks),
        ]

    def _named(self, words: Words, exercise_id: str) -> str:
        """The exercise's name; its id if the library no longer has it."""
        exercise = self._deps.library.exercises.get(exercise_id)
        return exercise_id if exercise is None else words.of(exercise, "name", exercise.name)

    async def _send(self, who: Who, words: Words, documents: Sequence[Document]) -> None:
        """Uploads the files before announcing them. Raises _Failed."""
        titles = {await self._hand_in(who, document): document.title for document in documents}
        if not await self._is_known(who):
            return  # Slack drops files that are never shared
        posted = await self._deps.courier.post(who, privacy_cards.export(words))
        if not isinstance(posted, Delivered):
            raise _Failed(posted.error, Unsent.TROUBLE)
        async with self._deps.database.write() as connection:
            before = await exports.files(connection, who)
            if not await exports.keep(connection, who, [*before, *titles]):
                return  # forgotten meanwhile
        shared = await self._deps.files.share(who.workspace_id, posted.channel_id, titles)
        arrived = isinstance(shared, Shared | Unclear)  # an unclear share may have worked
        await self._keep(who, list(titles) if arrived else before, before if arrived else ())
        if not isinstance(shared, Shared):
            raise _failed(shared)

    async def _hand_in(self, who: Who, document: Document) -> str:
        handed_in = await self._deps.files.hand_in(who.workspace_id, document)
        if not isinstance(handed_in, Uploaded):
            raise _failed(handed_in)
        return handed_in.file_id

    async def _keep(self, who: Who, kept: Sequence[str], unwanted: Sequence[str]) -> None:
        """Keeps only the newest files; none if their owner was forgotten meanwhile."""
        async with self._deps.database.write() as connection:
            if not await exports.keep(connection, who, kept):
                unwanted = [*kept, *unwanted]
            await file_deletions.add(connection, who.workspace_id, unwanted, self._deps.clock())
        if unwanted:
            self._deps.later.spawn(self._deletion.sweep, after="leftovers")


def _failed(outcome: NotTaken | Refused | Unclear) -> _Failed:
    if not isinstance(outcome, Refused):
        return _Failed(outcome.error, Unsent.TROUBLE)
    if outcome.error == "missing_scope":
        return _Failed(outcome.error, Unsent.SCOPE)
    forbidden = outcome.error in _FORBIDDEN
    return _Failed(outcome.error, Unsent.FORBIDDEN if forbidden else Unsent.TROUBLE)
