"""Taking a break: offers, clicks, feedback, the self-check, plans."""
