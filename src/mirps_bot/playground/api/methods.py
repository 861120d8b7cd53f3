"""Every method the workspace answers, on one screen."""

from collections.abc import Mapping

from mirps_bot.playground.api import chat, conversations, uploads, users, views
from mirps_bot.playground.api.call import Method

SELDOM, NOW_AND_THEN, OFTEN = 20, 50, 100  # calls per minute: tiers 2, 3 and 4
READS = ("channels:read", "groups:read", "im:read")
HISTORIES = ("channels:history", "groups:history", "im:history")
WRITES, OPENS, KNOWS, UPLOADS = ("chat:write",), ("im:write",), ("users:read",), ("files:write",)

METHODS: Mapping[str, Method] = {
    "auth.test": Method(run=users.test_authentication, per_minute=None),
    "apps.connections.open": Method(run=users.open_connection, per_minute=NOW_AND_THEN, caller="app"),
    "chat.postMessage": Method(run=chat.post_message, scopes=WRITES, per_minute=None),
    "chat.postEphemeral": Method(run=chat.post_ephemeral, scopes=WRITES, per_minute=OFTEN),
    "chat.update": Method(run=chat.update, scopes=WRITES, per_minute=NOW_AND_THEN),
    "chat.delete": Method(run=chat.delete, scopes=WRITES, per_minute=NOW_AND_THEN),
    "chat.getPermalink": Method(run=chat.get_permalink, per_minute=None),
    "reactions.add": Method(run=chat.add_reaction, scopes=("reactions:write",), per_minute=NOW_AND_THEN),
    "conversations.open": Method(
        run=conversations.open_direct_message, scopes=OPENS, per_minute=NOW_AND_THEN
    ),
    "conversations.info": Method(run=conversations.info, scopes=READS, per_minute=NOW_AND_THEN),
    "conversations.list": Method(run=conversations.list_all, scopes=READS, per_minute=SELDOM),
    "conversations.members": Method(run=conversations.members, scopes=READS, per_minute=OFTEN),
    "conversations.history": Method(run=conversations.history, scopes=HISTORIES, per_minute=NOW_AND_THEN),
    "conversations.replies": Method(run=conversations.replies, scopes=HISTORIES, per_minute=NOW_AND_THEN),
    "users.info": Method(run=users.info, scopes=KNOWS, per_minute=OFTEN),
    "users.list": Method(run=users.list_all, scopes=KNOWS, per_minute=SELDOM),
    "users.lookupByEmail": Method(
        run=users.look_up_by_email, scopes=("users:read.email",), per_minute=NOW_AND_THEN
    ),
    "team.info": Method(run=users.team_info, scopes=("team:read",), per_minute=NOW_AND_THEN),
    "views.open": Method(run=views.open_view, per_minute=OFTEN),
    "views.push": Method(run=views.push, per_minute=OFTEN),
    "views.update": Method(run=views.update, per_minute=OFTEN),
    "views.publish": Method(run=views.publish, per_minute=OFTEN),
    "files.info": Method(run=uploads.info, scopes=("files:read",), per_minute=OFTEN),
    "files.getUploadURLExternal": Method(run=uploads.get_upload_url, scopes=UPLOADS, per_minute=OFTEN),
    "files.completeUploadExternal": Method(run=uploads.complete_upload, scopes=UPLOADS, per_minute=OFTEN),
}
