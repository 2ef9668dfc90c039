from tryggve.stats.indices.definition import IndexDefinition, Indicator

CUTS = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4)


def definition(*groups: str, **values) -> IndexDefinition:
    """An index with an indicator for each of the groups named."""
    indicators = tuple(Indicator(f"q{i}", group, CUTS) for i, group in enumerate(groups))
    return IndexDefinition("test", indicators, first_year=2021, **values)
