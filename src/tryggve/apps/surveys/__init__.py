"""The safety survey: questionnaires in use, rounds, drawn persons under pseudonyms, responses."""
