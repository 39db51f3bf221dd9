"""A private bus, and a portal on it that can be told how to behave."""

import os

import pytest

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
