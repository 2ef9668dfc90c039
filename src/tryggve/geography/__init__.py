"""Areas without a database: reference tables, coordinates, borders and who belongs where."""
