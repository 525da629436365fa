"""Exports: a dataset, or what it says about one thing, in the forms that others read.

Claims are read back of a dataset as flat records (``records``) and become tables (``tables``), event records
(``plover``) or entities and links (``followthemoney``); statements stay statements for ``selection``,
``nanopublications`` and ``description``. ``forms`` knows all of these by name.
"""
