from img2latex_desktop.ui.result.pin_button import PinButton


def test_a_pin_that_is_stuck_in_looks_different(qtbot):
    pin = PinButton()
    qtbot.addWidget(pin)
    leaning = pin.grab().toImage()
    pin.click()
    assert pin.isChecked()
    assert pin.grab().toImage() != leaning
