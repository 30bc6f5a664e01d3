"""Encodings: what is certain is found, Western prose is taken for what it is, a guess is known to be one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.encodings import CERTAIN, decode
from store.errors import FileFault, UsageFault

WESTERN = [
    "café crème, déjà vu, naïveté, “quoted” – all the same.\r\n",
    "I said we’re not “led”, we are watched – every day… It’s £5 a time.\r\n",
    "It’s fine.\n",
    "Wir müssen über die Führung reden, weil es größer wird. Das heißt, daß ich es weiß.\n",
    "Nadie nos pregunta por qué. ¿Quién decide? ¡La señora está allí! Mañana también.\n",
    "Não há decisão sem a gente; é só pressão e opinião.\n",
    "Elle a dit « personne ne décide » et puis ½ heure de silence, à l’œuvre.\n",
    "ÅSA: Vi känner oss iakttagna, inte ledda. Hvad så? Det er ærligt, og øv.\n",
]
OTHERS = [
    ("cp1251", "Никто нас не спрашивает. Мы чувствуем, что за нами следят.\n"),
    ("cp1250", "Nikt nas nie pyta. Czujemy się śledzeni, a nie prowadzeni. Źle to świadczy o kierownictwie.\n"),
    ("cp1253", "Κανείς δεν μας ρωτάει ποτέ.\n"),
    ("cp1254", "Kimse bize sormuyor. İzlendiğimizi hissediyoruz, yönetildiğimizi değil. Şöyle böyle.\n"),
    ("gb18030", "没有人问我们。我们觉得被监视，而不是被领导。\n"),
]
MACINTOSH = "Nadie nos pregunta por qué. ¿Quién decide? La señora está allí.\n"


@pytest.mark.parametrize("text", WESTERN)
def test_western_prose(text: str) -> None:
    assert decode("a.txt", text.encode("cp1252")) == (text, "cp1252")


@pytest.mark.parametrize(("encoding", "text"), OTHERS)
def test_other_alphabets(encoding: str, text: str) -> None:
    assert decode("a.txt", text.encode(encoding)) == (text, encoding)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_utf_8_is_never_guessed_at(text: str) -> None:
    data = text.encode("utf-8")
    if b"\0" not in data:
        assert decode("a.txt", data) == (text.removeprefix("\ufeff"), "utf-8-sig" if text[0] == "\ufeff" else "utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    assert decode("a.txt", "naïve 没".encode(encoding)) == ("naïve 没", encoding)
    assert encoding in CERTAIN


def test_a_named_encoding_is_taken_at_its_word() -> None:
    data = MACINTOSH.encode("mac-roman")
    assert decode("a.txt", data)[1] not in (*CERTAIN, "cp1252")
    assert decode("a.txt", data, "Mac-Roman") == (MACINTOSH, "mac-roman")


@pytest.mark.parametrize("encoding", ["nonsense", "rot13", "base64", "utf-9"])
def test_an_encoding_that_does_not_exist(encoding: str) -> None:
    with pytest.raises(UsageFault, match="there is no encoding"):
        decode("a.txt", b"text", encoding)


def test_bytes_that_are_not_in_the_named_encoding() -> None:
    with pytest.raises(FileFault, match=r"a\.txt: it cannot be read as ascii"):
        decode("a.txt", b"caf\xe9", "ascii")


@pytest.mark.parametrize(
    "data", [b"MZ\0\0\1\2", bytes(range(1, 256)) * 4, b"\xff\xfe\0", b"\x89PNG\r\n\x1a\n\x01\x02\x03\xd8\xfe"]
)
@pytest.mark.parametrize("encoding", ["", "latin-1"])
def test_what_is_no_text(data: bytes, encoding: str) -> None:
    with pytest.raises(FileFault, match=r"a\.txt: it(s encoding cannot be told| is not a text file)"):
        decode("a.txt", data, encoding)
