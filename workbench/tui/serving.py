"""The review in a browser of this machine: textual-serve, on the loopback address alone.

Another user of the machine, and any page open in the browser, can reach a loopback port too; so
each start makes a key. It comes with the address that is printed, stays in a cookie, and without
it, or under another name than 127.0.0.1 (a name can be made to lead here), nothing is answered.
"""

import hmac
import logging
import secrets
import socket
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from shlex import join

from aiohttp import web
from textual_serve.server import Server

from workbench.errors import WorkbenchError

HOST = "127.0.0.1"
END_SECONDS = 10.0
"""How long open reviews may take to write what was decided, when the server ends."""
REFUSED = "Open the address that `workbench serve` printed: it carries the key.\n"
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self' ws://{host}; frame-ancestors 'none'"
)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def serve(arguments: Sequence[str], *, port: int, say: Callable[[str], None]) -> None:
    """Serve the review that `workbench ARGUMENTS` opens until it is interrupted.

    Port 0 is any that is free. WorkbenchError where the port is taken.
    """
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    listening = _listening(port)
    server = ReviewServer(
        join([sys.executable, "-m", "workbench", *arguments]), port=listening.getsockname()[1]
    )
    say(f"The review is at {server.address}")
    say("It answers to this machine alone. Ctrl+C ends it; what was decided is on disk then.")
    web.run_app(
        server._make_app(),  # noqa: SLF001 - textual-serve has no other door to its routes
        sock=listening,
        print=lambda *_: None,
        shutdown_timeout=END_SECONDS,
    )


class ReviewServer(Server):
    """textual-serve with a page of our own, and a key."""

    def __init__(self, command: str, *, port: int) -> None:
        super().__init__(
            command,
            host=HOST,
            port=port,
            title="claim workbench",
            public_url=f"http://{HOST}:{port}",
            templates_path=Path(__file__).with_name("templates"),
        )
        self._key = secrets.token_urlsafe(24)
        self._cookie = f"workbench-{port}"
        self._name = f"{HOST}:{port}"

    @property
    def address(self) -> str:
        """What to open in the browser."""
        return f"{self.public_url}/?key={self._key}"

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._only_with_the_key)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: `serve` does."""

    @web.middleware
    async def _only_with_the_key(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        """Refuse what does not come from the page that the printed address opened."""
        given = request.query.get("key")
        if request.host != self._name or request.headers.get("Origin") not in {
            None,
            self.public_url,
        }:
            return web.Response(status=403, text=REFUSED)
        if request.path == "/" and given is not None and self._fits(given):
            # The key leaves the address line, so that no history and no screenshot has it.
            forward = web.Response(status=303, headers={"Location": "/"})
            forward.set_cookie(self._cookie, given, httponly=True, samesite="Strict")
            return forward
        if not self._fits(request.cookies.get(self._cookie, "")):
            return web.Response(status=403, text=REFUSED)
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = POLICY.format(host=self._name)
        return response

    def _fits(self, key: str) -> bool:
        return hmac.compare_digest(key.encode(), self._key.encode())


def _listening(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen()
    except OSError as error:
        listening.close()
        message = f"Port {port} of this machine cannot be had: {error.strerror}."
        raise WorkbenchError(message, "Name another with --port, or 0 for any.") from error
    return listening
