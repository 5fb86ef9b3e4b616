"""The interactive session: what its lines mean, what it remembers, what it writes down. Nothing is derived here."""
