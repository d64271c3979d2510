"""The Home tab and the other overviews."""
