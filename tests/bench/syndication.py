"""Times pelican-syndication where nothing is to be sent, and where all is.

The first table is the median of several rounds, in each of which all rows have their turn. The second is one
run against a real WordPress on this machine, beside the same posts sent by a loop that does nothing else.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import httpx2
from bench.measure import clock, take_turns
from bench.results import Row, name_version, save
from servers.proxy import Proxy, fault_proxy

from partwork.sandbox.wordpress import WordPress, start_wordpress

ROUNDS = 5
MANY = 1000
FIRST = 100
# Of 127.0.0.1, where nobody listens: a run that has nothing to send does not notice.
NOBODY = 9

SETTINGS = """PATH = "content"
SITEURL = "https://partwork.example"
SITENAME, AUTHOR, TIMEZONE = "Partwork", "Given Example", "UTC"
THEME = "simple"
PLUGINS = ["syndication"]
STATIC_PATHS = ["images"]
SYNDICATION_DEPLOY = None
SYNDICATION_TARGETS = {targets!r}
"""
POST = """<html><head><title>Post {number}</title><meta name="date" content="2020-01-01 10:00">
<meta name="tags" content="practice, research"><meta name="summary" content="What post {number} says.">
</head><body><p>Post {number} has a picture.</p><figure><img src="{{static}}/images/dot.png" alt="A dot">
<figcaption>A dot.</figcaption></figure>{paragraphs}</body></html>
"""
PARAGRAPH = "<p>Some hundred words, with <em>emphasis</em> and “quotation marks”. {words}</p>\n"
DOT = (
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6360606000000004"
    "0001f61738550000000049454e44ae426082"
)


def main() -> None:
    """Measure and print the tables."""
    with TemporaryDirectory() as folder:
        rows = [*time_no_change(Path(folder) / "many"), *time_first(Path(folder) / "first")]
    save("syndication", rows, name_version("pelican-syndication"))


def write_site(site: Path, count: int, targets: dict[str, dict[str, str]]) -> None:
    """Write a site with some posts of about a thousand words, and build it."""
    (site / "content/images").mkdir(parents=True)
    (site / "content/images/dot.png").write_bytes(bytes.fromhex(DOT))
    (site / "publishconf.py").write_text(SETTINGS.format(targets=targets))
    paragraphs = PARAGRAPH.format(words="word " * 100) * 10
    for number in range(count):
        path = site / f"content/post-{number}.html"
        path.write_text(POST.format(number=number, paragraphs=paragraphs), encoding="utf-8")
    run(site, "-m", "pelican", "-s", "publishconf.py", "-D", "--fatal", "errors")


def run(site: Path, *command: str, code: int = 0, **environment: str) -> str:
    """Run Python in a site's folder and return what it prints."""
    # Modules are compiled once, as on any machine.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ran = subprocess.run(
        [sys.executable, *command],
        cwd=site,
        env={**inherited, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if ran.returncode != code:
        raise RuntimeError(ran.stdout)
    return ran.stdout


def syndicate(site: Path, *arguments: str, **environment: str) -> str:
    """Run the syndication command."""
    return run(site, "-m", "crosspost", *arguments, **environment)


def time_no_change(site: Path) -> list[Row]:
    """Publish when two targets have everything, in many posts."""
    empty = site.with_name("empty")
    with fault_proxy(NOBODY) as proxy:
        targets = {
            "kit": {"kind": "folder"},
            "partner-blog": {"kind": "wordpress", "url": proxy.url, "user": "author"},
        }
        write_site(empty, 0, targets)
        write_site(site, MANY, targets)
        syndicate(site, "publish", "--only", "kit")
        pretend_sent(site, "partner-blog")
        before = (site / "content/syndication.jsonl").read_bytes()
        rows = {
            "start-up: plan --help": lambda: syndicate(site, "plan", "--help"),
            "publish, an empty site": lambda: syndicate(empty, "publish"),
            f"plan, {MANY} posts × 2 targets": lambda: syndicate(site, "plan"),
            f"publish, {MANY} posts × 2 targets": lambda: syndicate(site, "publish"),
        }
        taken = take_turns({name: clock(work) for name, work in rows.items()}, ROUNDS)
        times = {name: [seconds for seconds, _ in rounds] for name, rounds in taken.items()}
        after = (site / "content/syndication.jsonl").read_bytes()
        if proxy.requests or before != after:
            raise RuntimeError(f"something was sent: {proxy.requests[:3]}")
    start = median(times["start-up: plan --help"])
    print(f"Nothing to send (median of {ROUNDS} rounds)\n")
    print(f"{'':36}{'seconds':>10}{'over start-up':>15}{'÷ start-up':>12}{'requests':>10}")
    for name, rounds in times.items():
        seconds = median(rounds)
        print(f"{name:36}{seconds:10.3f}{seconds - start:15.3f}{seconds / start:12.2f}{0:10}")
    return [Row(name, "partwork", MANY, wall=tuple(rounds)) for name, rounds in times.items()]


def pretend_sent(site: Path, target: str) -> None:
    """Write the receipts that a first publish would have got, as the plan says that they would read."""
    from crosspost.ledger.ledger import read_ledger
    from crosspost.model import Holding

    planned = json.loads(syndicate(site, "plan", "--json", "--only", target))
    actions = planned if isinstance(planned, list) else planned["actions"]
    ledger = read_ledger(site / "content/syndication.jsonl")
    for number, action in enumerate(actions, 1):
        version = action["version"]
        holding = Holding(str(number), f"https://blog.example/{number}/", True, version, "5d41" * 16)
        ledger.attempt(target, action["post"], "create", version)
        ledger.receive(target, action["post"], "created", version, holding)


def time_first(site: Path) -> list[Row]:
    """Publish posts for the first time, each with an image, two tags and a summary."""
    server = start_wordpress()
    try:
        with fault_proxy(server.port) as proxy:
            partner = {"kind": "wordpress", "url": proxy.url, "user": "author"}
            write_site(site, FIRST, {"partner-blog": partner})
            secret = server.passwords["author"]
            before = time_loop(server, proxy, FIRST // 2)
            proxy.clear()
            start = perf_counter()
            syndicate(site, "publish", PARTNER_BLOG_SECRET=secret)
            seconds = perf_counter() - start
            requests, writes = len(proxy.requests), len(proxy.writes())
            proxy.clear()
            syndicate(site, "publish", PARTNER_BLOG_SECRET=secret)
            again = len(proxy.requests)
            after = time_loop(server, proxy, FIRST - FIRST // 2)
    finally:
        server.stop()
    loop = before + after
    print(f"\nFirst publish of {FIRST} posts to WordPress on this machine\n")
    print(f"{'':36}{'requests':>10}{'a post':>8}{'of them writing':>17}{'s a post':>10}{'÷ loop':>8}")
    print(f"{'a loop that only creates':36}{FIRST:10}{1:8.2f}{1:17.2f}{loop / FIRST:10.3f}{1:8.2f}")
    print(
        f"{'publish':36}{requests:10}{requests / FIRST:8.2f}{writes / FIRST:17.2f}"
        f"{seconds / FIRST:10.3f}{seconds / loop:8.2f}"
    )
    print(f"{'publish again':36}{again:10}")
    return [
        Row("first publish of 100", "partwork", 0, wall=(seconds,)),
        Row("first publish of 100", "bare loop", 0, wall=(loop,)),
    ]


def time_loop(server: WordPress, proxy: Proxy, count: int) -> float:
    """Send posts of the same size in a bare loop, which would lose and double some; return the seconds."""
    html = PARAGRAPH.format(words="word " * 100) * 10
    account = ("author", server.passwords["author"])
    start = perf_counter()
    with httpx2.Client(auth=account, timeout=60) as client:
        for number in range(count):
            post = {"title": f"Loop {number}", "content": html, "status": "publish"}
            client.post(f"{proxy.url}/wp-json/wp/v2/posts", json=post).raise_for_status()
    return perf_counter() - start


if __name__ == "__main__":
    main()
