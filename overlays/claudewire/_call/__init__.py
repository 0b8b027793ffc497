"""One call from arguments to result.

`pipeline` runs a call: `requests` builds it, `credentials` adds the key to each attempt, `_http` sends it, `retry` decides after a
failure (`call_state` owns clock and random numbers), `responses` decodes: `streamed` holds a response whose body was not read yet, `raw`
and `content` what programs hold of responses. `interfaces` says what a call asks of what stands above it.

Public to other rooms: `Pipeline`, `AsyncPipeline`, `StreamedResponse`, `AsyncStreamedResponse`, `ResponseInfo`, `Headers`, `RateLimits`,
`RetryBudget`, `RawResponseView`, `record_call`, `pipeline_of`, `ProgressFile`, `encode`, `Content`.

It must not know streams of events (the client passes `Streams` in), resources, or clients.
"""
