"""A language model as a reader: it is asked for claims in words, and only what the text proves is believed.

The model never gives an IRI, an offset or RDF. It gives names, kinds and quotes; ``belief`` looks each of
them up in the document, and what is not there is left out and said to be.
"""
