"""Every rule that content must keep."""
