"""The command as a process of its own: `matdiff`, or `python -m matdiff_cli`. Nothing else is imported at first."""

import os

INTERRUPTED = 130
"""That of `cli.status`, which is not imported before an interrupt is seen to."""

try:
    import signal
except KeyboardInterrupt:
    os._exit(INTERRUPTED)


def main() -> None:
    """Run the command. From its first moment on, an interrupt ends it at once, wherever it is, without a word.

    Results are flushed when they are written, so none is lost. An interrupt that is ignored, as in a job in the
    background, stays so.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    from matdiff_cli.cli.lean import install
    from matdiff_cli.cli.main import main as run

    install()
    run()


if __name__ == "__main__":
    main()
