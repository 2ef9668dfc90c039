"""What goes together with an answer: regression with the errors of the design."""
