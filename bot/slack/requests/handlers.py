"""Handlers of commands, clicks and forms: the ack comes first, the work in a task."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.requests import payloads
from bot.slack.requests.answers import Answers
from bot.slack.requests.payloads import Body
from bot.usecases.people.membership import Membership
from bot.usecases.registry import Answerer, Button, FormReader, Registry
from bot.usecases.requests import Request, Save, Submission

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Handlers:
    registry: Registry
    answers: Answers
    membership: Membership

    async def command(self, ack: AsyncAck, body: Body) -> None:
        request = payloads.command(body)
        await ack()
        self.answers.later(request.who, "command", partial(self._command, request), request.origin)

    async def click(self, button: Button, answerer: Answerer, ack: AsyncAck, body: Body) -> None:
        request = payloads.click(body)
        await ack()
        if button.text is not None:
            request = request.with_text(button.text)
        work = partial(self._answer, answerer, request)
        self.answers.later(request.who, "click", work, request.origin)

    async def unknown_button(self, ack: AsyncAck, body: Body) -> None:
        """A link, or a button of an older Limber."""
        await ack()
        log.info("unknown button", extra={"action": payloads.click(body).action})

    async def form(self, reader: FormReader, ack: AsyncAck, body: Body) -> None:
        """Shows faults on their fields; saves a valid form after the ack."""
        submission = payloads.submission(body)
        outcome = await reader(submission)
        if isinstance(outcome, Mapping):
            await ack(response_action="errors", errors=dict(outcome))
            return
        await ack()
        work = partial(self._save, submission, outcome)
        self.answers.later(submission.who, "form", work, submission.origin)

    async def _command(self, request: Request) -> None:
        await self._answer(self.registry.answer, request)

    async def _answer(self, answerer: Answerer, request: Request) -> None:
        await self.answers.deliver(request, await answerer(request))
        await self.membership.note_activity(request.who)

    async def _save(self, submission: Submission, save: Save) -> None:
        await self.answers.saved(submission.who, submission.origin, await save())
        await self.membership.note_activity(submission.who)
