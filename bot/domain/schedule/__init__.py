"""When the next nudge is due, and what moves it.

Every `jitter` is a number in [0, 1) that chooses an instant in a window: see `jitter`.
"""
