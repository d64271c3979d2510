"""The pictures of cards: figures and charts, and their uploads."""
