"""Exercise figures: poses described as data, drawn as stills and as films with a timer.

The modules directly in this package import neither numpy nor Pillow, so that the serving process
can look up pictures. The packages below draw, in a process of their own.
"""
