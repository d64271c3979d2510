"""Films that are the timer: GIFs that play once and last as long as the step."""
