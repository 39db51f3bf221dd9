# What one types; every target sets up for itself what it needs. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test test-rest lint check bench benchmark docs wheel dist share deb portable packages train-smoke translations screenshots gif fonts lock format clean

PYTHON ?= python3
# Where pip looks for torch, if not where it always looks. The builds of download.pytorch.org/whl/cpu are locked, too;
# for any other, say also which torch is wanted, and vouch for it: TORCH="torch==2.13.*".
TORCH_INDEX ?=
TORCH ?= $(LOCKED) requirements/torch.txt
# What `make lock` is told: --upgrade takes the newest versions.
UPGRADE ?=
# Which of its tests `make test` or `make test-rest` runs, for instance TESTS=tests/model.
TESTS ?=
# What `make test` leaves out, but for what takes a GPU or gigabytes of fonts.
REST := (slow or tex or browser or desktops or packaging) and not gpu and not fonts

VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/done
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
# Versions and hashes are those of requirements/. What has no wheel is built with what is there already: for an
# environment of its own pip would fetch what is not locked.
LOCKED := --no-deps --no-build-isolation --require-hashes --requirement
STEP := $(BIN)/python -m training
BUNDLE := resources/preview/mathjax.js
TRANSLATIONS := $(patsubst %.ts,%.qm,$(wildcard resources/translations/*.ts))
FROZEN := dist/img2latex/img2latex

# Debian packages, by what needs them. Python's own are asked for where its venv module does not work.
PYTHON_PACKAGES = $(shell $(PYTHON) -c 'import ensurepip' >/dev/null 2>&1 || echo python3 python3-venv)
QT := libgl1 libegl1 libfontconfig1 libdbus-1-3 libxkbcommon0 libxkbcommon-x11-0 \
	libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 fonts-dejavu-core
SCREENSHOT := libxcb-render0 libxcb-randr0 libxcb-shm0 libxcb-xfixes0
TEST_DESKTOP := xvfb x11-xserver-utils openbox trayer xdotool xclip dbus-daemon
VNC_DESKTOP := tigervnc-standalone-server
WAYLAND_DESKTOP := sway swaybg dbus-bin grim pipewire wtype xdg-desktop-portal \
	xdg-desktop-portal-wlr xdg-desktop-portal-gtk desktop-file-utils libglib2.0-bin
# Computer Modern and Latin Modern alone, which is enough for tests; all fonts of training/drawing/fonts.py take ten times the space.
TEX := texlive-latex-base texlive-latex-recommended texlive-fonts-recommended texlive-plain-generic lmodern dvipng
# What freezing needs: tools that look into libraries, and the library of the system's own Python.
FREEZE = binutils $(shell $(PYTHON) -c 'import sys; print(*["libpython3.%d" % sys.version_info.minor] * (sys.base_prefix == "/usr"))')
# A browser and a PDF viewer for the benchmark's pictures, and icons, which are no formulas.
SCREENS := chromium poppler-utils adwaita-icon-theme
# Cyrillic and Chinese letters of words, and the companion signs of fonts, come from packages of their own.
FONTS := $(TEX) texlive-latex-extra texlive-fonts-extra tex-gyre cm-super texlive-lang-cyrillic \
	latex-cjk-common latex-cjk-chinese latex-cjk-chinese-arphic-gbsn00lp

# What reads the packages' recipes before anyone else does.
VALIDATORS := appstream debootstrap desktop-file-utils flatpak-builder lintian man-db mmdebstrap shellcheck
# What packages are made with.
PACKING := binutils dpkg-dev xz-utils

# A screen to show the app on; macOS has one without saying so.
HAS_SCREEN := $(or $(DISPLAY),$(WAYLAND_DISPLAY),$(filter Darwin,$(shell uname)))

# Networks in tests are tiny: a second thread gains nothing, and on a busy machine threads wait for each other.
test test-rest check: export OMP_NUM_THREADS ?= 1
# Packages of one commit are the same to the byte, whenever they are built; sources without git are as old as their changelog.
share deb portable packages: export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || \
	$(PYTHON) -c 'import os; print(int(os.stat("CHANGELOG.md").st_mtime))')
docs: export NO_MKDOCS_2_WARNING := 1

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(DONE)/packages-$(if $(HAS_SCREEN),run,demo) $(DONE)/app $(BUNDLE) $(TRANSLATIONS) ## start the app; without a screen, show it on a virtual one
ifeq ($(HAS_SCREEN),)
	$(BIN)/python -m img2latex_desktop.demo
else
	$(BIN)/img2latex
endif

test: $(DONE)/packages-test $(DONE)/dev $(BUNDLE) $(TRANSLATIONS) ## run the tests (TESTS=tests/model for some of them)
	$(BIN)/python -m pytest $(TESTS)

test-rest: $(DONE)/packages-test-rest $(DONE)/dev $(BUNDLE) $(TRANSLATIONS) ## run the tests that take long, or TeX, a browser, Wayland, tools of packaging
	$(BIN)/python -m pytest -m '$(REST)' $(TESTS)

lint: $(DONE)/dev ## style, types, import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## what every change has to pass: style, types, import directions, tests

bench: $(DONE)/packages-test $(DONE)/dev $(BUNDLE) $(TRANSLATIONS) ## measure how long reading and a whole snip take
	$(STEP) benchmark speed
	$(BIN)/python -m img2latex_desktop.demo.latency

docs: $(DONE)/packages-docs $(DONE)/docs ## build the documentation into build/site
	$(BIN)/mkdocs build --quiet
	@echo "Open build/site/index.html"

wheel: $(DONE)/packages-run $(DONE)/app $(BUNDLE) $(TRANSLATIONS) ## build what pip, pipx and uv install, into dist/
	.ci/build_wheel.sh $(BIN)/python dist
	@ls dist/*.whl

dist: $(FROZEN) ## freeze the program into dist/img2latex, a folder that needs no Python

share: $(DONE)/packages-packing $(DONE)/package ## what Linux desktops are told about the program, into build/share
	rm -rf build/share
	$(BIN)/python packaging/linux/share_folder.py build/share

deb: $(DONE)/packages-deb dist share ## the Debian package, into dist/
	packaging/linux/build_deb.sh dist/img2latex build/share dist

portable: $(DONE)/packages-portable dist ## an archive to unpack and run, into dist/
	packaging/linux/build_portable.sh dist/img2latex dist

packages: $(DONE)/packages-deb deb portable ## both, with their checksums and the list of what is inside (SBOM)
	$(BIN)/python packaging/sbom.py dist/img2latex dist/img2latex-$$($(BIN)/python packaging/changelog.py version).cdx.json
	packaging/checksums.sh dist
	@cat dist/SHA256SUMS

train-smoke: $(DONE)/packages-train $(DONE)/dev ## the whole training pipeline in small, in minutes, without a download
	training/recipes/toy.sh $(BIN)/python data/smoke

translations: $(DONE)/app ## gather the texts of the windows for translators
	.ci/gather_texts.sh $(BIN)/python $(wildcard resources/translations/*.ts)

screenshots: $(DONE)/packages-test $(DONE)/dev $(BUNDLE) ## draw every window anew, for docs/windows.md
	$(BIN)/python -m img2latex_desktop.demo.screenshots --output docs/images/windows

gif: $(DONE)/packages-gif $(DONE)/dev $(BUNDLE) ## film one snip on a virtual screen, for README and docs
	$(BIN)/python -m img2latex_desktop.demo.film --output docs/images/snip.gif

benchmark: data/formulas $(DONE)/packages-benchmark $(DONE)/dev $(BUNDLE) ## draw the benchmark's pictures; needs formulas in data/formulas
	$(STEP) benchmark build --config training/configs/benchmark.yaml

# Before gigabytes of fonts are installed.
data/formulas:
	@echo "There are no formulas in $@: docs/training.md has the command that makes them (python -m training prepare)." >&2
	@exit 1

fonts: $(DONE)/packages-fonts ## install the fonts that formulas are drawn in for real training (1.5 GB)

lock: $(DONE)/dev ## choose the versions in requirements/ anew where pyproject.toml asks; UPGRADE=--upgrade: the newest
	$(BIN)/python .ci/lock.py $(UPGRADE)

format: $(DONE)/dev ## put the code into shape, and the tree in docs/architecture.md
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python .ci/source_tree.py

clean: ## remove everything that was built or installed here
	rm -rf $(VENV) $(BUNDLE) $(TRANSLATIONS) resources/preview/node_modules build dist *.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- set-up: each step leaves a file in $(DONE), so that it is done once ---

# All packages of a target at once, so that whoever has to ask an administrator asks once.
$(DONE)/packages-run: PACKAGES = $(QT) $(SCREENSHOT)
$(DONE)/packages-demo: PACKAGES = $(QT) $(SCREENSHOT) $(TEST_DESKTOP)
$(DONE)/packages-test: PACKAGES = $(QT) $(SCREENSHOT) $(TEST_DESKTOP)
$(DONE)/packages-test-rest: PACKAGES = $(QT) $(SCREENSHOT) $(TEST_DESKTOP) $(VNC_DESKTOP) $(WAYLAND_DESKTOP) $(TEX) $(SCREENS) $(FREEZE) $(PACKING) $(VALIDATORS)
$(DONE)/packages-train: PACKAGES = $(TEX)
$(DONE)/packages-dist: PACKAGES = $(QT) $(SCREENSHOT) $(FREEZE)
$(DONE)/packages-packing: PACKAGES = $(QT) $(PACKING)
$(DONE)/packages-deb $(DONE)/packages-portable: PACKAGES = $(QT) $(SCREENSHOT) $(FREEZE) $(PACKING)
$(DONE)/packages-gif: PACKAGES = $(QT) $(SCREENSHOT) $(TEST_DESKTOP) dmz-cursor-theme
$(DONE)/packages-fonts: PACKAGES = $(FONTS)
$(DONE)/packages-benchmark: PACKAGES = $(FONTS) $(SCREENS) mate-backgrounds
$(DONE)/packages-%:
	@.ci/debian_packages.sh $(PYTHON_PACKAGES) $(PACKAGES)
	@mkdir -p $(DONE) && touch $@

$(DONE)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or later is needed, for instance: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@mkdir -p $(DONE) && touch $@

# A build that lies where pip is told to look on the disk (find-links) comes first: among equals pip would pass it over
# for one whose hash it knows beforehand. Only the builds for NVIDIA cards ask for CUDA's libraries.
$(DONE)/torch: requirements/torch.txt requirements/cuda.txt $(DONE)/venv
	@$(if $(TORCH_INDEX),false,$(PIP) --no-index $(TORCH) >/dev/null 2>&1) || { \
		set -x; $(PIP) $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) $(TORCH); }
	@if $(BIN)/python -c 'import importlib.metadata as m; exit("nvidia" not in "".join(m.requires("torch")))'; then \
		$(PIP) $(LOCKED) requirements/cuda.txt; \
	fi
	@touch $@

$(DONE)/app: pyproject.toml requirements/app.txt $(DONE)/torch
	$(PIP) $(LOCKED) requirements/app.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DONE)/dev: requirements/dev.txt $(DONE)/app
	$(PIP) $(LOCKED) requirements/dev.txt
	@touch $@

$(DONE)/package: requirements/package.txt $(DONE)/app
	$(PIP) $(LOCKED) requirements/package.txt
	@touch $@

# Without the program itself: whoever writes about it needs no torch.
$(DONE)/docs: requirements/docs.txt $(DONE)/venv
	$(PIP) $(LOCKED) requirements/docs.txt
	@touch $@

# Made anew where anything that goes into it is newer.
$(FROZEN): pyinstaller.spec $(wildcard packaging/*.py packaging/hooks/* packaging/licences/* resources/*/*.*) \
		$(wildcard model/*.py img2latex_desktop/*.py img2latex_desktop/*/*.py) \
		$(DONE)/packages-dist $(DONE)/package $(BUNDLE) $(TRANSLATIONS)
	$(BIN)/python -m PyInstaller --noconfirm --log-level WARN pyinstaller.spec
	@du --summarize --apparent-size --human-readable $(@D)

resources/translations/%.qm: resources/translations/%.ts $(DONE)/app
	$(BIN)/pyside6-lrelease -silent $< -qm $@

$(BUNDLE): $(filter-out $(BUNDLE),$(wildcard resources/preview/*.*)) $(DONE)/venv
	.ci/preview_bundle.sh $(BIN)/python
