"""What the product says: Swedish, English and Arabic, and to who answers in eleven languages."""
