"""One call from arguments to result.

`pipeline` runs a call: `request` builds it (with `betas`, `multipart`, `notices`), `credentials` adds the key to each attempt, `_http`
sends it, `retry` decides after a failure (`call_state` owns clock and random numbers), `results` decodes. `response` holds what is known
of a response, `streamed` one whose body was not read yet, `raw` and `content` what programs hold of them.

Public to other rooms: `Pipeline`, `AsyncPipeline`, `StreamedResponse`, `AsyncStreamedResponse`, `ResponseInfo`, `Headers`, `RateLimits`,
`RetryBudget`, `RawResponseView`, `record_call`, `pipeline_of`, `ProgressFile`, `encode`, `Content`.

It must not know streams of events (the client passes `Streams` in), resources, or clients.
"""
