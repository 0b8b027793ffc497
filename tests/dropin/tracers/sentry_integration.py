# pyright: basic, reportMissingImports=false
import sentry_sdk
from sentry_sdk.integrations.anthropic import AnthropicIntegration
from sentry_sdk.transport import Transport

found = []


class Keep(Transport):
    def capture_envelope(self, envelope):
        for item in envelope.items:
            spans = (item.payload.json or {}).get("items", ()) if item.type == "span" else ()
            found.extend(span for span in spans if "gen_ai" in str(span))


sentry_sdk.init(
    dsn="http://fake@127.0.0.1:9/1",
    traces_sample_rate=1.0,
    transport=Keep,
    integrations=[AnthropicIntegration()],
    auto_enabling_integrations=False,
    default_integrations=False,
)


def around():
    return sentry_sdk.start_transaction(name="test")


def seen():
    sentry_sdk.flush()
    return len(found)
