"""The command line: `limber` and its subcommands."""
