"""The parts of a build: its unit of work, the shards that come of it, and the dataset made of them."""
