"""Subtitles as text: turns, and the time of each caption."""

from tests.store.importers.conftest import Read

VTT = """WEBVTT - talk

NOTE made by hand

intro
00:01.000 --> 00:02.500 align:start
<v Anna Lee>We met &amp; talked

2
00:02.600 --> 00:04.000
<v Anna Lee>in the <i>hall</i>.

00:05.000 --> 00:06.000
<v Ben>Yes.
<v Anna Lee>No.
"""

SRT = """1
00:00:01,000 --> 00:00:02,000
P03: It began

2
00:00:02,100 --> 00:00:04,000
in the spring.

and went on.

3
01:02:09,000 --> 01:02:10,000
INTERVIEWER: And then?
"""


def test_voices_make_turns_and_times_are_kept(read: Read) -> None:
    (piece,) = read("a.vtt", VTT.encode())
    assert piece.text == "Anna Lee: We met & talked in the hall.\n\nBen: Yes.\n\nAnna Lee: No.\n"
    assert [label for _, label in piece.times] == ["00:00:01", "00:00:02.600", "00:00:05", "00:00:05"]
    assert [piece.text[start:][:6] for start, _ in piece.times] == ["Anna L", "in the", "Ben: Y", "Anna L"]


def test_names_in_the_words_make_turns_and_nothing_said_is_lost(read: Read) -> None:
    (piece,) = read("a.srt", b"\xef\xbb\xbf" + SRT.replace("\n", "\r\n").encode())
    assert piece.text == "P03: It began in the spring. and went on.\n\nINTERVIEWER: And then?\n"
    assert piece.times[-1] == (piece.text.index("INTER"), "01:02:09")


def test_a_pause_begins_a_paragraph_where_nobody_is_named(read: Read) -> None:
    times = ("00:00:00,000 --> 00:00:01,000", "00:00:01,500 --> 00:00:02,000", "00:00:09,000 --> 00:00:10,000")
    srt = "\n".join(f"{time}\n{said}\n" for time, said in zip(times, ("One", "two.", "Three."), strict=True))
    assert read("a.srt", srt.encode())[0].text == "One two.\n\nThree.\n"


def test_lines_that_a_scrolling_caption_shows_twice_are_there_once(read: Read) -> None:
    vtt = (
        "WEBVTT\n\n00:00.000 --> 00:01.000\nso we<00:00:00.500><c> met</c>\n\n00:01.000 --> 00:02.000\nso we met\n"
        "in the<00:00:01.500><c> hall</c>\n"
    )
    assert read("a.vtt", vtt.encode())[0].text == "so we met in the hall\n"
