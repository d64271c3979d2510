"""The page where someone allows the app into a workspace.

Source: docs.slack.dev/authentication/installing-with-oauth.
"""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

from aiohttp import web

from bot.playground.refusal import RefusedError
from bot.playground.stage import Stage
from bot.playground.world.world import Workspace

PAGE = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Install {app}</title>
<h1>Add {app} to your workspace?</h1><p>It asks for: {scopes}</p><form method="post">
<label>You're <select name="person">{people}</select></label>
<button name="answer" value="allow">Allow</button>
<button name="answer" value="cancel">Cancel</button></form></html>"""


def _return_to(stage: Stage, asked: Mapping[str, str]) -> str:
    """The redirect_uri asked for, by default the app's first one."""
    if asked.get("client_id") != stage.app.client_id:
        raise RefusedError("invalid_client_id")
    known = stage.app.redirect_urls
    redirect_uri = asked.get("redirect_uri") or next(iter(known), "")
    if not redirect_uri or (known and not redirect_uri.startswith(known)):
        raise RefusedError("bad_redirect_uri")
    return redirect_uri


def _scopes(stage: Stage, asked: Mapping[str, str]) -> frozenset[str]:
    scopes = frozenset(filter(None, asked.get("scope", "").replace(",", " ").split()))
    if not scopes:
        raise RefusedError("no_scopes")
    if beyond := scopes - stage.app.scopes:
        raise RefusedError("invalid_scope", needed=",".join(sorted(beyond)))
    return scopes


def _back(redirect_uri: str, asked: Mapping[str, str], **answer: str) -> str:
    query = urlencode({**answer, **({"state": asked["state"]} if "state" in asked else {})})
    return f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{query}"


def allow(stage: Stage, workspace: Workspace, user_id: str, asked: Mapping[str, str]) -> str:
    """The redirect URL, with a code and the state; RefusedError where Slack shows an error page."""
    redirect_uri, scopes = _return_to(stage, asked), _scopes(stage, asked)
    given = asked.get("redirect_uri") or None
    code = stage.codes.issue(workspace.id, user_id, scopes, given)
    return _back(redirect_uri, asked, code=code)


def cancel(stage: Stage, asked: Mapping[str, str]) -> str:
    return _back(_return_to(stage, asked), asked, error="access_denied")


class Authorize:
    """Answers /oauth/v2/authorize."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    async def page(self, request: web.Request) -> web.Response:
        try:
            _return_to(self._stage, request.query)
            scopes = _scopes(self._stage, request.query)
        except RefusedError as refused:
            return self._refused(refused)
        people = "".join(
            f'<option value="{person.id}">{escape(f"{person.real_name}, {workspace.name}")}'
            for workspace in self._stage.world.workspaces.values()
            for person in workspace.humans
            if not person.deleted
        )
        app = escape(self._stage.app.name)
        shown = PAGE.format(app=app, scopes=escape(", ".join(sorted(scopes))), people=people)
        return web.Response(text=shown, content_type="text/html")

    async def answer(self, request: web.Request) -> web.Response:
        """Take the person's answer and redirect to the app."""
        form = await request.post()
        user_id = str(form.get("person", ""))
        try:
            if form.get("answer") != "allow":
                return _redirect(cancel(self._stage, request.query))
            for workspace in self._stage.world.workspaces.values():
                if user_id in [person.id for person in workspace.humans]:
                    return _redirect(allow(self._stage, workspace, user_id, request.query))
            raise RefusedError("user_not_found")
        except RefusedError as refused:
            return self._refused(refused)

    def _refused(self, refused: RefusedError) -> web.Response:
        self._stage.journal.problem(refused.error, f"/oauth/v2/authorize: {refused.detail}")
        return web.Response(status=400, text=f"Something went wrong: {refused.detail}")


def _redirect(url: str) -> web.Response:
    return web.Response(status=302, headers={"Location": url})
