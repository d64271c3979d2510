"""Members, workspaces, and everything that belongs to one person."""
