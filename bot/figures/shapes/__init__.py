"""A body and a person as ellipsoids: rows of them make round contours."""
