"""The entrance of the Web API: parsing, tokens, scopes, rate limits and answers.

Source: docs.slack.dev/apis/web-api.
"""

from base64 import b64decode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from bot.playground.api.methods import METHODS, Method
from bot.playground.api.methods.call import Call
from bot.playground.faults import HTML_OUTAGE, Fault, Faults
from bot.playground.json_values import Json, an_object, decoded, encoded, text_at
from bot.playground.refusal import RefusedError
from bot.playground.stage import Stage
from bot.playground.world.world import Workspace

SECRETS = frozenset({"token", "client_secret", "code", "refresh_token"})
TOKEN_ERRORS = {"revoked": "token_revoked", "uninstalled": "account_inactive"}


async def arguments(request: web.Request) -> Json:
    """The arguments from the query and a JSON or form body; RefusedError for broken JSON."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = decoded(await request.read() or b"{}")
        except ValueError:
            raise RefusedError("invalid_json") from None
        if not isinstance(body, dict):
            raise RefusedError("json_not_object")
        args |= an_object(body)
    elif request.can_read_body:
        args |= dict((await request.post()).items())
    return args


def _credentials(request: web.Request, args: Json) -> str:
    """The token of a call. Credentials from Basic auth are added to `args`."""
    header = request.headers.get("Authorization", "")
    if header.startswith("Basic "):
        args |= _client(header.removeprefix("Basic "))
    elif header.startswith("Bearer "):
        return header.removeprefix("Bearer ").strip()
    return text_at(args, "token")


def _client(basic: str) -> Json:
    try:
        client_id, _, secret = b64decode(basic, validate=True).decode().partition(":")
    except ValueError:
        raise RefusedError("invalid_auth") from None
    return {"client_id": client_id, "client_secret": secret}


@dataclass(slots=True)
class _Visit:
    name: str
    args: Json = field(default_factory=dict)
    workspace: Workspace | None = None
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200

    @property
    def team_id(self) -> str | None:
        """The caller's workspace, once known."""
        return self.workspace.id if self.workspace is not None else None


class Gate:
    """Answers /api/<method>."""

    def __init__(self, stage: Stage, faults: Faults, *, limited: bool) -> None:
        self._stage = stage
        self._faults = faults
        self._limited = limited

    async def api(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        return await self.answer(request, name, lambda: self._call(request, name))

    async def link(self, request: web.Request) -> web.StreamResponse:
        """The WebSocket endpoint of Socket Mode."""
        return await self._stage.socket.serve(request)

    async def answer(
        self,
        request: web.Request,
        name: str,
        act: Callable[[], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        """Run `act`, unless a fault is pending for `name`."""
        fault = self._faults.next_for(name)
        if fault is None:
            return await act()
        if fault.drops_after:
            await act()
            self._stage.journal.unanswered()
            return hang_up(request)
        args = {} if fault.drops_before else public(await arguments(request))
        if fault.status or fault.error or fault.says is not None:
            return self._misanswer(name, args, fault)
        self._stage.journal.called(name, args, error="no_answer", http_status=None)
        if fault.hangs is not None:
            await fault.hangs.wait()
        return hang_up(request)

    def _misanswer(self, name: str, args: Json, fault: Fault) -> web.Response:
        status = fault.status or 200
        error = "ratelimited" if status == 429 else fault.error or f"http_{status}"
        self._stage.journal.called(name, args, error=error, http_status=status)
        if fault.says is not None:
            return web.Response(body=fault.says, content_type="application/json")
        if status >= 500:
            return web.Response(status=status, text=HTML_OUTAGE, content_type="text/html")
        headers = {"Retry-After": str(fault.retry_after)} if status == 429 else {}
        return as_json({"ok": False, "error": error}, status=status, headers=headers)

    async def _call(self, request: web.Request, name: str) -> web.Response:
        visit = _Visit(name)
        try:
            visit.args = await arguments(request)
            answer = self._run(visit, _credentials(request, visit.args))
        except RefusedError as refused:
            return self._refused(visit, refused)
        self._stage.journal.called(name, public(visit.args), team_id=visit.team_id)
        return as_json({"ok": True, **answer}, headers=visit.headers)

    def _run(self, visit: _Visit, token: str) -> Json:
        method = METHODS.get(visit.name)
        if method is None:
            raise RefusedError("unknown_method", req_method=visit.name)
        visit.workspace = self._admit(method, token)
        if self._limited:
            self._count(visit)
        if visit.workspace is not None:
            visit.headers["x-oauth-scopes"] = ",".join(sorted(visit.workspace.scopes))
            _check_scopes(method, visit.workspace)
        call = Call(stage=self._stage, inside=visit.workspace, args=visit.args)
        answer = method.run(call)
        self._stage.outbox.later(call.afterwards)
        return answer

    def _admit(self, method: Method, token: str) -> Workspace | None:
        """The workspace of a token; None for methods that take no bot token."""
        if method.caller == "anybody":
            return None
        if not token:
            raise RefusedError("not_authed")
        if (token == self._stage.app.app_token) != (method.caller == "app"):
            known = token in self._stage.world.tokens or token == self._stage.app.app_token
            raise RefusedError("not_allowed_token_type" if known else "invalid_auth")
        if method.caller == "app":
            return None
        team_id, state = self._stage.world.tokens.get(token, ("", "unknown"))
        if state != "live":
            raise RefusedError(TOKEN_ERRORS.get(state, "invalid_auth"))
        return self._stage.world.workspaces[team_id]

    def _count(self, visit: _Visit) -> None:
        channel = None
        if visit.name == "chat.postMessage" and visit.workspace is not None:
            channel = self._rate_key(visit.workspace, text_at(visit.args, "channel"))
        wait = self._stage.limits.admit(visit.name, visit.team_id or "", channel)
        if wait:
            visit.status, visit.headers["Retry-After"] = 429, str(wait)
            raise RefusedError("ratelimited")

    def _rate_key(self, workspace: Workspace, channel_id: str) -> str:
        channel = workspace.channels.get(channel_id)
        return channel.im_with if channel is not None and channel.im_with else channel_id

    def _refused(self, visit: _Visit, refused: RefusedError) -> web.Response:
        journal = self._stage.journal
        journal.called(
            visit.name,
            public(visit.args),
            team_id=visit.team_id,
            error=refused.error,
            http_status=visit.status,
        )
        journal.problem(refused.error, f"{visit.name}: {refused.detail}")
        return as_json(refused.answer, status=visit.status, headers=visit.headers)


def _check_scopes(method: Method, workspace: Workspace) -> None:
    if method.scopes and not workspace.scopes.intersection(method.scopes):
        raise RefusedError(
            "missing_scope",
            needed=method.scopes[0],
            provided=",".join(sorted(workspace.scopes)),
        )


def public(args: Json) -> Json:
    """The arguments without secrets."""
    return {key: value for key, value in args.items() if key not in SECRETS}


def as_json(
    body: Json, *, status: int = 200, headers: dict[str, str] | None = None
) -> web.Response:
    return web.json_response(text=encoded(body), status=status, headers=headers)


def hang_up(request: web.Request) -> web.Response:
    """Abort the connection. aiohttp needs a response, but never sends it."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
