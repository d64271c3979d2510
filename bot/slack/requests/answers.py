"""Delivers answers to where the request was made, and runs the work after the ack.

A slash command gets a new ephemeral message, a click in a message gets one or has the message
replaced, and a click on the Home tab redraws Home (see `Show`).
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from bot.cards.home import home_tab
from bot.cards.parts import failures
from bot.cards.parts.blocks import Card, View
from bot.domain.members import Who
from bot.library.words import Words
from bot.metrics import Metrics
from bot.slack.calls.api import SlackApi
from bot.slack.tasks import Tasks, Work
from bot.usecases.home.overviews import Overviews
from bot.usecases.requests import (
    Answer,
    Followed,
    HomeNote,
    InMessage,
    InModal,
    OnHome,
    Origin,
    Reply,
    Request,
    Show,
    Typed,
)

log = logging.getLogger(__name__)

Then = Callable[[], Awaitable[Card | None]]


@dataclass(frozen=True)
class Answers:
    api: SlackApi
    overviews: Overviews
    tasks: Tasks
    metrics: Metrics
    fallback: Words
    """The language of apologies."""

    async def deliver(self, request: Request, reply: Reply) -> None:
        match reply:
            case View() if reply.is_home:
                await self.api.publish_home(request.who, reply)
            case View():
                await self._open(request, reply)
            case Followed(card, then):
                await self._show(request, Answer(card))
                # Must not delay this person's next requests.
                follow = partial(self._follow, request, then)
                guarded = partial(self._guarded, request.who, "picture", follow, None)
                self.tasks.spawn(guarded, after=("picture", request.who))
            case Answer():
                await self._show(request, reply)
            case Card():
                await self._show(request, Answer(reply))

    async def _show(self, request: Request, answer: Answer) -> None:
        match request.origin:
            case Typed(response_url):
                await self.api.respond(response_url, answer.card, replace=False)
            case InMessage(response_url) as origin:
                if answer.original is not None and not origin.is_ephemeral:
                    await self.api.respond(response_url, answer.original, replace=True)
                beside = answer.show is Show.BESIDE and origin.is_ephemeral
                replaces = answer.show in {Show.IN_PLACE, Show.WELCOME} or beside
                await self.api.respond(response_url, answer.card, replace=replaces)
                if answer.redraws_home:
                    await self.publish_home(request.who)
            case OnHome(page):
                if answer.show is Show.CARD:
                    await self.api.post(request.who, answer.card)
                await self._note_on_home(request.who, answer, page)
            case InModal(opened_from):
                await self.saved(request.who, opened_from, answer)

    async def saved(self, who: Who, origin: Typed | OnHome, answer: Answer | None) -> None:
        """Answers a form, with a new ephemeral message or on the Home it was opened from."""
        if isinstance(origin, OnHome):
            if answer is not None and answer.show is Show.WELCOME:
                await self.api.post(who, answer.card)
            await self._note_on_home(who, answer)
        elif answer is not None:
            replaces = answer.show is Show.WELCOME
            await self.api.respond(origin.response_url, answer.card, replace=replaces)

    async def _note_on_home(self, who: Who, answer: Answer | None, page: str = "") -> None:
        if answer is None:
            await self.publish_home(who)
            return
        await self.publish_home(
            who,
            page=page,
            sent=answer.show is Show.CARD,
            news=answer.card if answer.on_home is HomeNote.TOP else None,
            data_news=answer.card if answer.on_home is HomeNote.DATA else None,
        )

    async def publish_home(
        self,
        who: Who,
        *,
        page: str = "",
        sent: bool = False,
        news: Card | None = None,
        data_news: Card | None = None,
    ) -> None:
        home = await self.overviews.home(who, page, sent=sent, news=news, data_news=data_news)
        await self.api.publish_home(who, home)

    async def _follow(self, request: Request, then: Then) -> None:
        """Posts the chart as a second message: Slack cannot replace the first response to a slash
        command (slackapi/bolt-js#2287)."""
        card = await then()
        if card is not None:
            await self.api.show(request.answer_to, card)

    async def _open(self, request: Request, view: View) -> None:
        pushes = isinstance(request.origin, InModal)
        opened = await self.api.open_view(
            request.who.workspace_id, request.trigger_id, view, pushes=pushes
        )
        if not opened and request.answer_to:
            await self._fail(request.answer_to)

    def later(self, who: Who, kind: str, work: Work, origin: Origin | None = None) -> None:
        """Runs work after the ack, in order for each person, who is told if it fails."""
        self.metrics.requests.labels(kind).inc()
        self.tasks.spawn(partial(self._guarded, who, kind, work, origin), after=who)

    async def _guarded(self, who: Who, kind: str, work: Work, origin: Origin | None) -> None:
        try:
            await work()
        except Exception:
            self.metrics.failures.labels(kind).inc()
            log.exception("request failed", extra={"kind": kind, "workspace": who.workspace_id})
            await self._apologize(who, origin)

    async def _apologize(self, who: Who, origin: Origin | None) -> None:
        if isinstance(origin, InModal):
            origin = origin.opened_from
        if isinstance(origin, OnHome):
            await self.api.publish_home(who, home_tab.failed(self.fallback))
        elif origin is not None:
            await self._fail(origin.response_url)

    async def _fail(self, response_url: str) -> None:
        await self.api.respond(response_url, failures.failed(self.fallback), replace=False)
