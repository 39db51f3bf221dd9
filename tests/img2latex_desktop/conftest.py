"""What several test files need: a portal on a private bus, a typesetter, a snip among stand-ins."""

import os

import pytest

from img2latex_desktop.base.paths import PREVIEW_BUNDLE
from img2latex_desktop.capture.selector import RegionSelector
from img2latex_desktop.demo.patient_typesetter import PatientTypesetter
from img2latex_desktop.snip import Snip
from tests import fakes
from tests.portal_service import PortalService, private_bus


@pytest.fixture
def bus(monkeypatch):
    """Run a bus of the test's own and return its process."""
    with private_bus() as (address, process):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield process


@pytest.fixture
def service(bus):
    """Return a portal on the private bus."""
    with PortalService(os.environ["DBUS_SESSION_BUS_ADDRESS"]) as running:
        yield running


@pytest.fixture(scope="module")
def typesetter(qapp):
    """Return a typesetter whose answers are there at once; its process serves all tests of a file."""
    made = PatientTypesetter(PREVIEW_BUNDLE)
    yield made
    made.stop()


@pytest.fixture
def recognizer(qapp):
    return fakes.FakeRecognizerProcess()


@pytest.fixture
def capture():
    return fakes.FakeCapture()


@pytest.fixture
def selector(qapp):
    made = RegionSelector()
    yield made
    made.stop()


@pytest.fixture
def snip(capture, selector, recognizer):
    return Snip(capture, selector, recognizer)
