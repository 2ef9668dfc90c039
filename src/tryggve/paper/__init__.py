"""Letters and forms on paper: typeset once, with the codes of each recipient laid over.

`paper_questions` is what a questionnaire asks on paper, `form` sets it and tells where each box
stands, `layout` is that knowledge as a file, `sheet_code` the code on every side, and `overlay`
puts the codes of many recipients on the same pages.
"""
