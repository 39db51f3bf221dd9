from PySide6.QtWidgets import QMenu, QToolButton

from img2latex_desktop.ui.parts.menu_button import MenuButton


def test_it_looks_like_a_button_without_a_menu(qtbot):
    made = []
    for kind, menu in ((QToolButton, None), (MenuButton, QMenu()), (QToolButton, QMenu())):
        button = kind(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        qtbot.addWidget(button)
        button.setText("☰")
        button.setMenu(menu)
        button.resize(40, 30)
        made.append(button.grab().toImage())
    plain, ours, qts = made
    assert ours == plain != qts
