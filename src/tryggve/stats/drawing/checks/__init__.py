"""Whether a drawn sample is what was asked for, before a letter is sent.

A whole region's survey was once thrown away because of an error in its sample. Such errors are
coarse: one sex, one end of a sorted register, the wrong area, ages of another year, a file sent
twice. So they are seen against the counts that the sample was drawn from.

Begin with `drawn.check_drawn`. `known` holds the counts, `ages` who belongs to the population,
`rows` the checks that need no chance, `balance` those that do, and `report` what is found.
"""
