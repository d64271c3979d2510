"""Exercise figures: poses written as data, drawn as stills and as films that are the timer.

The modules directly in this package know neither numpy nor Pillow, so that the serving process can
look a picture up by its key. Those in the packages below draw, in a process of their own.
"""
