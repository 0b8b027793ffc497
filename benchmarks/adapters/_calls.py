"""The calls that claudewire and the official SDK have in common."""


def close(client):
    client.close()


def create(client, body):
    return client.messages.create(**body)


def count_tokens(client, body):
    return client.messages.count_tokens(**body).input_tokens


def stream(client, body):
    return client.messages.create(stream=True, **body)


def stream_events(client, body):
    with client.messages.stream(**body) as stream:
        yield from stream


def stream_final(client, body):
    with client.messages.stream(**body) as stream:
        return stream.get_final_message()


def stream_text(client, body):
    with client.messages.stream(**body) as stream:
        yield from stream.text_stream


def delta_text(event):
    if event.type == "content_block_delta":
        delta = event.delta
        if delta.type == "text_delta":
            return delta.text
        if delta.type == "input_json_delta":
            return delta.partial_json
    return ""


def message_text(message):
    return "".join([block.text for block in message.content if block.type == "text"])


def message_input(message):
    return message.content[0].input


def models(client):
    return iter(client.models.list())


def batch_results(client, batch):
    return client.messages.batches.results(batch)


def upload(client, path):
    from pathlib import Path

    return client.files.upload(file=Path(path))


def download(client, file, path):
    with client.files.download(file) as content:
        content.write_to_file(path)


async def acreate(client, body):
    return await client.messages.create(**body)


async def astream(client, body):
    async for event in await client.messages.create(stream=True, **body):
        yield event


async def astream_final(client, body):
    async with client.messages.stream(**body) as stream:
        return await stream.get_final_message()
