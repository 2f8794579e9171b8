# make run | make test do everything on a fresh machine; see README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LAYER := layers/summariser/src
UV = $(if $(shell command -v uv),uv,$(BIN)/python -m uv)

export UV_PYTHON_DOWNLOADS := never
