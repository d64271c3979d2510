"""The HTTP server: on loopback only, and for requests that were meant for it."""

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SHUTDOWN_SECONDS = 1.0


def is_loopback(authority: str) -> bool:
    """Whether a Host header, or the authority of a URL, names this machine."""
    try:
        return urlsplit(f"//{authority}").hostname in LOOPBACK
    except ValueError:
        return False


def is_foreign(request: web.Request) -> bool:
    """Whether a page from elsewhere wants something done; what is no browser sends no Origin."""
    origin = request.headers.get("Origin")
    acts = request.method not in ("GET", "HEAD")
    return acts and origin not in (None, f"{request.scheme}://{request.host}")


@web.middleware
async def for_loopback(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn away what a foreign web page could send here: by a name that was rebound to loopback,
    or blindly across origins."""
    if not is_loopback(request.host):
        return web.Response(status=403, text="This playground answers to loopback names only.")
    if is_foreign(request):
        return web.Response(status=403, text="This playground listens to its own page only.")
    return await handler(request)


class Listener:
    """A server that can be made to refuse connections and come back on the same port."""

    def __init__(self, port: int) -> None:
        self.app = web.Application(middlewares=[for_loopback], client_max_size=64 * 2**20)
        self._port = port
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
        self._site: web.TCPSite | None = None

    async def start(self) -> str:
        """Listen; the base URL."""
        await self._runner.setup()
        await self.listen(True)
        self._port = self._runner.addresses[0][1]
        return f"http://127.0.0.1:{self._port}"

    async def listen(self, on: bool) -> None:
        """Accept connections, or refuse new ones and cut the others."""
        if on and self._site is None:
            self._site = web.TCPSite(self._runner, "127.0.0.1", self._port)
            await self._site.start()
        elif not on and self._site is not None:
            await self._site.stop()
            self._site = None
            for connection in self._runner.server.connections if self._runner.server else ():
                connection.force_close()

    async def close(self) -> None:
        """Stop for good."""
        await self._runner.cleanup()
