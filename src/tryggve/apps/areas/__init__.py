"""Areas from region to place: borders over time, population, and who answers for them."""
