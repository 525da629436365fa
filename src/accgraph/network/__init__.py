"""Networks: who stands with whom on what, as political scientists draw them of statements.

Statements are read of a dataset (``dataset``) or of a database of Discourse Network Analyzer (``dna``), made
into matrices (``discourse``), also over moving windows of time (``windows``), and into networkx graphs
(``graphs``), which can be written (``formats``), or drawn (``drawing``). A database of Discourse Network
Analyzer can become a dataset, too (``dna_import``).
"""
