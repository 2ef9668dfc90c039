"""How a survey goes while it is asked: when answers come, and how many there will be."""
