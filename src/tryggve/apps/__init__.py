"""Django apps, one for each noun that the users know."""
