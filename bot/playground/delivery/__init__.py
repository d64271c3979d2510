"""How payloads reach the app: the outbox, Socket Mode and HTTP."""
