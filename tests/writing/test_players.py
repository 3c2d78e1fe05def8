"""Videos and recordings: links with a preview, players of the browser's own, embeds that are asked for."""

import pytest
from bs4 import BeautifulSoup
from pelican.plugins.writing.hosts import recognise

TUBE = "https://youtu.be/dQw4w9WgXcQ"


@pytest.mark.parametrize(
    ("address", "host", "embed"),
    [
        (TUBE, "YouTube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1m30s",
            "YouTube",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=90",
        ),
        (
            "https://m.youtube.com/shorts/dQw4w9WgXcQ",
            "YouTube",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        ),
        ("https://vimeo.com/76979871/abc", "Vimeo", "https://player.vimeo.com/video/76979871?dnt=1&h=abc"),
        (
            "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv",
            "tube.example",
            "https://tube.example/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv",
        ),
        (
            "https://archive.org/details/some_talk.2019",
            "Internet Archive",
            "https://archive.org/embed/some_talk.2019",
        ),
        (
            "https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk?si=x",
            "Spotify",
            "https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk",
        ),
        (
            "https://soundcloud.com/some-one/a-talk",
            "SoundCloud",
            "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fsome-one%2Fa-talk",
        ),
        (
            "https://podcasts.apple.com/nz/podcast/talk/id123?i=456",
            "Apple Podcasts",
            "https://embed.podcasts.apple.com/nz/podcast/talk/id123?i=456",
        ),
        ("https://media.example/talk.mp3?a=b", "media.example", ""),
    ],
)
def test_addresses(address, host, embed):
    recording = recognise(address)
    assert (recording.host, recording.embed) == (host, embed)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/@someone",
        "https://www.youtube.com/watch?v=",
        "https://vimeo.com/blog",
        "https://soundcloud.com/some-one",
        "https://example.org/w/wiki",
        "https://example.org/talk.mp3.html",
        "javascript:alert(1)//youtu.be/dQw4w9WgXcQ",
        "https://[bad/w/x",
    ],
)
def test_addresses_of_something_else(address):
    assert recognise(address) is None


@pytest.mark.parametrize(
    "text",
    [f"[A talk]({TUBE})", f"![A talk]({TUBE})", f"[A *talk*]({TUBE})", f"- one\n\n[A talk]({TUBE})"],
)
def test_a_link_alone_is_one_with_a_preview(convert, text):
    html, errors = convert(text)
    host = '<span class="host">(video on YouTube)</span>'
    assert html.endswith(f'<p class="player"><a href="{TUBE}"><strong>A talk</strong> {host}</a></p>')
    assert "iframe" not in html
    assert not errors


@pytest.mark.parametrize(
    "text",
    [
        f"See [A talk]({TUBE}).",
        f"    {TUBE}",
        f"```\n{TUBE}\n```",
        f"See\n{TUBE}",
        "[Blog](https://vimeo.com/blog)",
    ],
)
def test_other_links_stay(convert, text):
    assert "player" not in convert(text)[0]


def test_an_address_alone(convert, caplog):
    address = "https://www.youtube.com/watch?v=a_b--c_d"
    html, _ = convert(address)
    host = '<span class="host">video on YouTube</span>'
    assert html == f'<p class="player"><a href="{address}">{host}</a></p>'
    said = [record.getMessage() for record in caplog.records if "content/" in record.getMessage()]
    assert said == [
        "content/one.md:5: readers see no title of https://www.youtube.com/watch?v=a_b--c_d. "
        "Write [Title](https://www.youtube.com/watch?v=a_b--c_d)."
    ]


@pytest.mark.parametrize("options", ["{embed}", " {embed}", "{.embed}"])
def test_an_embed_that_is_asked_for(convert, site, options):
    html, errors = convert(f"[A talk]({TUBE}){options}")
    frame, link = BeautifulSoup(html, "html.parser").p.find_all(recursive=False)
    assert frame.attrs == {
        "src": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        "title": "A talk",
        "class": ["video"],
        "loading": "lazy",
        "allow": "fullscreen; picture-in-picture",
        "referrerpolicy": "strict-origin-when-cross-origin",
    }
    assert (link["href"], link.get_text()) == (TUBE, "A talk (video on YouTube)")
    assert not errors


def test_a_poster(convert, site):
    site.picture("content/images/talk.png")
    html, errors = convert(f"[A talk]({TUBE}){{poster=images/talk.png}}")
    assert BeautifulSoup(html, "html.parser").select_one("a > img").attrs == {
        "src": "https://mini.example/images/talk.png",
        "alt": "",
        "role": "presentation",
    }
    assert not errors


def test_a_video_of_the_site(convert, site, caplog):
    site.write("content/films/talk.mp4", "film")
    site.write("content/films/talk.vtt", "WEBVTT\n")
    site.write("content/films/talk.mi.vtt", "WEBVTT\n")
    html, errors = convert("![A talk](films/talk.mp4)")
    video = BeautifulSoup(html, "html.parser").select_one("p.player > video")
    place = "https://mini.example/films/talk"
    assert (video["src"], video["title"], video["preload"]) == (f"{place}.mp4", "A talk", "metadata")
    assert video.has_attr("controls")
    assert [(track["src"], track["srclang"], track["label"]) for track in video.find_all("track")] == [
        (f"{place}.vtt", "en-nz", "Captions (en-nz)"),
        (f"{place}.mi.vtt", "mi", "Captions (mi)"),
    ]
    assert [track.has_attr("default") for track in video.find_all("track")] == [True, False]
    assert (video.a["href"], video.a.text) == (f"{place}.mp4", "A talk")
    assert (site.root / "output/films/talk.mi.vtt").is_file()
    assert not errors
    assert not [record for record in caplog.records if "captions" in record.getMessage()]


def test_what_lacks_captions_is_told(convert, site, caplog):
    site.write("content/films/talk.mp4", "film")
    site.write("content/films/talk.mp3", "sound")
    html, _ = convert("![A talk](films/talk.mp4)\n\n![Sound](films/talk.mp3)")
    assert BeautifulSoup(html, "html.parser").audio["src"] == "https://mini.example/films/talk.mp3"
    said = [record.getMessage() for record in caplog.records if "content/" in record.getMessage()]
    assert said == [
        "content/one.md:5: the video films/talk.mp4 has no captions, without which many cannot follow it. "
        "Put them beside it, as films/talk.vtt."
    ]
