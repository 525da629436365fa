"""What came, went or changed between two datasets: statement by statement (``patch``), or thing by thing.

Builds are deterministic and IRIs are made of content, so two datasets are compared by the lines of their
N-Quads (``blocks``), and what differs is told as ``changes`` of claims, of what is claimed, of documents
and of entities.
"""
