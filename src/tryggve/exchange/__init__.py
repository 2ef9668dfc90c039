"""Open formats out and in: PX, JSON-stat and what else others read and write."""
