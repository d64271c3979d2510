"""`limber`: the one command.

Serving begins here without the library that reads command lines, for whoever answers people would
hold it in memory ever after. Everything else is a subcommand, in bot/cli/commands.py.
"""

import sys
from io import TextIOWrapper

from bot.cli.run import serve
from bot.errors import CANNOT, CannotStart


def main() -> None:
    """Runs the command; what its user can mend is said in one line each, with exit code 2."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(
            errors="replace"
        )  # a terminal without some sign still shows the rest
    try:
        if sys.argv[1:] == ["run"]:
            serve()
        else:
            from bot.cli.commands import app  # noqa: PLC0415  see above

            app()
    except CannotStart as error:
        for reason in error.reasons:
            print(f"limber: {reason}", file=sys.stderr)
        raise SystemExit(CANNOT) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
