"""The folder of a dataset: what is in it, and how it is written so that it is always whole.

It holds ``dataset.nq``, the source of truth, and what is made from it: the same as TriG and, all graphs
merged, as Turtle, and ``store/``, to be asked; ``claims.jsonl``; ``texts/``, the canonical text of each
document under its SHA-256; ``places/``, where its passages stand in the original; ``originals/``, what was
fetched or asked to be kept; and ``build.json``, what was read and made.
"""

from accgraph.dataset.folder import BUILD_FILE, CLAIMS_FILE, TEXTS_FOLDER, check_folder
from accgraph.dataset.workspace import Workspace
from accgraph.dataset.writing import write_dataset

__all__ = ["BUILD_FILE", "CLAIMS_FILE", "TEXTS_FOLDER", "Workspace", "check_folder", "write_dataset"]
