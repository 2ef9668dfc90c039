"""Charts and maps as accessible SVG, the same for the web and for PDF, each with its table."""
