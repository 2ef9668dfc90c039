"""Building blocks that every app uses, so that nothing is written six times."""
