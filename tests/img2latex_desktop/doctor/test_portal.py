import pytest

from img2latex_desktop.diagnosis import CheckState
from img2latex_desktop.doctor import portal
from img2latex_desktop.doctor.portal import check_portal


def test_x11_needs_no_portal(monkeypatch):
    monkeypatch.setattr(portal, "is_wayland", lambda: False)
    assert check_portal().state is CheckState.SKIPPED


def test_wayland_without_a_bus_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(portal, "is_wayland", lambda: True)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/bus")
    finding = check_portal()
    assert finding.state is CheckState.FAILED
    assert "xdg-desktop-portal" in finding.remedy


@pytest.mark.parametrize(
    ("versions", "state"),
    [
        ({portal.SCREENSHOT: 3, portal.SHORTCUTS: 1}, CheckState.OK),
        ({portal.SCREENSHOT: 2, portal.SHORTCUTS: 0}, CheckState.WARNING),
        ({portal.SCREENSHOT: 0, portal.SHORTCUTS: 1}, CheckState.FAILED),
    ],
    ids=["both", "no shortcuts", "no screenshots"],
)
def test_what_is_missing_decides(monkeypatch, service, versions, state):
    service.versions, service.targets = versions, 7 if versions[portal.SCREENSHOT] >= 3 else None
    monkeypatch.setattr(portal, "is_wayland", lambda: True)
    finding = check_portal()
    assert finding.state is state
    assert ("lets the desktop choose" in finding.found) is (versions[portal.SCREENSHOT] == 3)
