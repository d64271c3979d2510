"""Where an answer goes: by the origin of the request and by how it wants to be shown."""

import asyncio
from typing import Any

import pytest

from bot.cards.home import home_tab
from bot.cards.parts import failures
from bot.cards.parts.blocks import Card
from bot.metrics import Metrics
from bot.slack.tasks import Tasks
from bot.usecases.ports import MessageRef
from bot.usecases.requests import (
    Answer,
    Followed,
    HomeNote,
    InMessage,
    OnHome,
    Origin,
    Reply,
    Request,
    Show,
    Typed,
)
from tests.slack import bolt
from tests.slack.bolt import ANA, ENGLISH, HOME, MODAL, RESPONSE_URL, RecordingApi, shown

URL = RESPONSE_URL
CARD = Card([], "Hello.")
TYPED = Typed(URL)
POSTED = InMessage(URL, MessageRef("C1", "1.2"))
EPHEMERAL = InMessage(URL, None)
ADDED, REPLACED = ("add", URL, "Hello."), ("replace", URL, "Hello.")
POST = ("post", ANA, "Hello.")
APOLOGY = ("add", URL, failures.failed(ENGLISH).text)
HOME_APOLOGY = ("home", ANA, shown(home_tab.failed(ENGLISH)))


def home(news: str = "") -> tuple[Any, ...]:
    return ("home", ANA, news)


async def delivered(origin: Origin, reply: Reply, api: RecordingApi | None = None) -> list[Any]:
    """The calls to Slack."""
    api, tasks = api or RecordingApi(), Tasks()
    request = Request(ANA, "", origin, trigger_id="1.x")
    await bolt.answers(api, tasks, Metrics()).deliver(request, reply)
    await tasks.finish(1)
    return api.calls


@pytest.mark.parametrize(
    ("origin", "show", "calls"),
    [
        (TYPED, Show.IN_PLACE, [ADDED]),
        (TYPED, Show.BESIDE, [ADDED]),
        (TYPED, Show.BELOW, [ADDED]),
        (TYPED, Show.CARD, [ADDED]),
        (POSTED, Show.IN_PLACE, [REPLACED]),
        (POSTED, Show.BESIDE, [ADDED]),
        (POSTED, Show.BELOW, [ADDED]),
        (POSTED, Show.CARD, [ADDED]),
        (EPHEMERAL, Show.IN_PLACE, [REPLACED]),
        (EPHEMERAL, Show.BESIDE, [REPLACED]),
        (EPHEMERAL, Show.BELOW, [ADDED]),
        (EPHEMERAL, Show.CARD, [ADDED]),
        (OnHome(), Show.IN_PLACE, [home()]),
        (OnHome(), Show.BESIDE, [home()]),
        (OnHome(), Show.BELOW, [home()]),
        (OnHome(), Show.CARD, [POST, home("sent: True")]),
    ],
    ids=str,
)
async def test_an_answer_goes_where_it_wants_to_be_shown(
    origin: Origin, show: Show, calls: list[Any]
) -> None:
    assert await delivered(origin, Answer(CARD, show)) == calls


@pytest.mark.parametrize("origin", [TYPED, POSTED, EPHEMERAL, OnHome()], ids=str)
async def test_a_bare_card_is_shown_beside(origin: Origin) -> None:
    assert await delivered(origin, CARD) == await delivered(origin, Answer(CARD, Show.BESIDE))


@pytest.mark.parametrize(
    ("note", "shown"),
    [(HomeNote.NONE, ""), (HomeNote.TOP, "news: Hello."), (HomeNote.DATA, "data: Hello.")],
)
async def test_home_repeats_an_answer_only_where_it_says(note: HomeNote, shown: str) -> None:
    assert await delivered(OnHome(), Answer(CARD, on_home=note)) == [home(shown)]
    assert await delivered(POSTED, Answer(CARD, on_home=note)) == [ADDED]


