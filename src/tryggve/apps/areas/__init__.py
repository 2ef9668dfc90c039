"""Areas from region to place, their borders over time, their population, and who answers for them."""
