"""What other programs export, on its way to Markdown."""

from growth.steps import Growth

from imports.markup.converter import convert, make_plain_image
from imports.markup.finds import Finds
from imports.markup.harmless import write_harmless
from imports.markup.text import Text
from imports.wordpress.blog import Attachment
from imports.wordpress.export import read_export
from imports.wordpress.posts import explain_comment, make_import
from imports.wordpress.uploads import Uploads

PIECES = {
    "plain words": "a b_c *d* ",
    "signs": "[*_`@a<-.|",
    "braces": "{ a",
    "blanks": "  \n",
    "elements within elements": "<b><i>",
    "stress": "<b>a</b>",
    "empty stress": "<i> </i> ",
    "breaks": "<br> <br>",
    "blocks": "<div>a</div>",
    "blocks within blocks": "<div><p>",
    "quotations within quotations": "<blockquote>a",
    "lists within lists": "<ul><li>a",
    "items": "<li>a</li>",
    "terms within terms": "<dl><dt>a<dd>b",
    "tables within tables": "<table><tr><td>",
    "rows": "<tr><td>a</td></tr>",
    "figures": '<figure><img src="/a.png"><figcaption>b</figcaption></figure>',
    "figures within figures": "<figure><figcaption>a",
    "unclosed tags": "<a ",
    "unclosed comments": "<!--",
    "links": '<a href="/a b">c</a> ',
    "code": "<pre>a</pre>",
    "code with fences": "<pre>```",
    "spans in a language": '<span lang="mi">a</span>',
    "scripts": "<script>a</script>",
    "shortcodes": "[gallery ids=1] ",
    "unclosed shortcodes": "[caption a=1]",
    "captions": "[caption a=1]<img src=/a.png> b[/caption]",
    "footnotes in brackets": "[ref]a[/ref] ",
    "blocks of WordPress": "<!-- wp:a /-->",
    "unclosed blocks of WordPress": "<!-- wp:block {",
    "addresses alone": "\nhttps://youtube.com/a\n",
}
ITEM = (
    "<item><title>a</title><content:encoded><![CDATA[{}]]></content:encoded><wp:post_id>1</wp:post_id></item>"
)
HEAD = (
    '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">'
    "<channel>{}</channel></rss>"
)


def repeat(piece):
    return lambda size: piece * (size // len(piece))


def change(html):
    convert(html, Text(Finds("x"), "https://old.example/", make_image=make_plain_image))
    write_harmless(html)
    read_blog(HEAD.format(ITEM.format(html.replace("]]>", ""))))


def read_blog(text):
    def refuse(name):
        raise AssertionError(name)

    blog = read_export(text.encode(), "x.xml")
    blog.attachments["1"] = Attachment("1", "https://old.example/a.png")
    return make_import(blog, Uploads(blog.attachments, refuse), {})


def note(size):
    marks = "".join(f'<p>a<a id="r{n}" href="#n{n}">1</a></p>' for n in range(size // 60))
    return marks + "".join(f'<p id="n{n}">a <a href="#r{n}">b</a></p>' for n in range(size // 60))


def point(size):
    """Many marks that lead to one long text which leads back to none."""
    marks = '<a href="#n">1</a>' * (size // 40)
    return f"<div>{marks}</div><div id='n'>{'<a href=#x>b</a>' * (size // 40)}</div>"


GROWTHS = [
    *[Growth(f"imported HTML: {name}", repeat(piece), change) for name, piece in PIECES.items()],
    Growth("imported footnotes", note, change),
    Growth("imported marks of one note", point, change),
    Growth("imported items", lambda size: HEAD.format(ITEM.format("a") * (size // len(ITEM))), read_blog),
    Growth("a comment of WordPress", lambda size: "wp:a" + " " * size, explain_comment),
    Growth("attributes of a shortcode", lambda size: "[gallery " + 'a="' * (size // 3) + "]", change),
]
