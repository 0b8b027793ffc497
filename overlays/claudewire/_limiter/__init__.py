"""A client's own discipline: calls wait for their turn, so that they stay within rates.

`bucket` is one rate, `queue` the calls that wait for several of them (both pure: the clock is an argument). `gate` makes a queue safe
for threads, event loops and finalizers, `waiters` lets threads and tasks sleep, `limiter` is what programs hold.

Public to other rooms: `RateLimiter`, `Cost`, `Reported`. It must not know HTTP, calls or clients: `_call/permit` says what a call costs
and what became of it.
"""
