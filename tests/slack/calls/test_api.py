"""Every answer of Slack, and the lack of one, is an outcome that says whether a retry is safe."""

import aiohttp
import pytest

from bot.cards.parts.blocks import Card, Image, image
from bot.domain.members import Who
from bot.metrics import Metrics
from bot.slack.calls.api import RESPOND_TRIES, SlackApi
from bot.slack.calls.client import web_client
from bot.slack.calls.outcomes import LONGEST_BELIEVED_S, TOKEN_TROUBLE_S, UNREACHABLE_S
from bot.usecases.ports import (
    Delivered,
    MessageRef,
    NotTaken,
    PostOutcome,
    Refused,
    Unclear,
    Updated,
)
from tests.slack.calls.server import (
    ANA,
    OK,
    Hangs,
    HangsUp,
    Identities,
    Says,
    Script,
    refuses,
    slack,
)

CARD = Card([], "Hello.")
PICTURE = Card([image(Image("A stretch.", file_id="F1"))], "Hello.")
PLACE = MessageRef("D1", "1.2")
BAD = refuses("invalid_blocks")

OUTCOMES = [
    pytest.param(OK, Delivered("D1", "1.2"), id="ok"),
    pytest.param(
        Says(status=429, retry_after="7"), NotTaken(7, "ratelimited"), id="429 with a time"
    ),
    pytest.param(Says(status=429), NotTaken(UNREACHABLE_S, "ratelimited"), id="429 without a time"),
    pytest.param(
        Says(status=429, retry_after="soon"), NotTaken(UNREACHABLE_S, "ratelimited"), id="429 soon"
    ),
    pytest.param(
        Says(status=429, retry_after="0"), NotTaken(1, "ratelimited"), id="429 without a wait"
    ),
    pytest.param(
        Says(status=429, retry_after="1e9"),
        NotTaken(LONGEST_BELIEVED_S, "ratelimited"),
        id="429 for years",
    ),
    pytest.param(refuses("ratelimited"), NotTaken(UNREACHABLE_S, "ratelimited"), id="ratelimited"),
    pytest.param(
        refuses("token_revoked"), NotTaken(TOKEN_TROUBLE_S, "token_revoked"), id="token_revoked"
    ),
    pytest.param(
        refuses("missing_scope"), NotTaken(TOKEN_TROUBLE_S, "missing_scope"), id="missing_scope"
    ),
    pytest.param(refuses("user_disabled"), Refused("user_disabled", gone=True), id="gone"),
    pytest.param(refuses("is_archived"), Refused("is_archived"), id="archived"),
    pytest.param(refuses("fatal_error"), Unclear("fatal_error"), id="fatal_error"),
    pytest.param(Says(refuses("internal_error")), Unclear("internal_error"), id="internal_error"),
    pytest.param(Says(b"oops", 500), Unclear("http_500"), id="500"),
    pytest.param(Says({}, 503), Unclear("http_503"), id="503"),
    pytest.param(Says(b"7"), Unclear("ClientPayloadError"), id="not an object"),
    pytest.param(Says(b""), Unclear("http_200"), id="empty"),
    pytest.param(Hangs(), Unclear("TimeoutError"), id="timeout"),
    pytest.param(HangsUp(), Unclear("ServerDisconnectedError"), id="disconnected"),
]


@pytest.mark.parametrize(("says", "outcome"), OUTCOMES)
async def test_a_post_has_one_outcome_and_is_never_repeated(
    says: Script, outcome: PostOutcome
) -> None:
    async with slack(says) as it:
        assert await it.api.post(ANA, CARD) == outcome
        assert it.server.methods == ["chat.postMessage"]
        refused_token = isinstance(outcome, NotTaken) and outcome.retry_after == TOKEN_TROUBLE_S
        assert it.server.identities.dropped == (["T1"] if refused_token else [])


@pytest.mark.parametrize(("says", "outcome"), OUTCOMES)
async def test_an_update_has_the_same_outcomes(says: Script, outcome: PostOutcome) -> None:
    async with slack(says) as it:
        updated = Updated() if isinstance(outcome, Delivered) else outcome
        assert await it.api.update("T1", PLACE, CARD) == updated
        assert it.server.methods == ["chat.update"]


async def test_a_refused_connection_proves_that_nothing_arrived() -> None:
    async with aiohttp.ClientSession() as session:
        client = web_client(session, "http://127.0.0.1:9/api/", on_loopback=True)
        api = SlackApi(client, Identities(), Metrics(), lambda _workspace, _files: None)
        outcome = NotTaken(UNREACHABLE_S, "ClientConnectorError")
        assert await api.post(ANA, CARD) == outcome
        assert await api.update("T1", PLACE, CARD) == outcome


