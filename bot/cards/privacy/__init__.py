"""What Limber stores about a person, and the files of an export."""
