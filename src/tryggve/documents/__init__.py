"""Documents that people take with them or print: tagged PDF in Swedish, English and Arabic."""
