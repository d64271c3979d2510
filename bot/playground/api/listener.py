"""The HTTP server, which serves loopback only and refuses cross-origin requests."""

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SHUTDOWN_SECONDS = 1.0


def is_loopback(authority: str) -> bool:
    """Whether a Host header names this machine."""
    try:
        return urlsplit(f"//{authority}").hostname in LOOPBACK
    except ValueError:
        return False


def is_foreign(request: web.Request) -> bool:
    """Whether another site's page sent this; other clients than browsers send no Origin."""
    origin = request.headers.get("Origin")
    acts = request.method not in ("GET", "HEAD")
    return acts and origin not in (None, f"{request.scheme}://{request.host}")


@web.middleware
async def for_loopback(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Block DNS rebinding and cross-site request forgery."""
    if not is_loopback(request.host):
        return web.Response(status=403, text="This playground only answers on this machine.")
    if is_foreign(request):
        return web.Response(status=403, text="This playground only takes orders from its own page.")
    return await handler(request)


class Listener:
    """A server that can refuse connections and come back on the same port."""

    def __init__(self, port: int) -> None:
        self.app = web.Application(middlewares=[for_loopback], client_max_size=64 * 2**20)
        self._port = port
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
        self._site: web.TCPSite | None = None

    async def start(self) -> str:
        """Start listening; returns the base URL."""
        await self._runner.setup()
        await self.listen(True)
        self._port = self._runner.addresses[0][1]
        return f"http://127.0.0.1:{self._port}"

    async def listen(self, on: bool) -> None:
        """Accept connections, or refuse new ones and drop the open ones."""
        if on and self._site is None:
            self._site = web.TCPSite(self._runner, "127.0.0.1", self._port)
            await self._site.start()
        elif not on and self._site is not None:
            await self._site.stop()
            self._site = None
            for connection in self._runner.server.connections if self._runner.server else ():
                connection.force_close()

    async def close(self) -> None:
        await self._runner.cleanup()
