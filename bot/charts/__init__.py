"""Pictures of what people did: drawn on demand, in a process that ends with its one picture.

`orders.py` says what there is to draw, and is all that the rest of Limber needs to know.
"""
