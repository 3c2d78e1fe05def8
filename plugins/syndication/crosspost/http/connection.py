"""The way to a server: never by way of others where that could be overheard, and never without an end."""

from __future__ import annotations

import time
from collections.abc import Iterable
from ssl import SSLContext
from typing import Any

import httpcore2
import httpx2

from crosspost.errors import SettingsError
from guards.addresses import LOCAL

ENDLESS = "its answer has no end: it takes too long"
# Bytes that are sent before it is looked whether there is time for more.
PIECE = 65_536
# What is never asked by way of a proxy that the environment names.
DIRECT = ("http://", *(f"all://{f'[{name}]' if ':' in name else name}" for name in LOCAL))


class Clock:
    """When an exchange must have ended, however slowly it goes on.

    Attributes:
        end: As `time.monotonic` counts.
    """

    end = float("inf")

    def cut(self, seconds: float | None) -> float | None:
        """Return for how long may be waited now.

        Raises:
            httpcore2.ReadTimeout: There is no time left.
        """
        left = self.end - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout(ENDLESS)
        return left if seconds is None else min(seconds, left)


class TimedStream(httpcore2.NetworkStream):
    """A connection of which no step takes longer than the clock says; a time-out alone is for one byte."""

    def __init__(self, stream: httpcore2.NetworkStream, clock: Clock) -> None:
        """Take a connection."""
        self.stream = stream
        self.clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come."""
        return self.stream.read(max_bytes, self.clock.cut(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        for start in range(0, len(buffer), PIECE):
            self.stream.write(buffer[start : start + PIECE], self.clock.cut(timeout))

    def close(self) -> None:
        """End the connection."""
        self.stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> TimedStream:
        """Go on with TLS."""
        stream = self.stream.start_tls(ssl_context, server_hostname, self.clock.cut(timeout))
        return TimedStream(stream, self.clock)

    def get_extra_info(self, info: str) -> Any:
        """Return what is known of the connection."""
        return self.stream.get_extra_info(info)


class TimedBackend(httpcore2.SyncBackend):
    """What opens connections, all of them by one clock."""

    def __init__(self, clock: Clock) -> None:
        """Take the clock."""
        self.clock = clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> TimedStream:
        """Connect to a server."""
        stream = super().connect_tcp(host, port, self.clock.cut(timeout), local_address, socket_options)
        return TimedStream(stream, self.clock)


def open_client(clock: Clock, **options: Any) -> httpx2.Client:
    """Return what asks servers, by a clock.

    A proxy that the environment names is asked for https alone, where it sees no more than a name: never with
    what goes in the clear, nor for this machine.

    Args:
        clock: When an exchange must have ended.
        options: As httpx2 has them.

    Raises:
        SettingsError: The environment names a proxy that cannot be used.
    """
    try:
        client = httpx2.Client(mounts=dict.fromkeys(DIRECT), **options)
    except (httpx2.InvalidURL, ImportError, ValueError):
        # What it names may have a password in it.
        raise SettingsError(
            "the proxy that the environment names (HTTPS_PROXY, ALL_PROXY) cannot be used. Correct it there: "
            "it must be an address such as http://proxy.example.org:8080."
        ) from None
    for transport in (client._transport, *client._mounts.values()):
        if isinstance(transport, httpx2.HTTPTransport):
            transport._pool._network_backend = TimedBackend(clock)
    return client
