"""What strangers wrote, and files of conversations."""

import json
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from growth.steps import Growth

from conversation.authors import Authors
from conversation.backchannel.query import Query
from conversation.backchannel.tweets import read_entries
from conversation.event.entries import make_event
from conversation.event.places import mark_places
from conversation.fetching.client import Page
from conversation.files import read_conversation
from conversation.lines import join_lines
from conversation.model import APPROVED, GONE, Answer
from conversation.sources.webmention import read_page
from conversation.sources.wordpress import part
from conversation.text import clean_html, clean_words, read_plain
from conversation.thread import make_threads


def repeat(text):
    return lambda size: text * (size // len(text))


def save(answers):
    """Write a conversation, and let each second answer go."""
    with tempfile.TemporaryDirectory() as folder:
        talk = read_conversation(Path(folder) / "a.jsonl")
        talk.save(answers)
        talk.save(states={answer.id: GONE for answer in answers[::2]})
        talk.save(states={answer.id: APPROVED for answer in answers[1::2]})


def answer(number, above):
    return Answer(f"a/{number}", "a", text="x", answers=f"a/{above}" if above else "", state=APPROVED)


def show(answers):
    make_threads(answers, Authors(Path("none")))


def read(text):
    page = f'<div class="h-entry"><a href="https://h.example/x">x</a>{text}</div>'
    read_page(Page("https://a.example/", 200, page), "https://a.example/", {"h.example/x"})


def clean(text):
    read_plain(clean_html(text))
    clean_words(text)


def hold(answers):
    """Show an event, with an answer to each second entry and a place for each tenth."""
    event = make_event("a", answers, Authors(Path("none")), UTC, str)
    places = "<p>{% entries %}</p>".join(["<p>a</p>"] * (len(answers) // 10))
    event.pieces(mark_places(places))


def entry(number):
    moment = (datetime(2013, 11, 11, tzinfo=UTC) + timedelta(minutes=number)).isoformat()
    above = f"a/{number - 1}" if number % 2 else ""
    return Answer(f"a/{number}", "a", date=moment, name=f"N{number}", text="x", answers=above, state=APPROVED)


def tweets(size):
    """Return the files of an archive in which each tweet has addresses."""
    url = {"url": "https://t.co/a", "expanded_url": "https://a.example/"}
    tweet = {
        "created_at": "2013-11-11 01:00:00 +0000",
        "full_text": "#a https://t.co/a",
        "entities": {"urls": [url]},
    }
    many = [{**tweet, "id_str": str(number)} for number in range(size // 100)]
    account = {"account": {"username": "a"}}
    return {
        "tweets.js": f"window.YTD.tweets.part0 = {json.dumps(many)}".encode(),
        "account.js": f"window.YTD.account.part0 = {json.dumps([account])}".encode(),
    }


GROWTHS = [
    Growth("entries of an event", lambda size: [entry(number) for number in range(size // 50)], hold),
    Growth("tweets of an archive", tweets, lambda files: read_entries(files, Query("a"))),
    *(
        Growth(f"words of strangers: {name}", repeat(text), clean)
        for name, text in {
            "letters": "a",
            "addresses of mail": "a@b.example ",
            "signs of mail": "a@",
            "marks": "a\u0301\u0302\u0303\u0304\u0305",
            "breaks": "\n \n",
            "links": '<a href="https://a.example">a</a>',
            "entities": "&amp;",
        }.items()
    ),
    Growth("a page that mentions", repeat('<p class="e-content">a</p>'), read),
    Growth("answers in a file", lambda size: [answer(n, 0) for n in range(size // 50)], save),
    Growth("answers to answers", lambda size: [answer(n, n - 1) for n in range(1, size // 20)], show),
    Growth("answers to one", lambda size: [answer(n, 1 if n > 1 else 0) for n in range(1, size // 20)], show),
    Growth(
        "lines about one answer",
        lambda size: [{"id": "a", "state": APPROVED, "noted": str(n), "sum": ""} for n in range(size // 20)],
        join_lines,
    ),
    Growth("numbers of posts", lambda size: map(str, range(size)), lambda numbers: [*part(numbers)]),
]
