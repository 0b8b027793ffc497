# Every target makes and uses .venv by itself. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python
.DEFAULT_GOAL := help

.PHONY: bulk-kills bulk-bench ray recording notebook model-names compare-clients help setup lint redocly types docs format generate check diff release-check migration compare-tools watch golden test test-fast official tools-compare browser clients dropin official-parts acceptance \
	mutations edits faults soak fuzz bench bench-docs bench-platforms layers linearity demo record build clean lock

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(VENV)/ready: requirements.txt pyproject.toml
	@test -x $(RUN) || $(PYTHON) -c 'import sys; sys.exit("claudewire needs Python 3.11 or newer: make PYTHON=python3.12 …" if sys.version_info < (3, 11) else 0)'
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV) || { echo "no venv module: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }
	@$(RUN) -m pip install --quiet --disable-pip-version-check "$$(sed -n 's/^\(uv==[^ ;]*\).*/\1/p' requirements.txt)"
	@$(RUN) -m uv pip install --quiet --python $(RUN) -r requirements.txt
	@$(RUN) -m uv pip install --quiet --python $(RUN) --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(VENV)/ready ## make .venv with everything that development needs

lint: $(VENV)/ready types redocly ## ruff, import rules, the document's own rules, Redocly, pyright, mypy
	@$(RUN) -m ruff check
	@$(RUN) -m ruff format --check
	@$(BIN)/lint-imports --no-cache
	@$(RUN) -m generator lint

types: $(VENV)/ready ## pyright strict and mypy strict, and the types and docstrings of every public name
	@$(BIN)/pyright
	@$(RUN) -m mypy
	@$(RUN) -m tests.typing.completeness
	@$(RUN) -m tests.typing.docstrings

redocly: ## lint the joined document with Redocly (needs Node)
	@if command -v npx >/dev/null; then npx --yes --prefer-offline @redocly/cli@2.77.0 lint --config spec/redocly.yaml generated/claudewire_api/openapi.json; \
	else echo "Redocly was not run: there is no Node here"; fi

docs: $(VENV)/ready ## the documentation, into site/
	@NO_MKDOCS_2_WARNING=1 $(RUN) -m mkdocs build --quiet --strict

model-names: $(VENV)/ready ## put the newest model of each line into docs/, examples/ and the README
	@PYTHONPATH=. $(RUN) docs/hooks/model_names.py

recording: $(VENV)/ready ## record the tour in a terminal anew, into docs/img/demo.svg
	@$(RUN) docs/recording.py

notebook: $(VENV)/ready ## execute the notebook and store its outputs
	@$(RUN) tests/docs/test_notebook.py

format: $(VENV)/ready ## lay out the hand-written code
	@$(RUN) -m ruff check --fix --quiet; $(RUN) -m ruff format --quiet

generate: $(VENV)/ready ## write generated/ anew from spec/
	@$(RUN) -m generator generate

check: $(VENV)/ready ## say whether generated/ is what spec/ gives
	@$(RUN) -m generator check

diff: $(VENV)/ready ## what changed since BASE=main, on the wire and in Python, and which version follows
	@$(RUN) -m generator diff --fragment $(if $(FORMAT),--format $(FORMAT),) $(or $(BASE),main) $(HEAD)

migration: $(VENV)/ready ## write docs/migration-*.md anew (CHECK=1: only say whether it is true)
	@$(RUN) -m generator migration $(if $(CHECK),--check,)

compare-tools: $(VENV)/ready ## what other comparison tools say of the same 100 edits, into build/compare_tools.json (needs Node)
	@$(RUN) -m tests.generator.compare_tools 100 build/compare_tools.json

release-check: $(VENV)/ready ## is the version high enough for what changed since the last tag?
	@$(RUN) -m generator release-check

watch: $(VENV)/ready ## regenerate whenever spec/ is saved
	@$(RUN) -m generator watch

golden: $(VENV)/ready ## write the golden files of the generator's tests anew
	@$(RUN) -m tests.generator.small

test: $(VENV)/ready ## all tests, on two cores
	@$(RUN) -m pytest -q -n 2

test-fast: $(VENV)/ready ## all tests, with the libraries of claudewire[fast]
	@CLAUDEWIRE_FAST=1 $(RUN) -m pytest -q -n 2

BENCH_PYTHON ?= $(RUN)
.venv-bench/ready: $(VENV)/ready benchmarks/requirements.txt
	@test -x .venv-bench/bin/python || $(RUN) -m uv venv --quiet --python $(BENCH_PYTHON) .venv-bench
	@$(RUN) -m uv pip install --quiet --python .venv-bench/bin/python -r benchmarks/requirements.txt --editable '.[fast]'
	@touch $@

bench: .venv-bench/ready ## compare with the official SDK, and with the limits (BENCH="--quick --only request")
	@.venv-bench/bin/python benchmarks/run.py $(BENCH)
	@$(if $(findstring --only,$(BENCH)),:,.venv-bench/bin/python -W ignore benchmarks/platforms.py)

layers: .venv-bench/ready ## where the time of a request and of an event goes
	@.venv-bench/bin/python benchmarks/layers.py

compare-clients: $(VENV)/ready ## other clients of the API beside this one, each in an environment of its own; writes docs/comparison.md
	@$(RUN) benchmarks/clients.py

linearity: $(VENV)/ready ## time what the tests only count
	@$(RUN) benchmarks/linearity.py

bench-docs: .venv-bench/ready ## measure anew and draw the plots of docs/performance.md
	@.venv-bench/bin/python benchmarks/plots.py

mutations: $(VENV)/ready ## 500 single edits of the document: the comparison and `check` against the oracle
	@CLAUDEWIRE_MUTATIONS=all $(RUN) -m pytest -q -p no:randomly tests/generator/test_mutations.py

EDITS ?= 10000
SEED ?= 1
edits: $(VENV)/ready ## random edits of documents: what lint lets through is generated, imported, type-checked and read back (EDITS=10000 SEED=1)
	@$(RUN) -m tests.generator.edits $(EDITS) $(SEED)

faults: $(VENV)/ready ## the fault matrix and its figures at full size, into docs/reliability.md
	@$(RUN) -m tests.faults.report

SECONDS ?= 600
soak: $(VENV)/ready ## 200 tasks and 64 threads against a faulty server; memory, sockets, threads, files flat; 600 seconds write docs/reliability.md (SECONDS=600)
	@$(RUN) -m tests.faults.soak $(SECONDS) $(if $(filter 600,$(SECONDS)),--write)

FUZZ_SECONDS ?= 300
fuzz: $(VENV)/ready ## atheris on framing and accumulation, a million random streams, Schemathesis on the server
	@$(RUN) -m uv pip install --quiet --python $(RUN) --group fuzz
	@$(RUN) -m tests.fuzz.events -max_total_time=$(FUZZ_SECONDS)
	@$(RUN) -m tests.fuzz.messages -max_total_time=$(FUZZ_SECONDS)
	@CLAUDEWIRE_SSE_STREAMS=1000000 $(RUN) -m pytest -q tests/unit/stream/test_sse.py
	@CLAUDEWIRE_FUZZ=$(FUZZ_SECONDS) $(RUN) -m pytest -q tests/server/test_schemathesis.py

demo: $(VENV)/ready ## regenerate, start the local server, take the tour (LIVE=1: against the real API, with your key)
	@$(RUN) -m generator generate
	@$(RUN) -m generator check
	@$(RUN) examples/tour.py $(if $(LIVE),--live,)

official: $(VENV)/ready ## the newest official SDK of this API version as a client of the local server, in an environment of its own
	@test -x .venv-official/bin/python || $(RUN) -m uv venv --quiet --python $(RUN) .venv-official
	@$(RUN) -m uv pip install --quiet --python .venv-official/bin/python 'anthropic==1.17.0' 'pytest>=9' 'pytest-recording>=0.13.4' --editable '.[testing]'
	@.venv-official/bin/python -m pytest -q tests/server/test_official_sdk.py tests/server/test_official_faults.py

clients: $(VENV)/ready ## clients of other people, each in an environment of its own, against the local server; writes docs/clients.md
	@$(RUN) -m tests.clients.run
	@$(RUN) -m pytest -q -p no:randomly tests/clients

tools-compare: $(VENV)/ready ## typed responses, tools, the loop, memory, MCP and fallbacks beside the official SDK, in an environment of its own
	@test -x .venv-tools/bin/python || $(RUN) -m uv venv --quiet --python $(RUN) .venv-tools
	@$(RUN) -m uv pip install --quiet --python .venv-tools/bin/python 'anthropic==2.14.0' 'mcp>=2.3' --editable '.[testing,tools]'
	@.venv-tools/bin/python benchmarks/tools_compare.py

browser: $(VENV)/ready ## the console and a web page, in headless Chromium (SCREENSHOTS=folder keeps pictures)
	@test -x .venv-browser/bin/python || $(RUN) -m uv venv --quiet --python $(RUN) .venv-browser
	@$(RUN) -m uv pip install --quiet --python .venv-browser/bin/python 'playwright>=1.50' 'pytest>=9' --editable '.[testing]'
	@.venv-browser/bin/python -m pytest -q -o addopts= --import-mode=importlib tests/browser

KILLS ?= 200
bulk-kills: $(VENV)/ready ## kill bulk runs at random moments, live and in batches, and count results (KILLS=200)
	@$(RUN) benchmarks/bulk/kills.py --kills $(KILLS)
	@$(RUN) benchmarks/bulk/kills.py --kills $(KILLS) --mode batches

REQUESTS ?= $(if $(QUICK),2000,100000)
BULK_MEMORY ?= $(if $(QUICK),2000 20000,10000 1000000)
bulk-bench: $(VENV)/ready ## many requests: bulk runs beside gather with a semaphore, their memory, and limits of 60 and 5,000 a minute (two hours; QUICK=1: five minutes)
	@$(RUN) benchmarks/bulk/throughput.py --requests $(REQUESTS)
	@$(RUN) benchmarks/bulk/throughput.py --memory $(BULK_MEMORY)
	@$(RUN) benchmarks/bulk/limits.py $(if $(QUICK),--quick)

RAY_REQUESTS ?= 20000
ray: $(VENV)/ready ## claudewire.ray on a local cluster, Dask and Spark (needs Java), data sets of `datasets`, in an environment of its own (RAY_REQUESTS=20000)
	@test -x .venv-ray/bin/python || $(RUN) -m uv venv --quiet --python $(RUN) .venv-ray
	@$(RUN) -m uv pip install --quiet --python .venv-ray/bin/python 'ray[data]>=2.40' 'dask[dataframe]' pyspark datasets 'pytest>=9' --editable '.[testing,bulk]'
	@RAY_REQUESTS=$(RAY_REQUESTS) .venv-ray/bin/python -m pytest -q -s -o addopts= -o filterwarnings= --import-mode=importlib tests/ray

dropin: $(VENV)/ready ## what was written for the official SDK, over claudewire.compat, in environments of its own; writes docs/official-sdk.md
	@$(RUN) -m tests.dropin.run

acceptance: $(VENV)/ready ## run the tests of the numbered acceptance cases; writes docs/acceptance.md
	@$(RUN) -m tests.acceptance

official-parts: $(VENV)/ready ## the official tests of tools, threads, memory, MCP, fallbacks, middleware, tracing, credentials, webhooks; writes docs/official-tests.md
	@$(RUN) -m tests.dropin.parts $(PARTS)

platforms: $(VENV)/ready ## the official clients for Bedrock, Vertex and Foundry against serve --platform, in environments of their own
	@for version in 0.125.0 2.14.0; do \
	test -x .venv-platforms-$$version/bin/python || $(RUN) -m uv venv --quiet --python $(RUN) .venv-platforms-$$version; \
	$(RUN) -m uv pip install --quiet --python .venv-platforms-$$version/bin/python "anthropic[bedrock,vertex]==$$version" --editable '.[testing]'; \
	PYTHONPATH=. .venv-platforms-$$version/bin/python -W ignore -m tests.server.official_platforms || exit 1; done

bench-platforms: .venv-bench/ready ## the cost of a signature and of a frame of Bedrock beside the official SDK; part of bench
	@.venv-bench/bin/python -W ignore benchmarks/platforms.py

record: $(VENV)/ready ## record every cassette anew (LIVE=1: against the real API, with your key), then check them
	@$(RUN) -m tests.cassettes.record $(if $(LIVE),--live,)

build: $(VENV)/ready ## wheel and sdist into dist/
	@$(RUN) -m build --no-isolation --outdir dist .

clean: ## remove what was built (not .venv)
	@rm -rf dist build site .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

lock: $(VENV)/ready ## write requirements.txt anew from pyproject.toml
	@$(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --generate-hashes --group dev --extra testing --extra contract --extra tools pyproject.toml -o requirements.txt
