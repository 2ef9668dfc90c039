"""How a round's fieldwork goes: who has answered, how many will, and what it costs."""
