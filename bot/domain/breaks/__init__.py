"""A break: the state machine of its card, feedback, old cards."""
