"""Whether poses are plausible: geometry only, nothing is drawn."""
