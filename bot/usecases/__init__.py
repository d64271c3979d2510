"""What Limber does: each reads the clock once, loads, decides, saves, tells."""
