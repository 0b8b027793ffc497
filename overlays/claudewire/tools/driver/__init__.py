"""What drives a `Run`: the loop, written once; the tools that it calls; the threads or tasks that execute them; its requests.

`loop` takes the steps, `early_calls` finds calls in an open stream, `toolbox` has tools by name, `jobs` their calls,
`workers` execute jobs, `requests` and `threaded` reach the API, `hooks` call the client's middleware.

No other package imports this door. The package knows no client and no connection.
"""
