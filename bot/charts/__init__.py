"""Charts of people's breaks, each drawn on demand by a worker process.

`orders.py` describes what a chart shows; no other module is needed to order one.
"""
