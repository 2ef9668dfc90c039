"""The demonstration: one local police area, with made-up people, to look around in."""
