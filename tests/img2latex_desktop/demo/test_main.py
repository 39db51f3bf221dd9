from img2latex_desktop.demo.__main__ import main


def test_what_is_missing_is_named_with_the_command_that_installs_it(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main([]) == 1
    assert "apt-get install --yes xvfb openbox trayer xdotool xclip" in capsys.readouterr().err
