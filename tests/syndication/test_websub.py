"""Pinging a real WebSub hub, whose subscribers receive what the site's feeds say now."""

import functools
import http.server
import threading
import time

import pytest
from servers.proxy import fault_proxy
from servers.websub import start_hub
from syndication.conftest import write_site

from crosspost.contract import Rooms, TargetSettings
from crosspost.errors import SettingsError
from crosspost.targets import open_target
from crosspost.targets.websub.target import read_links


class Web(http.server.ThreadingHTTPServer):
    """Serves the deployed site, and its feeds with the headers that the README shows."""

    def __init__(self, folder):
        super().__init__(("127.0.0.1", 0), functools.partial(Pages, directory=str(folder)))
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.hub = ""
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()


class Pages(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        if self.path.startswith("/feeds/") and self.server.hub:
            self.send_header("Link", f'<{self.server.hub}>; rel="hub"')
            self.send_header("Link", f'<{self.server.url}{self.path}>; rel="self"')
        super().end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    running = start_hub(tmp_path_factory.mktemp("hub"))
    yield running
    running.stop()


@pytest.fixture
def proxy(hub):
    with fault_proxy(hub.port) as running:
        yield running


@pytest.fixture
def web(tmp_path, proxy):
    server = Web(tmp_path / "site/public")
    server.hub = f"{proxy.url}/hub"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(tmp_path, web, proxy):
    site = write_site(tmp_path / "site")
    site.set_targets(hub={"kind": "websub", "url": f"{proxy.url}/hub"})
    with (site.path / "publishconf.py").open("a") as file:
        file.write(
            f'SITEURL = FEED_DOMAIN = "{web.url}"\nFEED_ALL_ATOM = "feeds/all.atom.xml"\n'
            'FEED_ALL_RSS = "feeds/all.rss.xml"\n'
            "CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None\n"
        )
    site.build()
    return site


def states(site):
    return [line["state"] for line in site.ledger() if line["kind"] == "receipt"]


def wait_for(found, count=1):
    """The hub brings a feed while it answers us, or a moment later."""
    for _ in range(200):
        if len(found) >= count:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{len(found)} of {count} came")


def test_a_subscriber_receives_what_was_published(site, hub, proxy, web):
    site.publish("--no-wait")
    topic = f"{web.url}/feeds/all.atom.xml"
    subscriber = hub.subscribe(topic)
    site.edit(site.part(1), "Part 1:", "Part 1, edited:")
    site.build()
    assert {(action["post"], action["action"]) for action in site.plan()} == {
        ("feeds/all.atom.xml", "update"),
        ("feeds/all.rss.xml", "unchanged"),  # it holds summaries alone
    }
    site.publish()
    (feed,) = wait_for(subscriber.received)
    assert b"Part 1, edited:" in feed
    assert feed == (site.path / "public/feeds/all.atom.xml").read_bytes()

    proxy.clear()
    site.build()
    site.publish()
    assert proxy.requests == [], "nothing changed, so nobody is pinged"
    assert states(site) == ["created", "created", "updated"]
    assert len(subscriber.received) == 1


def test_missing_headers_are_told(site, web):
    web.hub = ""
    printed = site.publish()
    assert f"{web.url}/feeds/all.atom.xml is served without Link: <" in printed
    assert f'>; rel="hub", <{web.url}/feeds/all.atom.xml>; rel="self"' in printed


def test_with_the_headers_nothing_is_told(site):
    assert "without Link" not in site.publish()


def test_a_lost_answer_is_asked_again(site, proxy):
    proxy.fail("drop_response", method="POST")
    site.publish()
    assert states(site) == ["created", "created"]
    assert len(proxy.writes()) == 3


@pytest.mark.parametrize("status", [400, 404, 500])
def test_a_hub_that_refuses_is_pinged_by_the_next_run(site, proxy, status):
    proxy.fail("status", method="POST", status=status, body='{"error": "In its own words"}', times=-1)
    assert "In its own words" in site.publish(code=1)
    assert states(site) == ["refused", "refused"]
    proxy.clear()
    site.publish()
    assert states(site)[2:] == ["created", "created"]


@pytest.mark.parametrize("status", [200, 202, 204])
def test_a_hub_may_say_yes_in_several_ways(site, proxy, status):
    proxy.fail("status", method="POST", status=status, times=-1)
    site.publish()
    assert states(site) == ["created", "created"]


def test_a_hub_that_is_busy(site, proxy):
    proxy.fail("status", method="POST", status=429, headers={"Retry-After": "1"})
    site.publish()
    assert states(site) == ["created", "created"]


def test_a_killed_run_is_completed(site, proxy):
    proxy.fail("hang", method="POST")
    process = site.begin("crosspost", "publish")
    assert proxy.reached.wait(60)
    process.kill()
    process.communicate()
    proxy.clear()
    site.publish()
    assert states(site) == ["created", "created"]
    assert len(proxy.writes()) == 2


def test_a_feed_that_is_taken_back_and_comes_again(site, proxy):
    site.publish()
    site.syndicate("verify")
    proxy.clear()
    site.syndicate("withdraw", "feeds/all.atom.xml")
    site.syndicate("restore", "feeds/all.atom.xml")
    assert [method for method, _ in proxy.requests] == ["POST", "POST"]
    assert states(site)[2:] == ["withdrawn", "restored"]


def test_doctor(hub, tmp_path):
    rooms = Rooms(*[tmp_path] * 4)

    def check(url):
        settings = TargetSettings("hub", "websub", "hub", options={"url": url})
        return list(open_target(settings, rooms, str).check())

    (finding,) = check(hub.url)
    assert finding.good
    (finding,) = check(f"http://127.0.0.1:{hub.port}/elsewhere")
    assert not finding.good
    assert 'Is the "url" that of a hub?' in finding.text
    (finding,) = check("http://127.0.0.1:1/hub")
    assert not finding.good
    for url in ("hub.example", "http://hub.example", "https://user:pass@hub.example/"):
        with pytest.raises(SettingsError):
            check(url)


def test_link_headers():
    found = read_links(['<https://a.example/>; rel="hub next"; title="a, b", <b>;rel=self', "<c>; REL=hub"])
    assert found == {
        ("hub", "https://a.example/"),
        ("next", "https://a.example/"),
        ("self", "b"),
        ("hub", "c"),
    }
