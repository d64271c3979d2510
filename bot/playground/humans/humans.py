"""People at their Slack clients: what they see, type, click and submit."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from bot.playground.api import authorize
from bot.playground.api.hooks import post_answer
from bot.playground.delivery.outbox import Ack, NoAck
from bot.playground.humans import interactions
from bot.playground.humans.submissions import respond
from bot.playground.humans.workspace_member import WorkspaceMember
from bot.playground.json_values import Json, text_at
from bot.playground.refusal import RefusedError
from bot.playground.world import events, forms, modals
from bot.playground.world.forms import Choice
from bot.playground.world.people import Person
from bot.playground.world.views import View
from bot.playground.world.world import SLACKBOT, Channel, Message, StoredFile

TROUBLE = "We had some trouble connecting. Try again?"
BUILT_IN = frozenset({"/archive", "/invite", "/kick", "/leave", "/remove"})
"""Slack's own commands, for channels."""


class Human(WorkspaceMember):
    """A person with Slack open. Each action returns once the app acked it or failed to."""

    @property
    def dm(self) -> Channel:
        """The direct message channel with the app."""
        return self._stage.world.im_with(self.workspace, self.id)

    @property
    def home(self) -> View | None:
        """The Home tab published for this person."""
        return self.workspace.homes.get(self.id)

    @property
    def modal(self) -> View | None:
        """The frontmost modal."""
        stack = self.workspace.modals.get(self.id)
        return stack[-1] if stack else None

    @property
    def notices(self) -> list[str]:
        """Errors the Slack client showed outside any conversation."""
        return self.workspace.notices.get(self.id, [])

    def sees(self, channel: Channel | None = None) -> list[Message]:
        """The messages in a channel, by default the app's DM, oldest first."""
        messages = (channel or self.dm).messages.values()
        return [message for message in messages if message.visible_to(self.id)]

    def latest(self, channel: Channel | None = None) -> Message:
        """The last message there; IndexError if there is none."""
        return self.sees(channel)[-1]

    def files(self, channel: Channel | None = None) -> list[StoredFile]:
        """The files shared in a channel and not deleted since, oldest first."""
        shared = (file_id for message in self.sees(channel) for file_id in message.files)
        files = self.workspace.files
        return [files[file_id] for file_id in shared if file_id in files]

    async def types(
        self, text: str, channel: Channel | None = None, *, thread_ts: str | None = None
    ) -> None:
        """Send a message or a slash command."""
        where = channel or self.dm
        if where.archived:
            self._slackbot_says(where, "This channel is archived.")
        elif not text.startswith("/"):
            self._stage.world.say(where, self.id, text, thread_ts=thread_ts)
            self._stage.journal.changed()
        elif thread_ts is not None:
            self._slackbot_says(
                where, f"{text.split(maxsplit=1)[0]} is not supported in threads. Sorry!"
            )
        elif await self._built_in(where, text):
            pass
        elif (command := text.split(maxsplit=1)[0]) not in self._commands():
            self._slackbot_says(where, f"{command} is not a valid command.")
        else:
            await self._command(where, text)

    async def clicks(self, target: Message | View, action_id: str, choice: Choice = None) -> None:
        """Click or pick in the latest version of `target`.

        `choice` is an option's value, a list of them, a text, a date or a time. Raises LookupError
        if the element is gone, ValueError if it doesn't offer the choice.
        """
        await self._use(self._latest(target), action_id, choice)

    async def clicks_stale(
        self, snapshot: Message | View, action_id: str, *, value: str | None = None
    ) -> None:
        """Click in an outdated version of a message or view.

        `value` replaces the button's own, as in a forged request.
        """
        await self._use(snapshot, action_id, None, value)

    def fills(self, values: Mapping[str, Choice], view: View | None = None) -> View:
        """Fill in elements by action_id, without submitting."""
        filled = self._open(view)
        for action_id, choice in values.items():
            block, element = _found(filled.blocks, action_id)
            filled = self._entered(filled, block, element, choice)
        return filled

    async def submits(
        self, values: Mapping[str, Choice] | None = None, view: View | None = None
    ) -> dict[str, str] | None:
        """Fill in and submit `view`, by default the frontmost modal.

        Returns the errors that keep it open, by block_id: first Slack's own, then the app's.
        None if it was accepted or if the app didn't answer, which adds to `notices`.
        """
        sent = self.fills(values or {}, self._modal(view))
        if errors := forms.complaints(sent.blocks, sent.values):
            return errors
        trigger_id = self._stage.triggers.issue(self.workspace.id, self.id, sent.id)
        payload = interactions.view_submission(
            self.workspace, self._stage.app, sent, self.id, trigger_id
        )
        outcome = await self._stage.outbox.ask("interactive", payload, accepts_response=True)
        if isinstance(outcome, NoAck):
            self._show_error(TROUBLE)
            return None
        return respond(self._stage, self.workspace, sent, outcome.payload)

    async def closes(self, view: View | None = None, *, everything: bool = False) -> None:
        """Close `view`, by default the frontmost modal, or `everything` that is open."""
        shut = self._modal(view)
        cleared = everything or shut.given.get("clear_on_close") is True
        if cleared:
            gone = modals.clear(self.workspace, self.id)
        else:
            modals.close(self.workspace, shut)
            gone = [shut]
        self._stage.journal.changed()
        for closed in gone:
            if closed.given.get("notify_on_close") is True:
                payload = interactions.view_closed(
                    self.workspace, self._stage.app, closed, self.id, is_cleared=cleared
                )
                await self._stage.outbox.ask("interactive", payload)

    async def opens_home(self, tab: str = "home") -> View | None:
        """Open the `home` or `messages` tab; returns the Home view shown at once, if any."""
        event = events.app_home_opened(self._stage.world, self.workspace, self.id, self.dm, tab)
        seen = self.home
        await self._stage.outbox.tell(self.workspace, event)
        return seen

    def installs(self, authorize_url: str) -> str:
        """Allow what an authorize URL asks for; returns the redirect URL.

        Raises RefusedError where Slack shows an error page.
        """
        asked = dict(parse_qsl(urlsplit(authorize_url).query))
        return authorize.allow(self._stage, self.workspace, self.id, asked)

    async def _built_in(self, channel: Channel, text: str) -> bool:
        """Run one of Slack's own commands; False if it isn't one."""
        command, _, rest = text.partition(" ")
        if channel.kind == "im" or command not in BUILT_IN:
            return False
        if command == "/leave":
            await self.leave(channel)
        elif command == "/archive":
            await self.archive(channel)
        elif (person := self._named(rest)) is None:
            self._slackbot_says(channel, f"There's nobody called {rest.strip() or '…'} here.")
        elif command == "/invite":
            await self.invite(person.id, channel)
            self._slackbot_says(channel, f"{person.real_name} is in #{channel.name} now.")
        else:
            await self.remove(person.id, channel)
            self._slackbot_says(channel, f"{person.real_name} is no longer in #{channel.name}.")
        return True

    def _named(self, name: str) -> Person | None:
        """The person or app with this name, with or without an @."""
        wanted = name.strip().removeprefix("@").lower()
        for person in self.workspace.people.values():
            if wanted in {person.name, person.real_name.lower()}:
                return person
        return None

    def _commands(self) -> frozenset[str]:
        granted = "commands" in self.workspace.scopes
        return self._stage.app.commands if granted else frozenset()

    async def _command(self, channel: Channel, text: str) -> None:
        stage, workspace = self._stage, self.workspace
        path = stage.response_urls.issue("commands", workspace.id, channel.id, self.id, None)
        payload = interactions.slash_command(
            workspace,
            stage.app,
            channel,
            self.id,
            text,
            response_url=stage.base_url + path,
            trigger_id=stage.triggers.issue(workspace.id, self.id),
        )
        outcome = await stage.outbox.ask("slash_commands", payload, accepts_response=True)
        if isinstance(outcome, NoAck):
            late = outcome.reason.endswith("timeout")
            error = "operation_timeout" if late else "dispatch_failed"
            self._slackbot_says(
                channel, f'{text.split(maxsplit=1)[0]} failed with the error "{error}"'
            )
        elif outcome.payload:
            self._answered(channel, outcome)

    def _answered(self, channel: Channel, ack: Ack) -> None:
        try:
            post_answer(self._stage.world, self.workspace, channel, self.id, ack.payload)
        except RefusedError as refused:
            self._stage.journal.problem(refused.error, f"ack of a command: {refused.detail}")
        self._stage.journal.changed()

    def _latest(self, target: Message | View) -> Message | View:
        if isinstance(target, View):
            return self._open(target)
        message = self.workspace.channels[target.channel_id].messages.get(target.ts)
        if message is None or not message.visible_to(self.id):
            raise LookupError(f"{self} no longer sees message {target.ts}")
        return message

    def _open(self, view: View | None) -> View:
        wanted = view or self.modal
        found = modals.current(self.workspace, wanted.id) if wanted is not None else None
        if found is None or found.user_id != self.id:
            raise LookupError(f"{self} has no such view open")
        return found

    def _modal(self, view: View | None) -> View:
        found = self._open(view)
        if found.type != "modal":
            raise LookupError("a Home tab can't be submitted or closed")
        return found

    async def _use(
        self,
        target: Message | View,
        action_id: str,
        choice: Choice,
        value: str | None = None,
    ) -> None:
        block, element = _found(target.blocks, action_id)
        if value is not None:
            element = {**element, "value": value}
        if isinstance(target, View):
            payload = self._in_view(target, block, element, choice)
        else:
            payload = self._in_message(target, block, element, choice)
        if payload is not None:
            outcome = await self._stage.outbox.ask("interactive", payload)
            if isinstance(outcome, NoAck):
                self._show_error(TROUBLE)

    def _in_view(self, view: View, block: Json, element: Json, choice: Choice) -> Json | None:
        if modals.current(self.workspace, view.id) is not None:
            view = self._entered(view, block, element, choice)
        if block.get("type") == "input" and block.get("dispatch_action") is not True:
            return None
        trigger_id = self._stage.triggers.issue(self.workspace.id, self.id, view.id)
        return interactions.view_actions(
            self.workspace,
            self._stage.app,
            view,
            self.id,
            self._action(block, element, choice),
            trigger_id,
        )

    def _in_message(self, message: Message, block: Json, element: Json, choice: Choice) -> Json:
        stage, workspace, key = self._stage, self.workspace, (message.ts, self.id)
        values = forms.kept(workspace.picks.get(key, {}), message.blocks)
        _enter(values, block, element, choice)
        workspace.picks[key] = values
        path = stage.response_urls.issue(
            "actions", workspace.id, message.channel_id, self.id, message.ts
        )
        return interactions.message_actions(
            workspace,
            stage.app,
            message,
            self.id,
            self._action(block, element, choice),
            values,
            response_url=stage.base_url + path,
            trigger_id=stage.triggers.issue(workspace.id, self.id),
        )

    def _action(self, block: Json, element: Json, choice: Choice) -> Json:
        state = forms.picked(element, choice)
        return interactions.action_entry(block, element, state, self._stage.world.new_ts())

    def _entered(self, view: View, block: Json, element: Json, choice: Choice) -> View:
        values = {block_id: dict(states) for block_id, states in view.values.items()}
        _enter(values, block, element, choice)
        filled = replace(view, values=values)
        modals.replace_view(self.workspace, filled)
        self._stage.journal.changed()
        return filled

    def _slackbot_says(self, channel: Channel, words: str) -> None:
        self._stage.world.say(channel, SLACKBOT, words, ephemeral_to=self.id)
        self._stage.journal.changed()

    def _show_error(self, words: str) -> None:
        self.workspace.notice(self.id, words)
        self._stage.journal.changed()


def _found(blocks: object, action_id: str) -> tuple[Json, Json]:
    """The block and element with an action_id; LookupError lists the existing ones."""
    if found := forms.find(blocks, action_id):
        return found
    existing = ", ".join(text_at(element, "action_id") for _, element in forms.elements(blocks))
    raise LookupError(f"there is no {action_id}, only {existing or 'nothing to click'}")


def _enter(values: forms.Values, block: Json, element: Json, choice: Choice) -> None:
    if forms.initial(element) is not None:
        states = values.setdefault(text_at(block, "block_id"), {})
        states[text_at(element, "action_id")] = forms.picked(element, choice)
