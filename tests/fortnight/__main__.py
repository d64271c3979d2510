"""Lives the whole fortnight with 200 people, and says what was wrong with it.

With --rush: the start of a Monday in a workspace of 5,000 instead.
"""

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from bot.library.files.location import content_root
from bot.library.loading import load_library
from bot.logs import set_up
from bot.store.db.database import Database
from tests.fortnight.checker import calls_a_nudge, check, sightings
from tests.fortnight.runner import live, quick_folder
from tests.fortnight.rush import MINUTE, Rush, rush
from tests.fortnight.script import FROM, TILL, fortnight


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.fortnight", description=__doc__)
    options.add_argument("--people", type=int, help="200, or 5,000 in a rush")
    options.add_argument("--rush", action="store_true")
    options.add_argument("--days", type=float, default=14)
    options.add_argument("--shown", type=int, default=40, help="findings that are printed")
    options.add_argument("--without-holds", action="store_true")
    options.add_argument("--without-holidays", action="store_true")
    given = options.parse_args()
    set_up(as_json=False)
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder:
        fair = _rush(given, folder) if given.rush else _fortnight(given, folder)
    raise SystemExit(not fair)


def _fortnight(given: argparse.Namespace, folder: str) -> bool:
    people = fortnight(
        given.people or 200, holds=not given.without_holds, holidays=not given.without_holidays
    )
    end = min(TILL, FROM + timedelta(days=given.days))
    began = time.perf_counter()
    story = asyncio.run(live(people, Path(folder) / "limber.db", end=end))
    took = time.perf_counter() - began
    found = check(story)
    for it in found[: given.shown]:
        print(it)
    print(dict(Counter(it.method for it in story.calls)))
    print(
        f"{len(people)} people, {len(story.nudges)} nudges, {len(story.deeds)} answers, "
        f"{calls_a_nudge(story):.3f} calls a nudge; in {took:.0f} s, checked in "
        f"{time.perf_counter() - began - took:.1f} s"
    )
    print(f"{len(story.glances)} looks at who is there, {dict(sightings(story))}")
    print("findings:", dict(Counter(str(it.rule) for it in found)) or "none")
    return not found


def _rush(given: argparse.Namespace, folder: str) -> bool:
    found = asyncio.run(_rushed(given.people or 5000, f"sqlite:///{folder}/limber.db"))
    print(
        f"{len(found.firsts)} people, the last after {found.latest / MINUTE:.1f} minutes, "
        f"{found.put_off} times put off; the busiest minute is {found.busiest:.2f} x the mean "
        f"(target at most 1.3); {len(found.glances)} looks at who is there, at most "
        f"{found.most_glances} a minute (tier 3: 50)"
    )
    return found.busiest <= 1.3


async def _rushed(people: int, url: str) -> Rush:
    async with Database.open(url) as database:
        return await rush(database, load_library(content_root()), people, tick_s=1)


if __name__ == "__main__":
    main()
