"""A real Micropub endpoint that can only create: micropub-express from npm, on a small site of its own.

What is downloaded stays in the cache. The endpoint is the package's; the site around it keeps posts in
memory, shows them as h-entry, and answers the endpoint's question whose token it was given.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from typing import Any

import httpx2

from partwork.sandbox.node import install_program, node_environment
from partwork.sandbox.place import free_port

VERSION = "0.9.1"
PACKAGE = {"private": True, "dependencies": {"express": "4.22.1", "micropub-express": VERSION}}
SECRET = "a-token-of-the-author"

SERVE = r"""
const express = require('express')
const micropub = require('micropub-express')
const port = Number(process.env.PORT)
const site = `http://127.0.0.1:${port}`
let posts = []
const text = (value) => String(value ?? '').replace(/[&<>"]/g, (letter) => `&#${letter.codePointAt(0)};`)
const html = (value) => (value && value.html !== undefined ? value.html : text(value))
const entry = ({ url, properties }) => `<article class="h-entry">
  <h1 class="p-name"><a class="u-url" href="${text(url)}">${text((properties.name || [])[0])}</a></h1>
  <div class="e-content">${html((properties.content || [])[0])}</div></article>`
const store = (properties) => {
  const wanted = (properties['mp-slug'] || ['post'])[0]
  const taken = (slug) => posts.some((post) => post.url === `${site}/${slug}`)
  let slug = wanted
  for (let number = 2; taken(slug); number++) slug = `${wanted}-${number}`
  posts.unshift({ url: `${site}/${slug}`, properties })
  return { url: posts[0].url }
}
const app = express()
app.get('/token', (request, response) => {
  const known = request.headers.authorization === `Bearer ${process.env.TOKEN}`
  const told = known ? `me=${encodeURIComponent(site)}&scope=create` : ''
  response.type('application/x-www-form-urlencoded').send(told)
})
app.use('/micropub', micropub({
  handler: async (data) => store(data.properties),
  logger: new Proxy({}, { get: () => () => {} }),
  tokenReference: { me: site, endpoint: `${site}/token` }
}))
app.get('/tests/posts', (request, response) => response.json(posts))
app.put('/tests/posts', express.json({ limit: '10mb' }), (request, response) => {
  posts = request.body
  response.json({})
})
app.get('/', (request, response) => response.send(`<main class="h-feed">${posts.map(entry).join('')}</main>`))
app.get('/:slug', (request, response) => {
  const post = posts.find((one) => one.url === site + request.path)
  response.status(post ? 200 : 404).send(post ? entry(post) : 'Not here')
})
app.listen(port, '127.0.0.1')
"""


@dataclass
class MicropubExpress:
    """A running site.

    Attributes:
        url: Its address, without a final slash.
        port: Its port on 127.0.0.1.
        secret: The author's token.
    """

    url: str
    port: int
    process: subprocess.Popen[bytes]
    secret: str = SECRET

    def posts(self) -> list[dict[str, Any]]:
        """Return address and properties of every post, newest first."""
        found: list[dict[str, Any]] = httpx2.get(f"{self.url}/tests/posts", timeout=60).json()
        return found

    def held(self) -> dict[str, dict[str, Any]]:
        """Return the properties of the posts, by address."""
        return {post["url"]: post["properties"] for post in self.posts()}

    def replace(self, posts: list[dict[str, Any]]) -> None:
        """Hold other posts."""
        assert httpx2.put(f"{self.url}/tests/posts", json=posts, timeout=60).status_code == 200

    def reset(self) -> None:
        """Hold nothing."""
        self.replace([])

    def post_by_hand(self, **properties: Any) -> str:
        """Make a post on the site itself and return its address."""
        posts = self.posts()
        url = f"{self.url}/by-hand-{len(posts)}"
        new = {"url": url, "properties": {name: [value] for name, value in properties.items()}}
        self.replace([new, *posts])
        return url

    def stop(self) -> None:
        """End the server."""
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(20)


def start_micropub_express() -> MicropubExpress:
    """Start a site on a port of its own."""
    app = install_program(f"micropub-express-{VERSION}", PACKAGE, "serve.js", SERVE)
    port = free_port()
    process = subprocess.Popen(
        ["node", "serve.js"],
        cwd=app,
        env=node_environment(PORT=str(port), TOKEN=SECRET),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    server = MicropubExpress(f"http://127.0.0.1:{port}", port, process)
    for _ in range(300):
        try:
            if httpx2.get(f"{server.url}/", timeout=20).status_code == 200:
                return server
        except httpx2.TransportError:
            time.sleep(0.1)
    server.stop()
    raise RuntimeError("micropub-express did not start")
