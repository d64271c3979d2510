"""Working hours in the words people type."""
