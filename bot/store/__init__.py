"""The database: tables, every query, migrations."""
