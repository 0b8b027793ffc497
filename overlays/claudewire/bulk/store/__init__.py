"""What a run keeps: the journal (SQLite), its rows as values, and results as programs read them.

It knows neither the client nor what sends requests.
"""
