import gc
import threading
import time
from pathlib import Path

import pytest

from img2latex_desktop import APPLICATION_ID
from img2latex_desktop.base.errors import PortalError, PortalMissingError
from img2latex_desktop.system.desktop_portal import CANCELLED, DONE, DesktopPortal, PortalThread
from tests.portal_service import SCREENSHOT, SHORTCUTS, Behavior


def open_files():
    return len(list(Path("/proc/self/fd").iterdir()))


def request(portal, timeout_s=5.0):
    return portal.request(SCREENSHOT, "Screenshot", "sa{sv}", ("",), {"interactive": ("b", False)}, timeout_s)


def test_the_program_gives_its_name_before_it_asks_for_anything(service):
    with DesktopPortal() as portal:
        request(portal)
    assert service.calls[0] == ("Register", [APPLICATION_ID, {}])
    assert service.names_called() == ["Register", "Screenshot"]


def test_a_portal_that_registers_nobody_is_used_all_the_same(service):
    service.takes_names = False
    with DesktopPortal() as portal:
        assert request(portal).code == DONE


def test_versions_and_properties_are_read(service):
    service.versions, service.targets = {SCREENSHOT: 3}, 5
    with DesktopPortal() as portal:
        assert portal.version(SCREENSHOT) == 3
        assert portal.number_of(SCREENSHOT, "AvailableTargets") == 5


def test_what_the_desktop_does_not_offer_has_version_0(service):
    del service.versions[SHORTCUTS]
    with DesktopPortal() as portal:
        assert portal.version(SHORTCUTS) == 0
        assert portal.number_of(SCREENSHOT, "AvailableTargets") is None


@pytest.mark.parametrize("behavior", [Behavior.DONE, Behavior.HASTY])
def test_an_answer_is_heard_however_early_it_comes(service, behavior):
    service.behavior["Screenshot"], service.picture = behavior, "file:///there"
    with DesktopPortal() as portal:
        assert request(portal) == (DONE, {"uri": ("s", "file:///there")})


def test_cancelling_is_an_answer_and_no_error(service):
    service.behavior["Screenshot"] = Behavior.CANCELLED
    with DesktopPortal() as portal:
        assert request(portal).code == CANCELLED


def test_every_request_has_a_name_of_its_own(service):
    with DesktopPortal() as portal:
        request(portal)
        request(portal)
    first, second = (
        body[-1]["handle_token"].value for member, body in service.calls if member == "Screenshot"
    )
    assert first != second


def test_a_silent_portal_is_given_up_and_the_request_withdrawn(service):
    service.behavior["Screenshot"] = Behavior.SILENT
    with DesktopPortal() as portal:
        with pytest.raises(PortalError, match="no answer within"):
            request(portal, timeout_s=0.05)
        portal.version(SCREENSHOT)  # a round trip, after which the service has seen everything
    assert "Close" in service.names_called()


def test_a_refusal_carries_the_reason_of_the_desktop(service):
    service.behavior["Screenshot"] = Behavior.REFUSED
    with DesktopPortal() as portal, pytest.raises(PortalError, match="An app id is required") as raised:
        request(portal)
    assert not isinstance(raised.value, PortalMissingError)


def test_a_bus_without_a_portal_is_told_from_a_refusal(bus):
    with DesktopPortal() as portal:
        assert portal.owner() == ""
        assert portal.version(SCREENSHOT) == 0
        with pytest.raises(PortalMissingError):
            request(portal)


@pytest.mark.parametrize("address", [None, "unix:path=/nowhere/bus", "tcp:host=127.0.0.1"])
def test_a_missing_bus_is_said_in_a_sentence(monkeypatch, address):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    if address is not None:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with pytest.raises(PortalMissingError, match="no session bus"), DesktopPortal():
        pass


def test_signals_that_are_watched_arrive_in_order(service):
    with DesktopPortal() as portal:
        portal.watch(SHORTCUTS)
        portal.watch_owner()
        service.activate("one")
        service.activate("two")
        assert [portal.next_signal().body[1] for _ in range(2)] == ["one", "two"]
        service.die()
        assert portal.next_signal().member == "NameOwnerChanged"


def test_signals_are_kept_while_a_request_waits(service):
    with DesktopPortal() as portal:
        portal.watch(SHORTCUTS)
        service.activate("snip")
        request(portal)
        assert portal.next_signal().member == "Activated"


@pytest.mark.parametrize("delay_s", [0.0, 0.1])
def test_stopping_wakes_and_ends_a_waiting_thread_without_a_leak(service, delay_s):
    service.behavior["Screenshot"] = Behavior.SILENT
    before, ends = open_files(), []

    def work(portal):
        try:
            with portal:
                request(portal, timeout_s=60.0)
        except PortalError:
            ends.append(portal.is_interrupted)

    thread = PortalThread("test", work, ends.append)
    time.sleep(delay_s)
    started = time.monotonic()
    thread.stop()
    assert time.monotonic() - started < 1.0
    assert ends == [True]
    assert "test" not in [running.name for running in threading.enumerate()]
    gc.collect()
    assert open_files() == before


def test_a_bus_that_ends_is_a_lost_connection_and_no_traceback(service, bus):
    with DesktopPortal() as portal:
        portal.watch(SHORTCUTS)
        bus.terminate()
        with pytest.raises(PortalError, match="connection to the desktop was lost"):
            portal.next_signal()
