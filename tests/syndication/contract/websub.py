"""A stand-in for a WebSub hub that notes what it is told; `test_websub.py` asks a real one."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs

from servers.proxy import Proxy

from .partner import Partner, Shown

NOTHING = "a hub holds nothing: it is told that a feed changed, and to be told twice does no harm"
NOBODY = "a hub asks for no account"


class Told(BaseHTTPRequestHandler):
    """Takes pings."""

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert form["hub.mode"] == ["publish"]
        self.server.topics.update(form["hub.topic"])
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class WebSubPartner(Partner):
    """The feeds that a hub was told of."""

    name = "websub"
    kind = "websub"
    form = "ping"
    post = "feeds/all.atom.xml"
    lines = (
        'FEED_ALL_ATOM = "feeds/all.atom.xml"\n'
        "CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None\n"
    )
    update_method = "POST"
    impossible: ClassVar = {
        **dict.fromkeys(
            [
                "find",
                "a ledger from before",
                "partners edit",
                "partners edit without the ledger",
                "withdraw",
                "no longer published here",
                "withdraw what the partner changed",
                "lost answer to a withdrawal",
                "restore",
                "gone there",
                "their article under our id",
                "moved site",
                "moved site and lost ledger",
                "moved site and renamed target",
                "adopted",
                "adopted and replaced",
                "verify",
            ],
            NOTHING,
        ),
        **dict.fromkeys(
            ["wrong credentials", "nonsense for credentials", "no credentials", "doctor"], NOBODY
        ),
        "kept at home": "the feed is sent, and the site's other posts are in it",
    }

    def __init__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Told)
        self.server.topics = set()
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.proxy = Proxy(self.server.server_port)

    def settings(self):
        return {"kind": "websub", "url": f"{self.proxy.url}/"}

    def copies(self):
        return [Shown(topic, topic, "", "", True) for topic in sorted(self.server.topics)]

    def reset(self):
        self.server.topics.clear()

    def stop(self):
        super().stop()
        self.server.shutdown()
        self.server.server_close()
