"""Builds that are spread over a Dask cluster: documents are parted, and each part is made where there is
room.

What is made of a partition lies in a place that all machines reach, a folder or an address that fsspec knows,
under names that say what it was made of: whoever makes it again writes the same bytes to the same names.
"""
