"""The promises of nudging, kept: a fortnight of many people, and a morning of very many."""
