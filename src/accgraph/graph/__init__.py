"""Claims as RDF: the quads they become, the statements derived from them, and the shapes they keep to."""
