"""Content files: YAML, schema, and problems with their lines."""
