"""Agreement between reviewers: measures, the units that they are counted on, and the places where reviewers differ.

The measures (`measures`, `distances`, `unitising`, `resampling`, `sample_size`) know numbers alone; `readings` and `units`
make the numbers of what a project holds; `report` and `disagreements` are the answers. docs/agreement.md has the formulas and
their sources.
"""
