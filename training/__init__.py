"""From data to weights: what builds the reading model. Not installed with the package."""