async def test_a_click_that_changes_home_redraws_it_wherever_it_was() -> None:
    assert await delivered(EPHEMERAL, Answer(CARD, redraws_home=True)) == [REPLACED, home()]
    assert await delivered(OnHome(), Answer(CARD, redraws_home=True)) == [home()]


@pytest.mark.parametrize("origin", [TYPED, POSTED, OnHome()], ids=str)
async def test_a_view_is_opened_or_published(origin: Origin) -> None:
    assert await delivered(origin, MODAL) == [("modal", "T1", "1.x")]
    assert await delivered(origin, HOME) == [home()]


@pytest.mark.parametrize(
    ("origin", "apologies"), [(TYPED, [APOLOGY]), (POSTED, [APOLOGY]), (OnHome(), [])], ids=str
)
async def test_a_modal_that_does_not_open_is_apologized_for(
    origin: Origin, apologies: list[Any]
) -> None:
    [_, *rest] = await delivered(origin, MODAL, RecordingApi(opens=False))
    assert rest == apologies


async def test_what_follows_is_added_when_it_is_ready() -> None:
    async def chart() -> Card:
        return Card([], "Chart.")

    async def none() -> None:
        return None

    assert await delivered(TYPED, Followed(CARD, chart)) == [ADDED, ("add picture", URL, "Chart.")]
    assert await delivered(TYPED, Followed(CARD, none)) == [ADDED]


async def test_what_follows_delays_nothing_else_of_that_person() -> None:
    api, tasks = RecordingApi(), Tasks()
    goes_on = asyncio.Event()
    answers = bolt.answers(api, tasks, Metrics())

    async def chart() -> Card:
        await goes_on.wait()
        return Card([], "Chart.")

    async def more() -> None:
        await answers.deliver(Request(ANA, "", POSTED), CARD)
        goes_on.set()

    await answers.deliver(Request(ANA, "", TYPED), Followed(CARD, chart))
    answers.later(ANA, "click", more)
    await tasks.finish(1)
    assert api.calls == [ADDED, ADDED, ("add picture", URL, "Chart.")]


async def test_a_chart_that_fails_is_counted_without_an_apology() -> None:
    api, tasks, metrics = RecordingApi(), Tasks(), Metrics()

    async def fails() -> Card:
        raise RuntimeError("no chart")

    answers = bolt.answers(api, tasks, metrics)
    await answers.deliver(Request(ANA, "", TYPED), Followed(CARD, fails))
    await tasks.finish(1)
    assert api.calls == [ADDED]
    assert 'limber_failures_total{where="picture"} 1.0' in metrics.text().decode()


@pytest.mark.parametrize(
    ("origin", "answer", "calls"),
    [
        (TYPED, Answer(CARD), [ADDED]),
        (TYPED, Answer(CARD, Show.IN_PLACE), [ADDED]),
        (TYPED, None, []),
        (OnHome(), Answer(CARD), [home()]),
        (OnHome(), Answer(CARD, on_home=HomeNote.TOP), [home("news: Hello.")]),
        (OnHome(), None, [home()]),
    ],
    ids=str,
)
async def test_a_saved_form_is_answered_where_it_was_opened(
    origin: Typed | OnHome, answer: Answer | None, calls: list[Any]
) -> None:
    api = RecordingApi()
    await bolt.answers(api, Tasks(), Metrics()).saved(ANA, origin, answer)
    assert api.calls == calls


@pytest.mark.parametrize(
    ("origin", "calls"),
    [(TYPED, [APOLOGY]), (POSTED, [APOLOGY]), (OnHome(), [HOME_APOLOGY]), (None, [])],
    ids=str,
)
async def test_work_that_fails_is_apologized_for_where_it_was_asked(
    origin: Origin | None, calls: list[Any]
) -> None:
    api, tasks = RecordingApi(), Tasks()

    async def fails() -> None:
        raise RuntimeError("failed")

    bolt.answers(api, tasks, Metrics()).later(ANA, "click", fails, origin)
    await tasks.finish(1)
    assert api.calls == calls
