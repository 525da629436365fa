"""accgraph: a knowledge graph of accountability for international crimes, with its evidence."""

__all__ = ["__version__"]

__version__ = "0.1.0"
