"""Where the parser's tables are kept: only in a folder that nobody else can write to."""

import os
import sys

import pytest

from matdiff_cli.syntax.grammars import cache_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")


def test_folder_is_private(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    place = cache_file("grammar")
    assert place is not None
    folder = os.path.dirname(place)
    assert os.path.dirname(folder) == str(tmp_path)
    assert os.stat(folder).st_mode & 0o777 == 0o700


def test_a_folder_open_to_others_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "matdiff").mkdir()
    (tmp_path / "matdiff").chmod(0o777)
    assert cache_file("grammar") is None


def test_a_link_is_not_followed(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "matdiff").symlink_to(tmp_path / "elsewhere")
    assert cache_file("grammar") is None


def test_without_a_place_nothing_is_kept(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert cache_file("grammar") is None


def test_another_grammar_has_another_file(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_file("one") != cache_file("two")
