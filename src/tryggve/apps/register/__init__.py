"""The register of sampled persons, in a database of its own."""
