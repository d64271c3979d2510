"""Working hours, days off and busy signals: when somebody is at work and free."""
