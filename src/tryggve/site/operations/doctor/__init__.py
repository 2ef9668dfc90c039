"""Examine an installation: each row says what was looked at, how it is, and how to mend it."""

from tryggve.site.operations.doctor.examine import examine
from tryggve.site.operations.doctor.row import ERROR, OK, WARNING, Row

__all__ = ["ERROR", "OK", "WARNING", "Row", "examine"]
