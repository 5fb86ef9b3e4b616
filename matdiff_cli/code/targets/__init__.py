"""One module a target; see `matdiff_cli.code`."""
