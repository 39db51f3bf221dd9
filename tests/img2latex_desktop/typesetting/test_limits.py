import pytest

from img2latex_desktop.typesetting.limits import is_too_long


@pytest.mark.parametrize(
    "latex",
    [
        "x + " * 10_000,
        "{" * 5000 + "}" * 5000,
        r"\sqrt{" * 101 + "}" * 101,
        "1" * 100_000,
        "1" * 1001,
        "1.5" * 500,
        "\u00a0" * 100_000,
        "\u3000" * 1001,
        "\x0b" * 1001,
        "%" + "x" * 100_000,
        " " * 100_000,
        r"\text{" + "x" * 1001 + "}",
    ],
)
def test_what_would_take_seconds_is_too_long(latex):
    assert is_too_long(latex)


@pytest.mark.parametrize(
    "latex",
    [
        "",
        "x",
        "12345",
        r"\frac{a}{b} + " * 100,
        "x\n" + " " * 4000 + "y",
        r"\sqrt{" * 99 + "}" * 99,
        "1" * 999,
    ],
)
def test_what_people_write_is_not(latex):
    assert not is_too_long(latex)
