"""The residents' pages, and those where what residents report is answered."""
