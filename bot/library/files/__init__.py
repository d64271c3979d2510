"""Content files as text and data: YAML, schema, problems with their lines."""
