"""The statistics of the survey: what is computed, with its formula and its source beside it."""
