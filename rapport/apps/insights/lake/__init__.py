"""The lake: a folder of Delta tables for each workspace, one row for every change of a fact.

Rows are only ever appended; the newest `change` of an `id` is what holds. How far a table has come stands in the same
commit as its rows, so that a kill at any moment leaves either both or neither.
"""
