"""What the app receives when a person types."""

from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from tests.playground.recording import Recording


async def test_a_command_names_the_person_the_channel_and_the_text(
    slack: StandIn, ana: Human, app: Recording
) -> None:
    channel = slack.add_channel("break", ana)
    await ana.types("/stretch  join us", channel)
    payload = app.payloads[0]
    assert payload.keys() == {
        "token",
        "team_id",
        "team_domain",
        "channel_id",
        "channel_name",
        "user_id",
        "user_name",
        "command",
        "text",
        "api_app_id",
        "is_enterprise_install",
        "response_url",
        "trigger_id",
    }
    assert (payload["command"], payload["text"]) == ("/stretch", "join us")
    assert (payload["channel_id"], payload["channel_name"]) == (channel.id, "break")
    assert (payload["user_id"], payload["user_name"]) == (ana.id, "ana")
    assert payload["response_url"].startswith(slack.base_url)
    assert all(isinstance(value, str) for value in payload.values())
    await ana.types("/stretch\nhelp")
    assert (app.payloads[1]["command"], app.payloads[1]["text"]) == ("/stretch", "help")
    assert app.payloads[1]["channel_name"] == "directmessage"


async def test_a_message_sends_nothing_to_the_app(ana: Human, app: Recording) -> None:
    await ana.types("Good morning")
    assert (ana.latest().text, ana.latest().user) == ("Good morning", ana.id)
    assert app.envelopes == []


async def test_commands_do_not_work_in_threads(ana: Human, app: Recording) -> None:
    await ana.types("Good morning")
    await ana.types("/stretch", thread_ts=ana.latest().ts)
    assert ana.latest().text == "/stretch is not supported in threads. Sorry!"
    await ana.types("A reply", thread_ts="1.000001")
    assert ana.latest().thread_ts == "1.000001"
    assert app.envelopes == []


async def test_unknown_commands_do_not_reach_the_app(
    slack: StandIn, ana: Human, app: Recording
) -> None:
    await ana.types("/dance")
    assert ana.latest().text == "/dance is not a valid command."
    slack.workspace.scopes -= {"commands"}
    await ana.types("/stretch")
    assert ana.latest().text == "/stretch is not a valid command."
    assert app.envelopes == []
