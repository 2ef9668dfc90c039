"""Drawing a sample: how many of each stratum, who, and whether what came back is what was asked."""
