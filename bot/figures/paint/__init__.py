"""Draws ellipsoids and boxes as flat-shaded pixels through a depth buffer."""
