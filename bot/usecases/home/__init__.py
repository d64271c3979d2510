"""The Home tab and other overviews."""
