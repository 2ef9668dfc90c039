"""Files of people from a population register: a drawn sample, or an extract of a whole population.

`layout` says what stands where in a supplier's file, `rows` reads it as text in batches, `people`
tells what each batch means and what is wrong with it, `findings` counts. A file of millions of
rows is read without holding it, and nothing of a row flagged as protected is looked at.
"""
