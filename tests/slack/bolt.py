"""The real Bolt app with the features of a test, recorded answers, and requests that Slack signs."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.parts.blocks import Card, View
from bot.domain.members import Who
from bot.library.words import Languages
from bot.metrics import Metrics
from bot.slack.requests.answers import Answers
from bot.slack.requests.events import Events
from bot.slack.requests.handlers import Handlers
from bot.slack.requests.listeners import bolt_app, listen
from bot.slack.tasks import Tasks
from bot.slack.workspaces.tokens import BotAuthorize, Identity, OneIdentity
from bot.usecases.ports import Addressee, Delivered, PostOutcome
from bot.usecases.registry import Feature, Registry

SECRET = "5ec2e7"
ANA = Who("T1", "U1")
RESPONSE_URL = "https://hooks.slack.example/1"
FINISH_S = 5
ENGLISH = Languages({}).of("en-US")
HOME = View({"type": "home", "blocks": []})
MODAL = View({"type": "modal", "blocks": []})


class RecordingApi:
    """Notes every call to Slack; `opens` is whether Slack opens modals."""

    def __init__(self, *, opens: bool = True) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self._opens = opens

    async def respond(self, response_url: str, card: Card, *, replace: bool) -> bool:
        self.calls.append(("replace" if replace else "add", response_url, card.text))
        return True

    async def show(self, response_url: str, card: Card) -> bool:
        self.calls.append(("add picture", response_url, card.text))
        return True

    async def post(self, to: Addressee, card: Card, *, fresh: bool = False) -> PostOutcome:
        self.calls.append(("post", to, card.text))
        return Delivered("D1", "1.2")

    async def publish_home(self, who: Who, view: View) -> bool:
        self.calls.append(("home", who, shown(view)))
        return True

    async def open_view(
        self, workspace_id: str, trigger_id: str, view: View, *, pushes: bool = False
    ) -> bool:
        self.calls.append(("modal", workspace_id, trigger_id))
        return self._opens


class Homes:
    """Home tabs that show only what is new on them."""

    async def home(
        self,
        who: Who,
        page: str,
        *,
        sent: bool = False,
        news: Card | None = None,
        data_news: Card | None,
    ) -> View:
        shown = {"sent": sent, "news": news and news.text, "data": data_news and data_news.text}
        text = ", ".join(f"{name}: {value}" for name, value in shown.items() if value)
        return View({"type": "home", "blocks": [{"type": "section", "text": {"text": text}}]})


def shown(view: View) -> str:
    """The text of a view."""
    return " ".join(it["text"]["text"] for it in view.payload["blocks"] if "text" in it)


class Activity:
    """Stands for Membership: notes who was active."""

    def __init__(self) -> None:
        self.seen: list[Who] = []

    async def note_activity(self, who: Who) -> None:
        self.seen.append(who)


class NoEvents:
    """Handlers of events that a test does not expect."""

    def __getattr__(self, name: str) -> Any:
        async def fail(*_: object) -> None:
            raise AssertionError(f"{name} was called")

        return fail


def answers(api: RecordingApi, tasks: Tasks, metrics: Metrics) -> Answers:
    return Answers(api, Homes(), tasks, metrics, ENGLISH)


@dataclass
class Bolt:
    """`deps` is handed to the features."""

    features: Sequence[Feature] = ()
    deps: Any = None
    events: Any = None
    api: RecordingApi = field(default_factory=RecordingApi)
    tasks: Tasks = field(default_factory=Tasks)
    metrics: Metrics = field(default_factory=Metrics)
    activity: Activity = field(default_factory=Activity)

    def __post_init__(self) -> None:
        identity = Identity(ANA.workspace_id, "B1", "UBOT", "xoxb-1")
        self.app: AsyncApp = bolt_app(
            AsyncWebClient(),
            BotAuthorize(OneIdentity(identity)),
            signing_secret=SECRET,
            oauth_flow=None,
        )
        self.answers = answers(self.api, self.tasks, self.metrics)
        registry = Registry(self.features, self.deps)
        handlers = Handlers(registry, self.answers, self.activity)
        events = replace(self.events, answers=self.answers) if self.events else NoEvents()
        listen(self.app, handlers, events)

    async def sends(self, request: AsyncBoltRequest) -> BoltResponse:
        """What Slack gets, without waiting for the work after the ack."""
        return await self.app.async_dispatch(request)

    async def handles(self, *requests: AsyncBoltRequest) -> list[int]:
        """The statuses, once the work after the acks is done."""
        statuses = [(await self.sends(request)).status for request in requests]
        await self.tasks.finish(FINISH_S)
        return statuses

    @property
    def failures(self) -> float:
        """Failed requests, as /metrics counts them."""
        lines = self.metrics.text().decode().splitlines()
        return sum(float(it.split()[-1]) for it in lines if it.startswith("limber_failures_total"))


def events(**handlers: Any) -> Events:
    """Events with these use cases; the others fail."""
    names = ("answers", "identities", "signals", "installing", "teams", "group_breaks")
    facts = {name: handlers.get(name, NoEvents()) for name in names}
    return Events(**facts, metrics=Metrics())


def signed(body: str, content_type: str) -> AsyncBoltRequest:
    stamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body)
    headers = {
        "content-type": content_type,
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature,
    }
    return AsyncBoltRequest(body=body, headers=headers)


def interaction(payload: Mapping[str, Any]) -> AsyncBoltRequest:
    body = urlencode({"payload": json.dumps(payload)})
    return signed(body, "application/x-www-form-urlencoded")


def command(text: str = "", *, trigger_id: str = "1.command", **changes: str) -> AsyncBoltRequest:
    facts = {
        "command": "/stretch",
        "text": text,
        "team_id": ANA.workspace_id,
        "user_id": ANA.user_id,
        "channel_id": "C1",
        "channel_name": "general",
        "response_url": RESPONSE_URL,
        "trigger_id": trigger_id,
        **changes,
    }
    return signed(urlencode(facts), "application/x-www-form-urlencoded")


def click(action_id: str, value: str = "", *, trigger_id: str = "1.click", **changes: Any) -> Any:
    return interaction(
        {
            "type": "block_actions",
            "team": {"id": ANA.workspace_id},
            "user": {"id": ANA.user_id},
            "container": {"type": "message", "channel_id": "C1", "message_ts": "1.2"},
            "response_url": RESPONSE_URL,
            "trigger_id": trigger_id,
            "actions": [{"type": "button", "action_id": action_id, "value": value}],
            **changes,
        }
    )


def submission(
    callback_id: str, values: Mapping[str, Any], metadata: str = "", trigger_id: str = "1.form"
) -> AsyncBoltRequest:
    """`metadata` is a response_url and what the form is about; "" if it was opened on Home."""
    return interaction(
        {
            "type": "view_submission",
            "team": {"id": ANA.workspace_id},
            "user": {"id": ANA.user_id},
            "trigger_id": trigger_id,
            "view": {
                "type": "modal",
                "callback_id": callback_id,
                "private_metadata": metadata,
                "state": {"values": values},
            },
        }
    )


def event(kind: str, *, event_id: str = "Ev1", **facts: Any) -> AsyncBoltRequest:
    body = {
        "type": "event_callback",
        "team_id": ANA.workspace_id,
        "event_id": event_id,
        "event_time": 1_795_000_000,
        "event": {"type": kind, **facts},
    }
    return signed(json.dumps(body), "application/json")
