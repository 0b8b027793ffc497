"""What requests cost: price tables, and the budget of a run.

Both are values and arithmetic. They know neither requests nor the client.
"""
