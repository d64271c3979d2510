"""A break: the state machine of its card, what people say of it, old cards."""
