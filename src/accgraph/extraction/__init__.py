"""Extraction: from the text of a document to the claims it makes."""
