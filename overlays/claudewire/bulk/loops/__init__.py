"""The two loops that send the requests of a job, live or in batches, written once; threads or tasks do the work.

They know the job; the session, which puts a run together, knows them.
"""
