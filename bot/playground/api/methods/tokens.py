"""auth.*, oauth.v2.access and apps.*: tokens and installations.

Sources: docs.slack.dev/authentication/installing-with-oauth and the pages of the methods.
"""

from bot.playground.api.methods.call import Call
from bot.playground.json_values import Json
from bot.playground.passes import Grant
from bot.playground.refusal import RefusedError
from bot.playground.world import events


def test(call: Call) -> Json:
    workspace = call.workspace
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": workspace.bot.name,
        "team_id": workspace.id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> Json:
    """apps.connections.open: a WebSocket URL for one connection."""
    ticket, app_id = call.stage.socket.ticket(), call.stage.app.id
    base = call.stage.base_url.replace("http://", "ws://", 1)
    return {"url": f"{base}/link/?ticket={ticket}&app_id={app_id}"}


def revoke(call: Call) -> Json:
    """auth.revoke; a dry run with `test`."""
    if call.flag("test"):
        return {"revoked": False}
    workspace, outbox = call.workspace, call.stage.outbox
    call.stage.world.withdraw(workspace, "revoked")
    call.afterwards.append(lambda: outbox.tell(workspace, events.tokens_revoked(workspace)))
    return {"revoked": True}


def uninstall(call: Call) -> Json:
    if call.text("client_id") != call.stage.app.client_id:
        raise RefusedError("invalid_client_id")
    if call.text("client_secret") != call.stage.app.client_secret:
        raise RefusedError("bad_client_secret")
    workspace, outbox = call.workspace, call.stage.outbox
    call.stage.world.withdraw(workspace, "uninstalled")
    call.afterwards.append(lambda: outbox.tell(workspace, events.app_uninstalled()))
    call.afterwards.append(lambda: outbox.tell(workspace, events.tokens_revoked(workspace)))
    return {}


def oauth_access(call: Call) -> Json:
    """oauth.v2.access: exchanges a code for a token. Token rotation isn't supported."""
    app, world = call.stage.app, call.stage.world
    if call.text("client_id") != app.client_id:
        raise RefusedError("invalid_client_id")
    if call.text("client_secret") != app.client_secret:
        raise RefusedError("bad_client_secret")
    if call.text("grant_type") not in ("", "authorization_code"):
        raise RefusedError("invalid_grant_type")
    grant = _grant(call)
    workspace = world.workspaces[grant.team_id]
    token = world.install(workspace, grant.scopes)
    return {
        "app_id": app.id,
        "authed_user": {"id": grant.user_id},
        "scope": ",".join(sorted(workspace.scopes)),
        "token_type": "bot",
        "access_token": token,
        "bot_user_id": workspace.bot.id,
        "team": {"id": workspace.id, "name": workspace.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _grant(call: Call) -> Grant:
    grant = call.stage.codes.exchange(call.text("code"))
    if grant is None:
        raise RefusedError("invalid_code")
    if grant.redirect_uri is not None and call.text("redirect_uri") != grant.redirect_uri:
        raise RefusedError("bad_redirect_uri")
    return grant
