"""Claims and identities: read, judged, and, where they are wrong, explained by a condition, a slip and a witness."""
