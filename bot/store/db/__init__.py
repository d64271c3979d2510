"""The database itself: connections, tables, upserts, migrations, backups."""
