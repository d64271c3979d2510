"""The card of a break in every state, and what surrounds it."""
