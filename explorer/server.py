"""What ``planatlas explore`` serves: the app, with headers that keep every page on this machine.

Streamlit alone answers to any Host, may be framed by any page and lets a page ask any other host.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from threading import Thread

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# In a checkout and in a wheel alike, the folder above is where `explorer` is imported from.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

LOOPBACK = ("127.0.0.1", "localhost", "::1")
HEADERS = {
    # Streamlit's own page needs inline styles, its components modules from blobs, its sockets this host.
    "Content-Security-Policy": "default-src 'self'; script-src 'self' blob: 'unsafe-inline' 'wasm-unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' data: blob:; worker-src 'self' blob:; frame-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


#: A file asked for with its digest (?v=…) never changes: no tab asks for it twice.
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


class SecurityHeaders:
    """Adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; the head of an answer gets the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
                path, query = scope["path"], scope["query_string"]
                if message["status"] == 200 and path.startswith("/app/static/") and query.startswith(b"v="):
                    MutableHeaders(scope=message).update(FOR_EVER)
            await send(message)

        await self.app(scope, receive, with_headers)


def hosts() -> list[str]:
    """The names this server answers to: its own on loopback, any where the user opened it to others."""
    address = st.get_option("server.address")
    return [*LOOPBACK, "[::1]"] if address in LOOPBACK else ["*"]


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Get ready for the first visitor, while the server already answers."""
    Thread(target=lambda: import_module("explorer.warm").warm(), name="warm", daemon=True).start()
    yield


app = st.App(
    Path(__file__).with_name("app.py"),
    lifespan=lifespan,
    middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts()), Middleware(SecurityHeaders)],
)