async def test_a_token_that_cannot_be_looked_up_is_an_outcome() -> None:
    async def fails(workspace_id: str) -> None:
        raise ConnectionError(workspace_id)

    async with slack() as it:
        it.server.identities.of = fails  # type: ignore[assignment]
        assert await it.api.post(ANA, CARD) == NotTaken(UNREACHABLE_S, "ConnectionError")
        assert it.server.asked == []


async def test_nothing_is_sent_where_limber_is_not_installed() -> None:
    async with slack() as it:
        outcome = await it.api.post(Who("T2", "U1"), CARD)
        assert outcome == NotTaken(TOKEN_TROUBLE_S, "not installed")
        assert it.server.asked == []


async def test_a_card_that_slack_refuses_for_its_picture_goes_out_without_it() -> None:
    async with slack(BAD) as it:
        assert await it.api.post(ANA, PICTURE) == Delivered("D1", "1.2")
        assert [len(body["blocks"]) for _, body in it.server.asked] == [1, 0]
        assert it.server.lost == [("T1", ["F1"])]
    async with slack(BAD) as it:
        assert await it.api.update("T1", PLACE, PICTURE) == Updated()
        assert [len(body["blocks"]) for _, body in it.server.asked] == [1, 0]
        assert it.server.lost == [("T1", ["F1"])]


async def test_a_fresh_picture_is_retried_until_slack_has_processed_it() -> None:
    async with slack(BAD, BAD) as it:
        assert await it.api.post(ANA, PICTURE, fresh=True) == Delivered("D1", "1.2")
        assert [len(body["blocks"]) for _, body in it.server.asked] == [1, 1, 1]
        assert it.server.lost == []
    async with slack(BAD, BAD, BAD) as it:
        assert await it.api.post(ANA, PICTURE, fresh=True) == Delivered("D1", "1.2")
        assert [len(body["blocks"]) for _, body in it.server.asked] == [1, 1, 1, 0]
        assert it.server.lost == [("T1", ["F1"])]


@pytest.mark.parametrize(
    ("script", "answered", "tries"),
    [
        ([Says(b"ok")], True, 1),
        ([Says(b"", 429, "0"), Says(b"ok")], True, 2),
        ([Says(b"", 429, "0"), Says(b"", 429, "0")], False, RESPOND_TRIES),
        ([HangsUp(), Says(b"ok")], True, 2),
        ([HangsUp(), HangsUp()], False, RESPOND_TRIES),
        ([Says(b"expired_url", 404)], False, 1),
    ],
    ids=["ok", "rate limit", "rate limits", "lost connection", "no connection", "expired"],
)
async def test_an_answer_to_a_click_is_retried_once(
    monkeypatch: pytest.MonkeyPatch, script: list[Script], answered: bool, tries: int
) -> None:
    monkeypatch.setattr("bot.slack.calls.api.LONGEST_WAIT_S", 0)
    async with slack(*script) as it:
        assert await it.api.respond(it.response_url(), CARD, replace=True) is answered
        assert len(it.server.asked) == tries
        _, body = it.server.asked[0]
        assert (body["replace_original"], body["response_type"]) == (True, "ephemeral")


async def test_an_answer_is_given_without_a_picture_that_slack_refuses() -> None:
    async with slack(Says(b"invalid_blocks", 400), Says(b"ok")) as it:
        assert await it.api.respond(it.response_url(), PICTURE, replace=False)
        assert [len(body["blocks"]) for _, body in it.server.asked] == [1, 0]


@pytest.mark.parametrize(
    ("script", "shown", "tries"),
    [
        ([Says(b"ok")], True, 1),
        ([Says(b"invalid_blocks", 400), Says(b"ok")], True, 2),
        ([Says(b"invalid_blocks", 400)] * 3, False, 3),
        ([Says(b"expired_url", 404)], False, 1),
        ([HangsUp()], False, 1),
    ],
    ids=["ok", "processed later", "never processed", "expired", "no connection"],
)
async def test_a_chart_is_shown_with_its_picture_or_not_at_all(
    script: list[Script], shown: bool, tries: int
) -> None:
    async with slack(*script) as it:
        assert await it.api.show(it.response_url(), PICTURE) is shown
        assert [len(body["blocks"]) for _, body in it.server.asked] == [1] * tries


@pytest.mark.parametrize(
    "says", [refuses("user_not_found"), Says(b"", 500), Hangs(), HangsUp()], ids=str
)
async def test_a_failed_question_has_no_answer(says: Script) -> None:
    async with slack(says) as it:
        assert await it.api.attempt("users.info", "T1", {"user": "U1"}, as_form=True) is None
        assert it.server.methods == ["users.info"]
