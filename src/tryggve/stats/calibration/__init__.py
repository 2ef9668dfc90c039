"""Calibration of weights to what is known of the population."""
