"""Who was drawn and did not answer: dispositions, rates, adjusted weights, representativity."""
