"""Films with a timer: GIFs that play once and last as long as their step."""
