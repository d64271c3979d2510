"""What is kept of a person, and the files of an export."""
