"""The verbs of the command: each module here is one, named like it, and defines a click command called `command`."""
