from img2latex_desktop.system.copy_content import CopyContent

X, Y, BLANK = CopyContent(text="x"), CopyContent(text="y"), CopyContent()


class Window:
    """Remembers what it is told."""

    def __init__(self):
        self.copied, self.failures, self.losses = [], [], 0

    def copy(self, copying, content):
        copying.copy(content, self.copied.append, self.failures.append, self.lose)

    def lose(self):
        self.losses += 1


def test_the_one_who_copies_is_told_and_nobody_else(qtbot, copying, clipboard):
    first, second = Window(), Window()
    first.copy(copying, X)
    qtbot.waitUntil(lambda: first.copied == [X])
    second.copy(copying, Y)
    qtbot.waitUntil(lambda: second.copied == [Y])
    assert (first.copied, first.failures, second.failures) == ([X], [], [])
    assert clipboard.text() == "y"


def test_only_the_last_of_two_copies_is_confirmed_to_the_one_who_asked(qtbot, copying, clipboard):
    first, second = Window(), Window()
    first.copy(copying, X)
    second.copy(copying, Y)
    qtbot.waitUntil(lambda: second.copied == [Y])
    qtbot.wait(20)
    assert first.copied == []
    assert clipboard.text() == "y"


def test_the_same_copied_by_two_is_confirmed_once_to_the_last(qtbot, copying, clipboard):
    first, second = Window(), Window()
    first.copy(copying, X)
    second.copy(copying, X)
    qtbot.wait(20)
    assert (first.copied, second.copied) == ([], [X])


def test_nothing_to_copy_is_said_at_once_and_later_copies_work(qtbot, copying, clipboard):
    window = Window()
    window.copy(copying, BLANK)
    assert window.failures == ["There is nothing to copy."]
    assert clipboard.text() == "what was there before"
    window.copy(copying, X)
    qtbot.waitUntil(lambda: window.copied == [X])


def test_a_clipboard_held_by_another_program_is_told_to_the_one_who_asked(qtbot, copying, clipboard):
    def keep():
        if clipboard.text() != "held":
            clipboard.setText("held")

    window = Window()
    clipboard.dataChanged.connect(keep)
    window.copy(copying, X)
    qtbot.waitUntil(lambda: window.failures != [])
    clipboard.dataChanged.disconnect(keep)
    assert window.copied == []


def test_a_loss_is_told_once_whether_another_window_or_another_program_copies(qtbot, copying, clipboard):
    first, second = Window(), Window()
    first.copy(copying, X)
    qtbot.waitUntil(lambda: first.copied == [X])
    first.copy(copying, Y)
    qtbot.waitUntil(lambda: first.copied == [X, Y])
    assert first.losses == 0
    second.copy(copying, X)
    qtbot.waitUntil(lambda: second.copied == [X])
    clipboard.setText("from another program")
    assert (first.losses, second.losses) == (1, 1)


def test_nothing_to_copy_loses_nothing(qtbot, copying):
    first, second = Window(), Window()
    first.copy(copying, X)
    qtbot.waitUntil(lambda: first.copied == [X])
    second.copy(copying, BLANK)
    assert first.losses == 0
