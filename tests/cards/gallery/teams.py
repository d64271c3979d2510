"""Teams, their weekly digest, and leaderboards."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.cards.parts.blocks import Image
from bot.cards.progress.streak_card import WorkspaceWeek
from bot.cards.teams import digest_card, leaderboard_cards, team_cards, team_settings, team_status
from bot.domain.teams.leaderboards import Board, Rank, TeamRank, TeamTally
from bot.domain.teams.teams import Appointment, Channel, Team, TeamDay, TeamStreak
from bot.domain.teams.weekly_digest import digest_of, week_told
from bot.library.words import Words
from tests.cards.gallery.samples import (
    BUSY_TEAM,
    GUEST,
    LONG_TEXT,
    MEMBER,
    NOBODY,
    NOW,
    TEAM,
    TEAMS_NOW,
    TODAY,
    Named,
)


def every(words: Words) -> Iterator[Named]:
    yield from _status(words)
    yield from _membership(words)
    yield from _refused(words)
    yield from digests(words)
    yield from _leaderboards(words)
    yield from _switches(words)


def _status(words: Words) -> Iterator[Named]:
    for n, now in enumerate(TEAMS_NOW):
        for is_in in (True, False):
            yield f"team {n} {is_in}", team_status.status(words, now, n % 3, is_in=is_in)
        yield f"team consent {n}", team_cards.consent(words, now.team, n % 3)
        yield f"my teams {n}", team_status.my_teams(words, [now] * (n % 3 + 1), more=n % 3)
    for team in (TEAM, BUSY_TEAM):
        yield f"team saved {team is TEAM}", team_cards.settings_saved(words, team)
        yield f"team settings {team is TEAM}", team_settings.team_settings(words, team, "x" * 300)
        yield f"end of team {team is TEAM}", team_cards.ask_to_end(words, team)


def _membership(words: Words) -> Iterator[Named]:
    for named in ("", words("Ana")):
        yield f"team ended by {named}", team_cards.ended_by(words, named)
        for team in (TEAM, BUSY_TEAM):
            for size in (0, 1, 12):
                invitation = team_cards.invitation(words, team, named, size)
                yield f"team invitation {team is TEAM} {named} {size}", invitation
    for member in (MEMBER, GUEST):
        for already in (True, False):
            joined = team_cards.joined(words, member, TEAM, already=already)
            yield f"team joined {member is GUEST} {already}", joined
    for here in (True, False):
        yield f"team left {here}", team_cards.left(words, TEAM, here=here)
    yield "team begun", team_cards.begun(words)
    yield "team perhaps begun", team_cards.perhaps_begun(words)
    yield "team ended", team_cards.ended(words)


def _refused(words: Words) -> Iterator[Named]:
    for channel in (None, Channel("T1", "C1")):
        yield f"no team {channel}", team_cards.no_team(words, channel)
    yield "team not invited", team_cards.not_invited(words)
    yield "team not posted", team_cards.not_posted(words)
    yield "team where", team_cards.where_to_type(words)
    yield "team not in", team_cards.not_in(words)
    yield "team gone", team_cards.gone(words)
    yield "team not yours", team_cards.not_yours(words)
    yield "team members decide", team_cards.members_decide(words)
    yield "team unclear", team_cards.unclear(words, LONG_TEXT)


def digests(words: Words) -> Iterator[Named]:
    friday, monday = NOW + timedelta(days=4, hours=5), NOW + timedelta(hours=5)
    for goal, due in ((None, friday), (3, friday), (10**6, monday)):
        at = Appointment(due.weekday(), due.time())
        team = Team(
            workspace_id="T1", channel_id="C1", set_up_by=None, set_up_at=NOW, zone="Etc/UTC",
            locale="en-US", weekly_goal=goal, digest=at,
        )  # fmt: skip
        first, _ = week_told(team, due)
        for took, available in ((0, 0), (1, 1), (3, 7), (7, 7), (10**6, 10**6)):
            lived = [
                TeamDay(first + timedelta(days=n), available, took if n else 0, 3 * took)
                for n in range(-7, 5)
            ]
            for streak in (TeamStreak(), TeamStreak(1, 1), TeamStreak(7, 7), TeamStreak(7, 9)):
                digest = digest_of(team, due, lived, took, streak)
                picture = Image(digest_card.in_words(words, digest), file_id="F0000001")
                label = f"{goal} {took} of {available} {streak}"
                yield f"digest {label}", digest_card.digest(words, digest)
                yield f"digest with picture {label}", digest_card.digest(words, digest, picture)
    yield from _better_digest(words, friday)
    yield "digest stopped", digest_card.stopped(words, "C1")


def _better_digest(words: Words, friday: datetime) -> Iterator[Named]:
    """A larger share than the week before."""
    team = replace(TEAM, set_up_at=NOW - timedelta(weeks=9), digest=Appointment(4, friday.time()))
    lived = [TeamDay(TODAY + timedelta(days=n), 7, 5 if n >= 0 else 1, 5) for n in range(-7, 5)]
    digest = digest_of(team, friday, lived, 5, TeamStreak())
    yield "digest of a better week", digest_card.digest(words, digest)


def _leaderboards(words: Words) -> Iterator[Named]:
    named = words("Speedy")
    people = tuple(Rank(n, f"U{n:08}", 60 - n, named if n % 2 else None) for n in range(1, 11))
    listed = [TeamRank(n, TeamTally(f"C{n:08}", 100 - n, 100 + n * n)) for n in range(1, 11)]
    for n, now in enumerate(TEAMS_NOW):
        for places in ((), people):
            for mine in (0, 1, 12):
                of_team = leaderboard_cards.of_team(words, now, places, mine, is_in=mine % 2 == 0)
                yield f"board of team {n} {len(places)} {mine}", of_team
    for everybody in (
        NOBODY,
        WorkspaceWeek(people=1, breaks=1, mine=1, places=()),
        WorkspaceWeek(people=9, breaks=90, mine=0, places=people),
        WorkspaceWeek(people=900, breaks=9000, mine=90, places=people),
    ):
        board = leaderboard_cards.of_workspace(words, everybody)
        yield f"board of all {everybody.people}", board
        yield f"board in a modal {everybody.people}", leaderboard_cards.as_modal(words, board)
    for ranks, below in (((), ()), (listed[:1], ()), (listed, listed)):
        of_teams = leaderboard_cards.of_teams(words, ranks, below)
        yield f"board of teams {len(ranks)} {len(below)}", of_teams
    for place, breaks in ((None, 0), (None, 1), (1, 1), (250, 12)):
        for channel_id in (None, "C1"):
            for is_listed in (True, False):
                of_me = leaderboard_cards.of_me(
                    words, place, breaks, channel_id=channel_id, listed=is_listed
                )
                yield f"board of me {place} {breaks} {channel_id} {is_listed}", of_me


def _switches(words: Words) -> Iterator[Named]:
    for off in (frozenset[Board](), frozenset({Board.TEAMS}), frozenset(Board)):
        yield f"boards switched {len(off)}", leaderboard_cards.switched(words, off)
        choice = leaderboard_cards.choose(words, off, "https://example.com")
        yield f"boards chosen {len(off)}", choice
    for listed in (True, False):
        board = leaderboard_cards.of_workspace(words, NOBODY, listed=listed)
        yield f"board for somebody listed {listed}", board
    yield "name shown", leaderboard_cards.name_shown(words)
    yield "name hidden", leaderboard_cards.name_hidden(words)
    yield "board off", leaderboard_cards.switched_off(words)
    yield "boards for admins", leaderboard_cards.not_admin(words)
    yield "board unclear", leaderboard_cards.unclear(words, LONG_TEXT)
