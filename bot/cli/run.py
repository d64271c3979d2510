"""`limber run`: imports late, so that what only the start needs does not stay in memory."""

import asyncio


def serve() -> None:
    """Runs Limber until SIGTERM or SIGINT. Raises CannotStart."""
    from bot.settings import LogStyle, load, withhold  # noqa: PLC0415

    settings = load().for_running()
    withhold()
    from bot.content_process import read_in_worker  # noqa: PLC0415

    with read_in_worker(figures=settings.figures_folder is not None) as wait:
        from bot.app import run as run_limber  # noqa: PLC0415  while the worker reads
        from bot.logs import set_up  # noqa: PLC0415

        set_up(as_json=settings.limber_log is LogStyle.JSON)
        asyncio.run(run_limber(settings, wait()))
