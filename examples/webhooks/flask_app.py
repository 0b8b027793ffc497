"""Receives webhooks with Flask.

pip install . flask
export ANTHROPIC_WEBHOOK_SIGNING_KEY=$(claudewire webhooks secret)
flask --app examples/webhooks/flask_app.py run

claudewire webhooks send http://127.0.0.1:5000/webhooks --type session.status_idled
"""

from __future__ import annotations

from flask import Flask, request

from claudewire import webhooks

app = Flask(__name__)
#: One process. Several need a common place for ids, such as a unique column of a database.
SEEN = webhooks.ReplayWindow()


@app.post("/webhooks")
def receive() -> tuple[str, int]:
    """Takes a delivery. `get_data` is the raw body; `get_json` would lose what the signature holds for."""
    try:
        event = webhooks.unwrap(request.get_data(), request.headers, replay=SEEN)
    except webhooks.WebhookInvalid as error:
        # A repeat was handled already: it must not come again.
        return error.reason, 200 if error.reason == "replayed" else 400
    try:
        if event.data.type == "session.status_idled":
            app.logger.info("session %s is idle", event.data.id)
    except Exception:
        # The delivery will come again: take it then.
        SEEN.forget(request.headers["webhook-id"])
        raise
    return "", 204
