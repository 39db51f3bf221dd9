from PIL import Image, ImageSequence

from img2latex_desktop.demo.gif import Frame, save_gif


def frame(color, duration_ms=80):
    return Frame(Image.new("RGB", (40, 30), color), duration_ms)


def test_a_film_keeps_its_colors_and_durations_and_begins_anew(tmp_path):
    colors = [(255, 255, 255), (75, 107, 251), (1, 2, 3)]
    save_gif([frame(color, 100 * place) for place, color in enumerate(colors, 1)], tmp_path / "film.gif")
    with Image.open(tmp_path / "film.gif") as film:
        assert film.info["loop"] == 0
        shown = [
            (each.convert("RGB").getpixel((5, 5)), each.info["duration"])
            for each in ImageSequence.Iterator(film)
        ]
    assert shown == [(color, 100 * place) for place, color in enumerate(colors, 1)]


def test_what_does_not_change_is_one_longer_frame(tmp_path):
    save_gif(
        [frame("white"), frame("white"), frame("black"), frame("black"), frame("black")],
        tmp_path / "film.gif",
    )
    with Image.open(tmp_path / "film.gif") as film:
        assert [each.info["duration"] for each in ImageSequence.Iterator(film)] == [160, 240]
