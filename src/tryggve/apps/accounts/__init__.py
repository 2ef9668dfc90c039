"""Organisations, the people in them, what they may do, and who has read personal data."""
