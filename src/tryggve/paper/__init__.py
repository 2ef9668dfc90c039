"""Letters, cards, envelopes and forms on paper: set once, with what is each recipient's laid over.

`paper_questions` is what a questionnaire asks on paper, `form` sets it and tells where each box
stands, `layout` is that knowledge as a file, `sheet_code` the code on every side, and `overlay`
puts the codes of many recipients on the same pages. `letter`, `card` and `reply_envelope` are set
without their recipients; `mail` lays addresses and codes over them. `batches` makes the printer's
files and what is told of them.
"""
