# pyright: basic, reportMissingImports=false
import os

os.environ["LANGSMITH_TRACING"] = "true"

from langsmith import Client
from langsmith.wrappers import wrap_anthropic

runs = []


class Kept(Client):
    def create_run(self, name, inputs, run_type, **more):
        runs.append(name)

    def update_run(self, run_id, **more):
        pass


kept = Kept(api_key="ls-fake", api_url="http://127.0.0.1:9", auto_batch_tracing=False)


def wrap(client):
    return wrap_anthropic(client, tracing_extra={"client": kept})


def seen():
    return len(runs)
