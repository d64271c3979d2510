"""Bodies made of ellipsoids; rows of them give round contours."""
