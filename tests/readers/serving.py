"""A site behind a server that sends what its `_headers` says, as Netlify and Cloudflare Pages do."""

from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments, rules, **keywords):
        self.rules = rules
        super().__init__(*arguments, **keywords)

    def end_headers(self):
        for path, name, value in self.rules:
            if path in ("/*", self.path):
                self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_):
        pass


def read_rules(text):
    """Return path, header and value of each rule."""
    rules, path = [], ""
    for line in filter(None, text.splitlines()):
        if not line.startswith(" "):
            path = line
        else:
            name, _, value = line.strip().partition(": ")
            rules.append((path, name, value))
    return rules


@contextmanager
def serve(folder):
    """Serve a built site, and give its address."""
    file = folder / "_headers"
    rules = read_rules(file.read_text(encoding="utf-8")) if file.exists() else []
    handler = partial(Handler, directory=str(folder), rules=rules)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
