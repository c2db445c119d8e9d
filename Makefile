# One command for each habit. Needs make and Python 3.11 or newer; the rest is set up here.
.DEFAULT_GOAL := help
.PHONY: help setup demo check format lint types imports test neo4j bench bench-stores clean

UV := $(shell command -v uv || echo .tools/bin/uv)
RUN := $(UV) run --frozen --no-sync
WORKERS ?= auto
DEMO := demo/summits.kg

help: ## list these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

.tools/bin/uv:
	python3 -m venv .tools
	.tools/bin/pip install --quiet uv

setup: $(filter .tools/%,$(UV)) ## install everything that running and testing needs into .venv
	$(UV) sync --frozen --quiet

demo: $(filter .tools/%,$(UV)) ## read the example articles, ask, draw, export: results in demo/
	@$(UV) sync --frozen --quiet --no-dev --inexact
	@mkdir -p demo
	@$(RUN) kg --store $(DEMO) load reference examples
	@echo; echo "What NATO promised Ukraine:"
	@$(RUN) kg --store $(DEMO) query promises --by NATO --to Ukraine
	@echo; echo "What NATO refused Ukraine:"
	@$(RUN) kg --store $(DEMO) query refusals --by NATO --to Ukraine
	@$(RUN) kg --store $(DEMO) view --around Ukraine -o demo/ukraine.html
	@$(RUN) kg --store $(DEMO) export -o demo/summits.trig
	@echo; echo "Open demo/ukraine.html in a browser; demo/summits.trig is the same graph as RDF."
	@echo "Then your own: $(UV) run kg --store $(DEMO) load YOUR-ARTICLES/"

check: setup ## all that must hold: format, lint, types, imports, tests
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) mypy
	$(RUN) lint-imports
	$(MAKE) --no-print-directory test

format: setup ## format the code
	$(RUN) ruff format .
	$(RUN) ruff check --fix .

test: setup
	$(RUN) pytest -n $(WORKERS) --cov --cov-report=term $(if $(CI),--cov-fail-under=95)

neo4j: setup ## start a real Neo4j from Maven Central for trying things, and print how to reach it
	@$(RUN) python -m tests.servers.neo4j_server

bench: setup ## measure speed, as ratios within one run
	$(RUN) python -m bench

bench-stores: setup ## measure storing and asking in both homes, beside bare loops and another writer
	$(UV) sync --frozen --quiet --group bench
	$(RUN) python -m bench.stores --growth 100000

clean: ## remove what these targets made
	rm -rf .venv .tools demo dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
