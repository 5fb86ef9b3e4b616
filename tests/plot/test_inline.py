"""Images within a terminal: which terminals get them, and what these are sent."""

import contextlib
import os
import re
import subprocess
import sys
import zlib
from base64 import b64decode
from random import Random
from struct import unpack

import pytest
from pictures import BALL
from runner import runner

from matdiff_cli.cli.main import root
from matdiff_cli.plot.inline import escaped, protocol

KITTY, ITERM = {"TERM": "xterm-kitty"}, {"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        (KITTY, "kitty"),
        (ITERM, "iterm"),
        ({"TERM": "xterm-256color"}, ""),
        ({}, ""),
        (KITTY | {"TMUX": "default,1,0"}, ""),
        (ITERM | {"TERM": "screen-256color"}, ""),
        (KITTY | {"STY": "1.pts-0"}, ""),
    ],
)
def test_only_terminals_that_name_themselves_get_images(environment, language):
    assert protocol(environment) == language


@pytest.mark.parametrize("length", [1, 3072, 3073, 20_000])
def test_the_image_arrives_whole(length):
    png = Random(length).randbytes(length)
    parts = re.findall(r"\x1b_G(.*?);(.*?)\x1b\\", escaped(png, "kitty"))
    assert b64decode("".join(letters for _, letters in parts)) == png
    assert all(len(letters) <= 4096 for _, letters in parts)
    assert [head.endswith("m=1") for head, _ in parts] == [True] * (len(parts) - 1) + [False]
    size, letters = re.fullmatch(r"\x1b\]1337;File=inline=1;size=(\d+):(.*)\a", escaped(png, "iterm")).groups()
    assert int(size) == length and b64decode(letters) == png


def test_elsewhere_it_is_an_error_that_says_so():
    done = runner(env=KITTY).invoke(root, ["plot", BALL, "--inline"])  # the output is no terminal
    assert done.exit_code == 2 and "kitty" in done.stderr and "\x1b" not in done.stdout
    assert runner().invoke(root, ["plot", BALL, "--inline", "--json"]).exit_code == 2


COMMAND = """
import sys, zlib
from struct import pack
from matdiff_cli.cli.main import root
from matdiff_cli.plot import painters
try:
    import matplotlib
except ImportError:  # a picture of its own in place of matplotlib's
    chunk = lambda kind, data: pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))
    rows = b"".join(bytes([0, *(7 * (i ^ j) % 251 for i in range(300))]) for j in range(200))
    parts = (b"IHDR", pack(">IIBBBBB", 300, 200, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b"")
    painters.paint = lambda scene, canvas: b"\\x89PNG\\r\\n\\x1a\\n" + b"".join(chunk(*part) for part in parts)
root.main(["plot", *sys.argv[1:], "--inline", "--explain"])
"""


def pixels_of(png):
    """Width, height and the rows of bytes of a PNG, every checksum looked at."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, chunks = 8, []
    while at < len(png):
        (length,) = unpack(">I", png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert unpack(">I", png[at + 8 + length : at + 12 + length]) == (zlib.crc32(kind + data),)
        chunks.append((kind, data))
        at += 12 + length
    assert chunks[0][0] == b"IHDR" and chunks[-1] == (b"IEND", b"")
    wide, high = unpack(">II", chunks[0][1][:8])
    rows = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    assert len(rows) % high == 0 and (len(rows) // high - 1) % wide == 0
    return wide, high, rows


@pytest.mark.parametrize("environment", [KITTY, ITERM], ids=["kitty", "iterm"])
def test_what_is_sent_to_the_terminal_is_a_picture_and_then_words(environment):
    master, slave = pytest.importorskip("pty").openpty()
    inherited = {name: value for name, value in os.environ.items() if name not in ("TMUX", "STY", "TERM_PROGRAM")}
    command = [sys.executable, "-c", COMMAND, BALL, "--from", "14,4"]
    with subprocess.Popen(command, stdout=slave, stderr=subprocess.PIPE, env=inherited | environment) as process:
        os.close(slave)
        sent = b""
        with contextlib.suppress(OSError):  # Linux says so where the other end is closed
            while part := os.read(master, 65536):
                sent += part
        os.close(master)
        assert process.wait() == 0, process.stderr.read()
    if environment is KITTY:
        parts = re.findall(rb"\x1b_G(?:a=T,f=100,)?m=[01];([^\x1b]*)\x1b\\", sent)
        letters, rest = b"".join(parts), re.sub(rb"\x1b_G[^\x1b]*\x1b\\", b"", sent)
        assert len(parts) > 1
    else:
        letters = re.search(rb"\x1b\]1337;File=inline=1;size=\d+:([^\a]*)\a", sent)[1]
        rest = re.sub(rb"\x1b\][^\a]*\a", b"", sent)
    wide, high, rows = pixels_of(b64decode(letters, validate=True))
    assert wide > 200 and high > 100 and len(set(rows)) > 20
    assert rest.decode().startswith("\r\nAt (14, 4) the gradient") and "\x1b" not in rest.decode()
