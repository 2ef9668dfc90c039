"""Everything that changes areas, their links, their population and who answers for them."""
