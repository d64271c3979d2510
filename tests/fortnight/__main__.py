"""Lives the whole fortnight with 200 people, and says what was wrong with it."""

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from bot.logs import set_up
from tests.fortnight.checker import calls_a_nudge, check
from tests.fortnight.runner import live, quick_folder
from tests.fortnight.script import FROM, TILL, fortnight


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.fortnight", description=__doc__)
    options.add_argument("--people", type=int, default=200)
    options.add_argument("--days", type=float, default=14)
    options.add_argument("--shown", type=int, default=40, help="findings that are printed")
    options.add_argument("--without-holds", action="store_true")
    options.add_argument("--without-holidays", action="store_true")
    given = options.parse_args()
    people = fortnight(
        given.people, holds=not given.without_holds, holidays=not given.without_holidays
    )
    set_up(as_json=False)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder:
        end = min(TILL, FROM + timedelta(days=given.days))
        story = asyncio.run(live(people, Path(folder) / "limber.db", end=end))
    took = time.perf_counter() - began
    found = check(story)
    checked = time.perf_counter() - began - took
    for it in found[: given.shown]:
        print(it)
    print(dict(Counter(it.method for it in story.calls)))
    print(
        f"{len(people)} people, {len(story.nudges)} nudges, {len(story.deeds)} deeds, "
        f"{calls_a_nudge(story):.3f} calls a nudge; {took:.0f} s, checked in {checked:.1f} s"
    )
    print("findings:", dict(Counter(str(it.rule) for it in found)) or "none")
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
