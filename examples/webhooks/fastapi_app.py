"""Receives webhooks with FastAPI.

pip install . fastapi uvicorn
export ANTHROPIC_WEBHOOK_SIGNING_KEY=$(claudewire webhooks secret)
uvicorn examples.webhooks.fastapi_app:app

claudewire webhooks send http://127.0.0.1:8000/webhooks --type session.status_idled
"""

from __future__ import annotations

import logging

from fastapi import BackgroundTasks, FastAPI, Request, Response

from claudewire import webhooks
from claudewire.types import WebhookEvent

app = FastAPI()
#: One process. Several need a common place for ids, such as a unique column of a database.
SEEN = webhooks.ReplayWindow()


def handle(event: WebhookEvent) -> None:
    """Does the work, after the delivery was confirmed."""
    if event.data.type == "session.status_idled":
        logging.getLogger("webhooks").info("session %s is idle", event.data.id)


@app.post("/webhooks")
async def receive(request: Request, tasks: BackgroundTasks) -> Response:
    """Takes a delivery. The signature holds for the raw body, so the function does not ask FastAPI for parsed JSON."""
    try:
        event = webhooks.unwrap(await request.body(), request.headers, replay=SEEN)
    except webhooks.WebhookInvalid as error:
        # A repeat was handled already: it must not come again.
        return Response(error.reason, status_code=200 if error.reason == "replayed" else 400)
    tasks.add_task(handle, event)
    return Response(status_code=204)
