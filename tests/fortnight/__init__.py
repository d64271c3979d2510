"""A fortnight of many people: its script, the run of it, and a check that knows neither rule nor code."""
