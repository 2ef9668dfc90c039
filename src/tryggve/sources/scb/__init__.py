"""Population by area, sex and age, as Statistics Sweden (SCB) publishes it.

The table "Folkmängden efter region, civilstånd, ålder och kön" and its relatives for DeSO, RegSO
and localities, fetched from the Statistical Database as PX, JSON-stat 2 or CSV.
"""

from tryggve.sources.scb.population import PopulationCount, PopulationTable
from tryggve.sources.scb.reading import read_population
from tryggve.sources.scb.words import Sex

__all__ = ["PopulationCount", "PopulationTable", "Sex", "read_population"]
