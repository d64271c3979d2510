"""Measured figures beside their targets."""

from math import inf


def held_against(what: str, found: float, *, least: float = -inf, most: float = inf) -> str:
    """A figure with its one bound, and whether it is missed."""
    target = f"at most {most:g}" if most < inf else f"at least {least:g}"
    missed = "" if least <= found <= most else ", MISSED"
    return f"{what}: {found:.2f} (target {target}{missed})"
