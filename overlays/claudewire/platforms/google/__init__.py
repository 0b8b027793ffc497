"""Claude on Google: Vertex AI, and the Claude models of Google Cloud.

`clients` has the clients, `platform` the values that write their requests and read their errors, `credentials` the tokens.

It must not know the other clouds.
"""
