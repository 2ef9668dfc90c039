"""Readers of what others publish: one module or package for each publisher."""
