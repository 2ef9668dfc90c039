"""PX files, the format of Statistics Sweden and most Nordic statistical offices.

After "PX-file format specification, AXIS-VERSION 2013", Statistics Sweden, 2013-02-27.
"""

from tryggve.exchange.px.reading import read_px
from tryggve.exchange.px.writing import write_px

__all__ = ["read_px", "write_px"]
