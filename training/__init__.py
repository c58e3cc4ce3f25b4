"""From data to weights: everything that builds the reading model. Not installed with the package."""
