"""What people may set, each setting declared once."""
