"""The questionnaire: its questions exist once, and everything else is made from them.

A definition is a YAML file (docs/reference/questionnaire.md): `reading` gives the `model` of it,
with every problem in one report. `routing` says what is asked next, `validation` what an answer
may be, `translation` which texts are missing or old, `versions` what stays comparable.
"""
