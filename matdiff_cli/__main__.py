"""``python -m matdiff_cli``: the same command as ``matdiff``."""

from matdiff_cli.cli.main import main

if __name__ == "__main__":
    main()
