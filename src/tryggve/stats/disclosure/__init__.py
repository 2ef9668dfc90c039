"""What may be told of few people: what a release withholds, and what a reader can work out of it.

A release is a list of figures (`figures`). `plan` decides which shares of a survey are told,
`suppression` which counts are, and `audit` lets an attacker (`attacker`: a linear program) compute
what all figures of this and of earlier releases together say of those that are withheld.
"""
