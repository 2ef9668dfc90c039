"""Pages about organisations, people and signing in."""
