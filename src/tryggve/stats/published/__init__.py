"""Published figures of the police's survey held against each other and against what they can be.

Nobody outside the police has the answers, but figures that are printed can still contradict one
another: seven checks say what does, and where. A table that passes may still be wrong.
"""
