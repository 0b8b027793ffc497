"""What programs without any SDK have in common: dictionaries instead of models."""

import json


def dumps(body):
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def events(chunks):
    """The payloads of a stream whose blocks are `event: …`, `data: …` and nothing else."""
    rest = b""
    for chunk in chunks:
        *blocks, rest = (rest + chunk).split(b"\n\n")
        for block in blocks:
            yield json.loads(block[block.index(b"\ndata: ") + 7 :])


def final(events):
    texts, inputs = [], []
    for event in events:
        if event["type"] == "message_start":
            message = event["message"]
        elif event["type"] == "content_block_delta":
            delta = event["delta"]
            texts.append(delta["text"]) if delta["type"] == "text_delta" else inputs.append(delta["partial_json"])
    block = (
        {"type": "tool_use", "input": json.loads("".join(inputs))}
        if inputs
        else {"type": "text", "text": "".join(texts)}
    )
    return {**message, "content": [block]}


def delta_text(event):
    if event["type"] == "content_block_delta":
        delta = event["delta"]
        return delta["text"] if delta["type"] == "text_delta" else delta["partial_json"]
    return ""


def message_text(message):
    return "".join(block["text"] for block in message["content"] if block["type"] == "text")
