"""accgraph: a knowledge graph of accountability for international crimes, each statement with its evidence."""
