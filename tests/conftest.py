"""Puts this folder on the import path, for the helpers that several rooms' tests share."""

import signal

# A test run that is started in the background ignores interrupts, and so would the commands that the tests interrupt.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
