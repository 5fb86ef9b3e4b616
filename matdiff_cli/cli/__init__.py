"""The command: what is typed at the shell, and what comes back. What is heavier than click is imported when needed."""
