"""What people look at: a display while a run goes on, and a report when it is over.

`progress` shows the counts of a job, `report` reads the journal, `page` draws the report as HTML. Nothing here changes a run.
"""
