"""The pages about areas."""
