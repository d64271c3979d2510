"""`python -m bot` is `limber`."""

from bot.cli.main import main

main()
