"""The problem index: how large the problems are on a scale from 0 (none) to 6 (alarming).

Each indicator's share becomes a whole level by cut-points; groups and the total are plain means of
levels. Low is good. The police's cut-points are not public: a definition says whose it is, and
values of different definitions are never put in one line.
"""
