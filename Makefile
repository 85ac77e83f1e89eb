# One command to browse the site, one to test it. Needs git, make and any Python 3.10+.
#   make demo            the site on http://127.0.0.1:8000/ (PORT=, RESET=1 starts over)
#   make test            everything that must hold before a change goes in
export PORT ?= 8000
RESET ?=
FILE ?=
NAMES ?=
python := .venv/bin/python
reset := $(if $(filter 1 true yes,$(RESET)),--reset)

.DEFAULT_GOAL := help
.PHONY: help environment development setup demo serve test lint format services services-stop \
	backup restore bench

help:
	@sed -n '1,3s/^# *//p' Makefile
	@echo "make setup serve lint format services services-stop backup restore FILE=… bench"

environment:
	@sh setup/start environment runtime

development:
	@sh setup/start environment dev

setup: environment
	@$(python) -m setup.site $(reset)

demo serve:
	@sh setup/start environment runtime --port "$(PORT)"
	@exec $(python) -m setup.run $@ $(reset)

test: development
	@exec $(python) -m setup.checks all

lint: development
	@exec $(python) -m setup.checks lint

format: development
	@exec $(python) -m setup.checks format

services: environment
	@$(python) -m setup.services start

services-stop: environment
	@$(python) -m setup.services stop

backup: environment
	@$(python) manage.py backup

restore: environment
	@$(python) manage.py restore "$(FILE)"

bench: environment
	@$(python) -m bench $(NAMES)
