"""What is wrong is said once, with file and line, and the build goes on."""

import pytest

GOOD = 'title = "Floods"\n\n[[parts]]\nsource = "1-rain.md"\n'
CASES = {
    "not TOML": (
        'title = "Floods\n',
        ['content/floods/series.toml:1: names and values stand in quotation marks. Write title = "Floods"'],
    ),
    "no title": (
        '[[parts]]\nsource = "1-rain.md"\n',
        ['content/floods/series.toml:1: the series has no title. Write: title = "…"'],
    ),
    "unknown key": (
        'title = "Floods"\nabstact = "Wet"\n[[parts]]\nsource = "1-rain.md"\n',
        ['content/floods/series.toml:2: unknown key "abstact". Did you mean "abstract"?'],
    ),
    "unknown key in a part": (
        GOOD + 'sumary = "Wet"\n',
        ['content/floods/series.toml:5: unknown key "sumary". Did you mean "summary"?'],
    ),
    "no text": (
        GOOD + "summary = 3\n",
        ['content/floods/series.toml:5: summary must be text in quotes: summary = "…"'],
    ),
    "parts are no tables": (
        'title = "Floods"\nparts = ["1-rain.md"]\n',
        [
            "content/floods/series.toml:2: write each part as a table: [[parts]]",
            'content/floods/series.toml:1: "1-rain.md" is in the folder but not listed. '
            'Add [[parts]] with source = "1-rain.md".',
        ],
    ),
    "an empty part": (
        GOOD + "[[parts]]\n",
        ["content/floods/series.toml:5: this part has neither a source nor a title. Give it one."],
    ),
    "a missing source": (
        GOOD + '[[parts]]\nsource = "2-rian.md"\n',
        ['content/floods/series.toml:6: no file "2-rian.md" in floods. Did you mean "1-rain.md"?'],
    ),
    "a missing source that is near nothing": (
        GOOD + '[[parts]]\nsource = "zzz"\n',
        ['content/floods/series.toml:6: no file "zzz" in floods. Create it, or give the part only a title.'],
    ),
    "a part listed twice": (
        GOOD + '[[parts]]\ntitle = "Between"\n[[parts]]\nsource = "1-rain.md"\n',
        ['content/floods/series.toml:8: "1-rain.md" is already listed in line 4. Remove one of the two.'],
    ),
    "a post that is not listed": (
        'title = "Floods"\n[[parts]]\ntitle = "Sand"\n',
        [
            'content/floods/series.toml:1: "1-rain.md" is in the folder but not listed. '
            'Add [[parts]] with source = "1-rain.md".'
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_in_the_outline(site, name):
    outline, messages = CASES[name]
    site.write("content/floods/series.toml", outline)
    site.post("floods/1-rain.md")
    errors = site.build()
    assert [error[: len(message)] for error, message in zip(errors, messages, strict=True)] == messages


def test_a_draft_need_not_be_listed_yet(site):
    site.write("content/floods/series.toml", GOOD)
    site.post("floods/1-rain.md")
    site.post("floods/2-mud.md", status="draft")
    assert site.build() == []


def test_all_mistakes_are_told_together(site):
    site.write("content/floods/series.toml", GOOD + '[[parts]]\nsource = "2-mud.md"\nlang = "mi"\n')
    site.write("content/fires/series.toml", "title = \n")
    site.post("floods/1-rain.md", "[later]({filename}3-sand.md)")
    errors = site.build()
    assert len(errors) == 4
    assert {error.split(":")[0] for error in errors} == {
        "content/fires/series.toml",
        "content/floods/series.toml",
        "content/floods/1-rain.md",
    }


def link(site, target, **metadata):
    site.post("floods/1-rain.md", f"One.\n\nSee [this]({{filename}}{target}).", **metadata)
    return site.build()


def test_a_link_to_nothing(site):
    site.post("floods/2-mud.md")
    assert link(site, "2-mut.md") == [
        'content/floods/1-rain.md:6: no post or page "floods/2-mut.md" to link to. '
        'Did you mean "floods/2-mud.md" or "floods/1-rain.md"?'
    ]


def test_a_link_to_a_draft(site):
    site.post("floods/2-mud.md", status="draft")
    assert link(site, "2-mud.md#top") == [
        'content/floods/1-rain.md:6: "floods/2-mud.md" is not published yet, so readers would find a draft. '
        "Publish it, or remove the link until then."
    ]


def test_a_link_in_a_page_and_in_a_summary(site):
    site.post("pages/about.md", "[x]({filename}/nowhere.md)")
    site.post("floods/2-mud.md", summary="[x]({filename}neither.md)")
    assert [error.split(" to link")[0] for error in site.build()] == [
        'content/floods/2-mud.md:3: no post or page "floods/neither.md"',
        'content/pages/about.md:4: no post or page "nowhere.md"',
    ]


@pytest.mark.parametrize("target", ["2-mud.md", "/floods/2-mud.md", "2-mud.md#deep", "../pages/about.md"])
def test_a_link_that_leads_somewhere(site, target):
    site.post("floods/2-mud.md", status="hidden")
    site.post("pages/about.md")
    assert link(site, target) == []


def test_a_link_to_a_file_that_the_site_publishes(site):
    site.write("content/images/a.pdf", "PDF")
    assert link(site, "/images/a.pdf") == []


def test_a_draft_may_link_to_a_draft(site):
    site.post("floods/2-mud.md", status="draft")
    assert link(site, "2-mud.md", status="draft") == []


def test_an_example_in_code_is_no_link(site):
    site.post("floods/1-rain.md", "Write `[x]({filename}y.md)`.")
    assert site.build() == []


@pytest.mark.parametrize(
    ("name", "value"), [("SERIES_URL", "series/"), ("SERIES_SAVE_AS", None), ("SERIES_FEED_ATOM", "all.xml")]
)
def test_a_bad_setting_is_named_and_the_default_used(site, name, value):
    site.write("content/floods/series.toml", GOOD)
    site.post("floods/1-rain.md")
    assert site.build(**{name: value}) == [f'{name} is {value!r}: write a path that holds "{{slug}}".']
    assert "Floods" in site.read("floods/index.html")


def test_two_folders_of_one_name(site):
    for place in ("floods", "old/floods"):
        site.write(f"content/{place}/series.toml", f'title = "{place}"\n[[parts]]\nsource = "1.md"\n')
        site.post(f"{place}/1.md", slug=place.replace("/", "-"))
    assert site.build() == [
        "content/old/floods/series.toml:1: content/floods/series.toml has a folder of the same name. "
        "Rename one."
    ]


def test_a_page_at_the_place_of_the_landing_page(site):
    site.write("content/floods/series.toml", GOOD)
    site.post("floods/1-rain.md")
    site.post("pages/floods.md", "The page.", slug="floods")
    assert site.build(PAGE_SAVE_AS="{slug}/index.html", PAGE_URL="{slug}/") == [
        "content/floods/series.toml:1: pages/floods.md is already published at floods/index.html. "
        "Rename the folder or set SERIES_SAVE_AS."
    ]
    assert "The page." in site.read("floods/index.html")


def test_a_link_to_a_source_file_that_forgets_the_filename(site):
    site.post(
        "floods/1-rain.md", "See [mud](2-mud.md#end), [rivers](https://example.org/a.md) and [all](/b.md)."
    )
    site.post("floods/2-mud.md")
    errors = site.build()
    assert [error for error in errors if "leads nowhere" in error] == [
        'content/floods/1-rain.md:4: a link to "2-mud.md" leads nowhere on the site. '
        'Write "{filename}2-mud.md".'
    ]


def test_typographic_quotation_marks_are_told(site):
    site.post("floods/1-rain.md")
    site.write("content/floods/series.toml", 'title = “Floods”\n[[parts]]\nsource = "1-rain.md"\n')
    (message,) = site.build()
    assert message.endswith(
        'series.toml:1: names and values stand in quotation marks. Write title = "Floods"'
    )


def test_a_link_to_a_post_that_could_not_be_read_names_that_as_the_cause(site):
    site.write("content/floods/series.toml", GOOD)
    site.post("floods/1-rain.md", "See [mud]({filename}2-mud.md).")
    site.write("content/floods/2-mud.md", "Title: Mud\nDate: never\n\nText.\n")
    errors = site.build()
    expected = 'content/floods/1-rain.md:4: "floods/2-mud.md" could not be read, so nothing can link to it.'
    assert [message for message in errors if message.startswith(expected)]
    assert not [message for message in errors if "Did you mean" in message]


# Pelican shows no warning twice in a process.
@pytest.mark.parametrize(("drafting", "name"), [(True, "2-clay.md"), (False, "2-silt.md")])
def test_a_draft_that_is_not_listed_is_a_warning_while_drafting_and_in_public(site, caplog, drafting, name):
    site.write("content/floods/series.toml", GOOD)
    site.post("floods/1-rain.md")
    site.post(f"floods/{name}", status="draft")
    assert site.build(SERIES_DRAFTS=drafting) == []
    said = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert said == [
        f'content/floods/series.toml:1: "{name}" is in the folder but not listed. '
        f'Add [[parts]] with source = "{name}".'
    ]
