"""Prints the figures as ratios taken in one run, beside the targets."""

import argparse
import asyncio
import tempfile
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from tests.benchmark import boards, clicks, memory, nudges
from tests.benchmark.answering import answering_slack
from tests.benchmark.targets import held_against


async def measure(rounds: int, people: int, members: int, console: Console) -> None:
    library = nudges.load()
    with answering_slack() as api_url, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rates: dict[str, list[float]] = {}
        for n in range(rounds):
            here = folder / str(n)
            here.mkdir()
            for rate in (
                await nudges.posting_alone(api_url, library, people),
                await nudges.limber(api_url, library, here, people),
                await nudges.naive(api_url, library, here, people // 4),
            ):
                rates.setdefault(rate.name, []).append(rate.per_second)
        console.print(_nudges({name: median(it) for name, it in rates.items()}))
        console.print(await _clicks(api_url, folder))
        console.print(await _scans(library, folder, members))
        console.print(await _memory(folder, members))


def _nudges(rates: dict[str, float]) -> Table:
    alone, limber, naive = rates.values()
    table = Table("nudges a second", "", "against the naive design", "against posting alone")
    for name, rate in rates.items():
        table.add_row(name, f"{rate:.0f}", f"{rate / naive:.1f}x", f"{rate / alone:.2f}x")
    table.caption = "; ".join(
        [
            held_against("against the naive design", limber / naive, least=6),
            held_against("against posting alone", limber / alone, least=0.85),
        ]
    )
    return table


async def _clicks(api_url: str, folder: Path) -> Table:
    async with clicks.bare_bolt(before_response=False) as url:
        default = await clicks.measured("Bolt as it comes, one listener", url, 400)
    async with clicks.bare_bolt(before_response=True) as url:
        bare = await clicks.measured("Bolt answering at once, one listener", url, 1000)
    found = [default, bare, *await clicks.limber(api_url, folder, 1000, 2000)]
    table = Table("click to acknowledgement", "p50 ms", "p99 ms", "p50 against Bolt as it comes")
    for it in found:
        table.add_row(it.name, f"{it.p50:.2f}", f"{it.p99:.2f}", f"1/{default.p50 / it.p50:.1f}")
    rest, beside = found[2:]
    table.caption = "; ".join(
        [
            held_against("p50 against Bolt as it comes", rest.p50 / default.p50, most=0.2),
            held_against("against Bolt answering at once", rest.p50 / bare.p50, most=1.3),
            held_against("p99 while sending, ms", beside.p99, most=25),
        ]
    )
    return table


async def _scans(library: nudges.Library, folder: Path, members: int) -> Table:
    table = Table("members", "tick with nothing due, ms", "claim of 100, ms")
    costs = []
    for count in (1000, members):
        idle, claim = await nudges.scan(library, folder, count)
        costs.append(idle + claim)
        table.add_row(f"{count:,}", f"{idle:.2f}", f"{claim:.1f}")
    table.caption = held_against("from the first row to the last", costs[1] / costs[0], most=3)
    return table


async def _memory(folder: Path, members: int) -> Table:
    table = Table("members", "MiB at rest", "MiB once somebody has joined")
    found = []
    for count in (1000, members):
        rest, joined = await memory.resident(folder, count)
        found.append(rest)
        table.add_row(f"{count:,}", f"{rest:.1f}", f"{joined:.1f}")
    table.caption = "; ".join(
        [
            held_against("MiB at rest", max(found), most=80),
            held_against("MiB from the first row to the last", found[1] - found[0], most=10),
        ]
    )
    return table


async def measure_boards(console: Console) -> None:
    """Leaderboards alone; over one row by its key, the machine's own pace is seen."""
    library = nudges.load()
    async with boards.databases() as opened:
        for name, database in opened.items():
            logged, found = await boards.measured(database, library)
            table = Table(f"{name}, {logged:,} breaks", "p50 ms", "p95 ms", "over one row")
            kinds = {"": found.floor, "look: ": found.looks, "answer: ": found.answers}
            for kind, answers in {**kinds, " ": found.log}.items():
                for it in answers:
                    over = f"{it.p50 / found.floor[0].p50:.1f}x"
                    table.add_row(f"{kind}{it.name}", f"{it.p50:.2f}", f"{it.p95:.2f}", over)
            slowest = (max(it.p50 for it in some) for some in (found.looks, found.answers))
            table.caption = "; ".join(
                held_against(f"p50 of the slowest {kind}, ms", it, most=5)
                for kind, it in zip(("look", "answer"), slowest, strict=True)
            )
            console.print(table)


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    options.add_argument("--rounds", type=int, default=3, help="medians over so many rounds")
    options.add_argument("--people", type=int, default=2000, help="nudges a round")
    options.add_argument("--members", type=int, default=100_000, help="for the scan")
    options.add_argument("--boards", action="store_true", help="leaderboards only")
    given = options.parse_args()
    if not given.boards:
        asyncio.run(measure(given.rounds, given.people, given.members, Console()))
    asyncio.run(measure_boards(Console()))


if __name__ == "__main__":
    main()
