"""One module a format; see `matdiff_cli.output`."""
