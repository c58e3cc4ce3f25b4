"""A casefile's views of an archive, from its Parquet files through DuckDB.

Nothing is merged: each telling is a row. A text that stands in several reports tells once.
"""
