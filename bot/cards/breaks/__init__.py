"""The card of a break in every state, feedback, the library, and the self-check."""
