"""How fast Limber is, as ratios taken in one run: `python -m tests.benchmark`."""
