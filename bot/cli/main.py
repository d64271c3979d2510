"""The `limber` command.

`limber run` starts without typer, which the serving process would keep in memory. The other
subcommands are in bot/cli/commands.py.
"""

import sys
from io import TextIOWrapper

from bot.cli.run import serve
from bot.errors import CANNOT, CannotStart


def main() -> None:
    """Faults that the operator can fix are printed as one line each, with exit code 2."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # for terminals without some characters
    try:
        if sys.argv[1:] == ["run"]:
            serve()
        else:
            from bot.cli.commands import app  # noqa: PLC0415  imports typer

            app()
    except CannotStart as error:
        for reason in error.reasons:
            print(f"limber: {reason}", file=sys.stderr)
        raise SystemExit(CANNOT) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
