"""Areas and places from files that people upload, and back to files: GeoJSON, GeoPackage, CSV.

How each format is read, and how its errors are mended: docs/how-to/upload-areas.md.
"""

from tryggve.exchange.geo.model import Limits, Shape, UploadedArea
from tryggve.exchange.geo.reading import read_areas
from tryggve.exchange.geo.writing import write_csv, write_geojson

__all__ = ["Limits", "Shape", "UploadedArea", "read_areas", "write_csv", "write_geojson"]
