"""Claude on Amazon: Bedrock with its three endpoints, and the Claude Platform on AWS.

`clients` has the clients, `platform` the values that write their requests, `responses` reads what comes back. `credentials` finds and
renews keys; `sigv4` (signatures) and `event_stream` (frames) do no I/O and know no clock.

It must not know the other clouds.
"""
