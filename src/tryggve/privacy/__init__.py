"""Personal data held apart: keys, and what is made with them."""
