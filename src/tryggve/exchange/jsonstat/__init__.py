"""JSON-stat 2.0, the JSON form of statistical tables that SCB and Eurostat publish.

After "JSON-stat Format", version 2.0, https://json-stat.org/full/.
"""

from tryggve.exchange.jsonstat.reading import read_jsonstat
from tryggve.exchange.jsonstat.writing import write_jsonstat

__all__ = ["read_jsonstat", "write_jsonstat"]
