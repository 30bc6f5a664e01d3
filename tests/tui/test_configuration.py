"""The user's own settings: what can be used is, what cannot is named, and nothing stops the app."""

import os
from pathlib import Path

import pytest

from tui.configuration import FORBIDDEN, Configuration, configuration_path, read_configuration


def read(folder: Path, text: str | bytes) -> Configuration:
    path = folder / "config.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_configuration(path)


def test_without_a_file_the_usual_settings_are_in_force(tmp_path: Path) -> None:
    assert read_configuration(tmp_path / "none" / "config.toml") == Configuration()
    assert Configuration().faults == ()


def test_settings_and_keys_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, 'theme = "nord"\nmouse = false\n[keys]\n"reader.tag" = "t, f5"\n"app.close" = "ctrl+w"\n')
    assert found == Configuration("nord", False, {"reader.tag": "t,f5", "app.close": "ctrl+w"})


@pytest.mark.parametrize(
    "text",
    [
        'theme = "nord',
        b"theme = \xff\n",
        b"\x00",
        "theme = 1\ntheme = 2\n",
        "keys = [" + "[" * 5000,
    ],
    ids=["not closed", "not UTF-8", "NUL", "twice", "deep"],
)
def test_a_file_that_cannot_be_read_is_one_fault_and_the_usual_settings(tmp_path: Path, text: str | bytes) -> None:
    found = read(tmp_path, text)
    assert (found.theme, found.mouse, found.keys) == ("catena-dark", True, {})
    (fault,) = found.faults
    assert str(tmp_path / "config.toml") in fault
    assert fault.endswith("; the usual settings are in force")


def test_a_folder_in_the_place_of_the_file_is_a_fault(tmp_path: Path) -> None:
    (fault,) = read_configuration(tmp_path).faults
    assert "the usual settings are in force" in fault


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("")
    path.chmod(0)
    assert len(read_configuration(path).faults) == 1


@pytest.mark.parametrize("key", FORBIDDEN)
def test_keys_that_a_terminal_sends_for_another_are_refused_and_the_rest_is_used(tmp_path: Path, key: str) -> None:
    found = read(tmp_path, f'[keys]\n"reader.tag" = "t,{key}"\n"reader.copy" = "Y"\n')
    assert found.keys == {"reader.copy": "Y"}
    (fault,) = found.faults
    assert f"{key} cannot be a key, as {FORBIDDEN[key]}" in fault


def test_unknown_actions_and_keys_that_are_no_text_are_named(tmp_path: Path) -> None:
    found = read(tmp_path, '[keys]\n"reader.fly" = "x"\n"reader.tag" = 5\n"reader.copy" = ""\n"app.help" = "f9"\n')
    assert found.keys == {"app.help": "f9"}
    assert [fault.partition(": ")[2] for fault in found.faults] == [
        "there is no action 'reader.fly'",
        'the keys of reader.tag are a text such as "t,f5"',
        'the keys of reader.copy are a text such as "t,f5"',
    ]


@pytest.mark.parametrize("keys", ["keys = 5", 'keys = "t"', "keys = []"])
def test_keys_that_are_no_table_are_a_fault(tmp_path: Path, keys: str) -> None:
    found = read(tmp_path, f"{keys}\n")
    assert found.keys == {}
    assert len(found.faults) == 1


@pytest.mark.parametrize("line", ["theme = 5", 'mouse = "no"'])
def test_settings_of_the_wrong_kind_are_a_fault(tmp_path: Path, line: str) -> None:
    found = read(tmp_path, f"{line}\n")
    assert (found.theme, found.mouse) == ("catena-dark", True)
    assert len(found.faults) == 1


def test_an_unknown_setting_is_a_fault(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, 'colour = "red"\n').faults
    assert "colour" in fault


@pytest.mark.parametrize("keys", ["t,", ",", " , "])
def test_an_empty_key_among_the_keys_is_a_fault(tmp_path: Path, keys: str) -> None:
    found = read(tmp_path, f'[keys]\n"reader.tag" = "{keys}"\n')
    assert found.keys == {}
    assert len(found.faults) == 1


def test_where_the_settings_are_looked_for() -> None:
    assert configuration_path({"XDG_CONFIG_HOME": "/x", "HOME": "/h"}) == Path("/x/catena/config.toml")
    assert configuration_path({"HOME": "/h"}) == Path("/h/.config/catena/config.toml")
    assert configuration_path({"XDG_CONFIG_HOME": "relative", "HOME": "/h"}) == Path("/h/.config/catena/config.toml")
    assert configuration_path({}) == Path("/.config/catena/config.toml")
