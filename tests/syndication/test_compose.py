"""What networks are told: from a template, or in the author's own words."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosspost.contract import Kind, TargetSettings
from crosspost.copies.people import read_accounts
from crosspost.errors import SyndicationError
from crosspost.model import Article, Place
from crosspost.outbox.compose import Composer, list_hashtags
from guards.tables import Sheet

ARTICLE = Article(
    id="media/first",
    source="content/media/1-first.md",
    file="",
    slug="first",
    title="What practitioners ask",
    html="",
    summary="Sixty answers from social workers.",
    url="https://partwork.example/media/first/",
    published="2026-11-02T10:00:00+13:00",
    modified="",
    language="en",
    authors=("Given Family", "Other Author"),
    category="media",
    tags=("social media", "te reo Māori", "2013", "R&D"),
    licence=None,
    attribution_html="",
    attribution_text="",
    series=Place("Social media", "", 2, 3, ()),
    site="Partwork",
    home="https://partwork.example",
    output=Path("/nowhere"),
)
PEOPLE = {"Given Family": {"bluesky": "given.example.org", "mastodon": "@given@social.example"}}
KINDS = {"bluesky": Kind("bluesky", 300), "mastodon": Kind("mastodon", 500)}


def compose(network="bluesky", root=Path("/nowhere"), article=ARTICLE, **options):
    target = TargetSettings("network", network, "Network", options=options)
    return Composer(root, PEOPLE).compose(article, target, KINDS[network])


def test_the_plugins_own_template():
    short = compose()
    assert short.text == (
        "What practitioners ask\n"
        "Part 2 of 3 of Social media\n"
        "By @given.example.org and Other Author\n\n"
        "Sixty answers from social workers.\n\n"
        "https://partwork.example/media/first/\n\n"
        "#SocialMedia #TeReoMāori #RD"
    )
    assert short.elastic == "Sixty answers from social workers."
    assert short.mentions == {"@given.example.org": "given.example.org"}


def test_a_mention_is_written_as_the_network_writes_it():
    short = compose("mastodon")
    assert "By @given@social.example and Other Author\n" in short.text
    assert short.mentions == {"@given@social.example": "@given@social.example"}


def test_what_a_post_does_not_have_leaves_no_gap():
    plain = replace(ARTICLE, series=None, authors=(), tags=("2013",), summary="")
    assert compose(article=plain).text == "What practitioners ask\n\nhttps://partwork.example/media/first/"


def test_the_summary_is_cut_then_hashtags_then_the_title():
    long = replace(ARTICLE, summary="word " * 100)
    short = compose(article=long)
    assert 290 < len(short.text) <= 300
    assert "word…\n\nhttps://partwork.example/media/first/\n\n#SocialMedia #TeReoMāori #RD" in short.text
    tagged = compose(article=replace(long, tags=tuple(f"a very long tag number {n}" for n in range(9))))
    assert tagged.text.count("#") in range(5, 9)
    assert "#AVeryLongTagNumber0 #" in tagged.text
    titled = compose(article=replace(long, title="Many words " * 40))
    assert titled.text.startswith("Many words Many words")
    assert "https://partwork.example/media/first/" in titled.text
    assert "#" not in titled.text
    with pytest.raises(SyndicationError, match=r"content/media/1-first\.md: too long for network: it has"):
        compose(article=replace(long, url="https://partwork.example/" + "x" * 300))


def test_a_template_of_the_site(tmp_path):
    (tmp_path / "short.txt").write_text(
        "{{ title | upper }} ({{ language }})\n\n\n\n{{ url }}\n{% if part %}{{ hashtags }}{% endif %}\n"
    )
    assert compose(root=tmp_path, template="short.txt").text == (
        "WHAT PRACTITIONERS ASK (en)\n\nhttps://partwork.example/media/first/\n#SocialMedia #TeReoMāori #RD"
    )


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ title }}\n{{ titel }}", "short.txt:2: 'titel' is undefined. There are: title, summary, url"),
        ("a\nb\n{% if %}", "short.txt:3: Expected an expression"),
        ("{{ title.__class__.__mro__ }}", "short.txt:1: access to attribute '__class__'"),
        ("\n{{ 1 / 0 }}", "short.txt:2: division by zero"),
    ],
)
def test_what_is_wrong_with_a_template_is_told_with_its_line(tmp_path, template, message):
    (tmp_path / "short.txt").write_text(template)
    with pytest.raises(SyndicationError) as caught:
        compose(root=tmp_path, template="short.txt")
    assert str(caught.value).startswith(message)


def test_a_template_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SyndicationError, match=r'SYNDICATION_TARGETS\["network"\]: no template .*gone'):
        compose(root=tmp_path, template="gone.txt")


def own(text, key="short", **changes):
    return replace(ARTICLE, shorts={"short": "For all.", key: text}, **changes)


def test_the_authors_own_words():
    assert compose(article=own("New!")).text == "New!\n\nhttps://partwork.example/media/first/"
    assert compose(article=own("For us", "short-network")).text.startswith("For us")
    assert compose(article=own("Not for us", "short-other")).text.startswith("For all.")
    said = compose(
        article=own("Read {{ title }}: {{ url }}\n{{ hashtags }} with @{Given Family}, @{Some One}")
    )
    assert said.text == (
        "Read What practitioners ask: https://partwork.example/media/first/\n"
        "#SocialMedia #TeReoMāori #RD with @given.example.org, Some One"
    )
    assert (said.elastic, said.mentions) == ("", {"@given.example.org": "given.example.org"})


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("word " * 80, ":4: Short: it has 438 characters, and 300 are allowed with its link."),
        ("{{ titel }}", ":4: Short: 'titel' is undefined."),
        ("a\n{% for a in title %}{% for b in title %}x{% endfor %}{% endfor %}", ':5: Short: "for" cannot'),
        ("{{ range(9) }}", ':4: Short: "call" cannot stand here. Write words, {{ title }} and'),
        ("{{ 'x' * 9 }}", ':4: Short: "mul" cannot'),
        ("{{ 9 ** 9 }}", ':4: Short: "pow" cannot'),
        ("{{ title|replace('a', 'aa')|replace('a', 'aa') }}", ':4: Short: the filter "replace" cannot'),
        ("{{ title|center(9) }}", ':4: Short: the filter "center" cannot'),
        ("{{ '%09d' % 1 }}", ':4: Short: "mod" cannot'),
        ("{% set a = title %}{{ a }}", ':4: Short: "assign" cannot'),
        ("fine\n{{ titel }}", ":5: Short: 'titel' is undefined."),
    ],
)
def test_own_words_that_cannot_be_said_are_told_with_their_line(tmp_path, words, message):
    source = tmp_path / "1-first.md"
    source.write_text("Title: x\nDate: 2026-11-02\nShort-other: no\nshort: yes\n")
    with pytest.raises(SyndicationError) as caught:
        compose(article=own(words, file=str(source)))
    assert str(caught.value).startswith(f"content/media/1-first.md{message}")


@pytest.mark.parametrize(
    ("tags", "hashtags"),
    [
        (["media"], ["#Media"]),
        (
            ["NZ politics", "women's history", "open-access", "C++"],
            ["#NZPolitics", "#WomensHistory", "#OpenAccess", "#C"],
        ),
        (["2023", "--", "🎉", ""], []),
        (["2023 election", "snake_case"], ["#2023Election", "#Snake_case"]),
        (["Ngā taonga", "Nga\u0304 taonga", "हिन्दी"], ["#NgāTaonga", "#हिन्दी"]),
    ],
)
def test_hashtags(tags, hashtags):
    assert list_hashtags(tags) == hashtags


@given(st.lists(st.text(max_size=20)))
def test_every_hashtag_is_one_word(tags):
    for hashtag in list_hashtags(tags):
        assert hashtag.startswith("#")
        assert hashtag.split() == [hashtag]
        assert not hashtag[1:].isdigit()
        assert not set(hashtag[1:]) & set("#.,;:!?'\"()&-")


def test_accounts_of_people():
    text = (
        '["A B"]\norcid = 1\nbluesky = "a.example"\n\n["C D"]\nmastodon = "c@social.example"\nbluesky = 3\n'
    )
    people, problems = read_accounts(Sheet(text), "content/people.toml")
    assert people == {"A B": {"bluesky": "a.example"}, "C D": {}}
    assert problems == [
        'content/people.toml:7: this is no account. Write bluesky = "name.example.org".',
        'content/people.toml:6: "c@social.example" is no account. Write mastodon = "@name@example.org".',
    ]
    assert read_accounts(Sheet("a = 1\n["), "people.toml")[1][0].startswith("people.toml:2: not valid TOML")


@pytest.mark.parametrize("tag", ["include", "import", "extends"])
def test_own_words_fetch_no_file(tmp_path, tag):
    (tmp_path / ".env").write_text("CANARY")
    words = f"{{% {tag} '.env' {'as x ' if tag == 'import' else ''}%}}"
    with pytest.raises(SyndicationError) as caught:
        compose(root=tmp_path, article=replace(ARTICLE, shorts={"short": words}))
    assert f'"{tag}' in str(caught.value)
    assert "CANARY" not in str(caught.value)
