# pyright: basic, reportMissingImports=false
import posthog.ai.anthropic as ai

found = []


class Posthog:
    privacy_mode = False

    def capture(self, *args, **more):
        found.append(more.get("event"))


def wrap(client):
    cls = ai.AsyncAnthropic if "Async" in type(client).__name__ else ai.Anthropic
    return cls(posthog_client=Posthog(), base_url=client.base_url, api_key=client.api_key)


def seen():
    return len(found)
