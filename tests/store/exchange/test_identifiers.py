"""GUIDs are minted once for ever and compared in one form."""

from store.exchange.refi.identifiers import canonical, guid_of, is_guid, minted


def test_a_minted_guid_follows_from_what_it_names_and_never_changes() -> None:
    assert minted("k3m9q2x7ab", "theme", "t-9q2c7k") == minted("k3m9q2x7ab", "theme", "t-9q2c7k")
    assert minted("k3m9q2x7ab", "theme", "t-9q2c7k") != minted("k3m9q2x7ab", "case", "t-9q2c7k")
    assert is_guid(minted("k3m9q2x7ab", "theme", "t-9q2c7k"))
    assert minted("k3m9q2x7ab", "theme", "t-9q2c7k") == "A4D93A3D-4B89-5264-B81F-960DAD7D6806"


def test_case_and_braces_make_no_difference() -> None:
    assert canonical("{94f1fc6c-6224-555a-9e0f-1356c1db1a5f}") == "94F1FC6C-6224-555A-9E0F-1356C1DB1A5F"
    assert guid_of("94f1fc6c-6224-555a-9e0f-1356c1db1a5f", "p", "theme", "t") == "94F1FC6C-6224-555A-9E0F-1356C1DB1A5F"


def test_what_is_no_guid_gives_way_to_a_minted_one() -> None:
    assert guid_of("code-7", "p", "theme", "t") == minted("p", "theme", "t")
    assert guid_of("", "p", "theme", "t") == minted("p", "theme", "t")
