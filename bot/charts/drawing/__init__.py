"""Drawing charts. Only the worker process imports this."""
