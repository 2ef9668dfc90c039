"""The site: configuration, settings, addresses, base templates and static files."""
