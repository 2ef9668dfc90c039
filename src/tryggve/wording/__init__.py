"""What the product says to people, in Swedish, English and Arabic."""
