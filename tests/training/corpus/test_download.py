import hashlib
import logging
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from training.corpus.download import IM2LATEX_100K, DownloadConfig, DownloadError, download

CONTENT = bytes(range(256)) * 2000  # 512,000 bytes: several chunks
MD5 = hashlib.md5(CONTENT).hexdigest()  # noqa: S324 - what the archive publishes
NAME = "formulas.lst"

Answer = Callable[[BaseHTTPRequestHandler, int, int], None]


class Server:
    """A real HTTP server whose answers are scripted: one callable a request, the last one for ever."""

    def __init__(self) -> None:
        self.answers: list[Answer] = [honest]
        self.ranges: list[str | None] = []
        self.released = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = self.headers.get("Range")
                number = len(outer.ranges)
                outer.ranges.append(asked)
                start = int(re.fullmatch(r"bytes=(\d+)-", asked)[1]) if asked else 0
                outer.answers[min(number, len(outer.answers) - 1)](self, start, number)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_port}/{{name}}"


def send(
    handler: BaseHTTPRequestHandler,
    body: bytes,
    *,
    status: int = 200,
    length: int | None = None,
    **headers: str,
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)
    handler.wfile.flush()


def honest(handler: BaseHTTPRequestHandler, start: int, number: int) -> None:
    if start >= len(CONTENT):
        send(handler, b"", status=416)
    elif start:
        place = f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}"
        send(handler, CONTENT[start:], status=206, Content_Range=place)
    else:
        send(handler, CONTENT)


def breaks_off(handler: BaseHTTPRequestHandler, start: int, number: int) -> None:
    end = start + 200_000
    place = f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}"
    send(
        handler,
        CONTENT[start:end],
        status=206 if start else 200,
        length=len(CONTENT) - start,
        Content_Range=place,
    )


def ignores_range(handler: BaseHTTPRequestHandler, start: int, number: int) -> None:
    send(handler, CONTENT)


def sends_wrong_bytes(handler: BaseHTTPRequestHandler, start: int, number: int) -> None:
    send(handler, b"<html>Please log in</html>")


def claims_too_much(handler: BaseHTTPRequestHandler, start: int, number: int) -> None:
    send(handler, CONTENT, length=len(CONTENT) + 1000)


def claims_too_little(handler: BaseHTTPRequestHandler, start: int, number: int) -> None:
    send(handler, CONTENT, length=1000)


def continues_elsewhere(handler: BaseHTTPRequestHandler, start: int, number: int) -> None:
    send(handler, CONTENT[7:], status=206, Content_Range=f"bytes 7-{len(CONTENT) - 1}/{len(CONTENT)}")


def is_overloaded(handler: BaseHTTPRequestHandler, start: int, number: int) -> None:
    send(handler, b"busy", status=500)


def is_missing(handler: BaseHTTPRequestHandler, start: int, number: int) -> None:
    send(handler, b"no", status=404)


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    server.thread.start()
    yield server
    server.released.set()
    server.http.shutdown()
    server.thread.join()
    server.http.server_close()


def config(server: Server, out: Path, **changes: object) -> DownloadConfig:
    settings = {"url": server.url, "files": {NAME: MD5}, "timeout_s": 5.0, "attempts": 3, "wait_s": 0.01}
    return DownloadConfig(out=out, **(settings | changes))


def test_a_file_arrives_whole_and_leaves_no_part(server: Server, tmp_path: Path) -> None:
    download(config(server, tmp_path))

    assert (tmp_path / NAME).read_bytes() == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_what_is_there_already_is_not_fetched_again(server: Server, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(CONTENT)

    download(config(server, tmp_path))

    assert server.ranges == []


def test_a_damaged_file_is_fetched_again(server: Server, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(CONTENT[:-1])

    download(config(server, tmp_path))

    assert (tmp_path / NAME).read_bytes() == CONTENT


def test_a_broken_connection_is_continued_where_it_broke(server: Server, tmp_path: Path) -> None:
    server.answers = [breaks_off, breaks_off, honest]

    download(config(server, tmp_path))

    assert (tmp_path / NAME).read_bytes() == CONTENT
    assert server.ranges == [None, "bytes=200000-", "bytes=400000-"]


def test_progress_renews_the_patience(server: Server, tmp_path: Path) -> None:
    server.answers = [breaks_off]

    download(config(server, tmp_path, attempts=2))

    assert (tmp_path / NAME).read_bytes() == CONTENT


def test_a_second_run_continues_the_first(server: Server, tmp_path: Path) -> None:
    server.answers = [breaks_off, is_overloaded, is_overloaded, honest]
    with pytest.raises(DownloadError, match="500"):
        download(config(server, tmp_path, attempts=2, wait_s=0))

    download(config(server, tmp_path))

    assert (tmp_path / NAME).read_bytes() == CONTENT
    assert server.ranges[-1] == "bytes=200000-"


def test_a_server_that_ignores_the_range_is_read_from_the_start(server: Server, tmp_path: Path) -> None:
    server.answers = [breaks_off, ignores_range]

    download(config(server, tmp_path))

    assert (tmp_path / NAME).read_bytes() == CONTENT


def test_a_server_that_continues_elsewhere_is_not_believed(server: Server, tmp_path: Path) -> None:
    server.answers = [breaks_off, continues_elsewhere, honest]

    download(config(server, tmp_path))

    assert (tmp_path / NAME).read_bytes() == CONTENT


def test_a_part_longer_than_the_file_is_thrown_away(server: Server, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(CONTENT + b"more")

    download(config(server, tmp_path))

    assert (tmp_path / NAME).read_bytes() == CONTENT


@pytest.mark.parametrize("lie", [claims_too_much, claims_too_little])
def test_a_lie_about_the_length_costs_a_retry_at_most(server: Server, tmp_path: Path, lie: Answer) -> None:
    server.answers = [lie, honest]

    download(config(server, tmp_path))

    assert (tmp_path / NAME).read_bytes() == CONTENT


def test_wrong_bytes_never_become_the_file(server: Server, tmp_path: Path) -> None:
    server.answers = [sends_wrong_bytes]

    with pytest.raises(DownloadError, match="md5"):
        download(config(server, tmp_path))

    assert list(tmp_path.iterdir()) == []
    assert len(server.ranges) == 3


def test_breaking_off_and_then_wrong_bytes_ends_after_finitely_many_tries(
    server: Server, tmp_path: Path
) -> None:
    server.answers = [breaks_off, sends_wrong_bytes] * 20

    with pytest.raises(DownloadError):
        download(config(server, tmp_path))

    assert len(server.ranges) < 10


def test_a_silent_server_is_given_up_on(server: Server, tmp_path: Path) -> None:
    def stalls(handler: BaseHTTPRequestHandler, start: int, number: int) -> None:
        send(handler, CONTENT[:1000], length=len(CONTENT))
        server.released.wait()

    server.answers = [stalls]

    with pytest.raises(DownloadError, match="silent"):
        download(config(server, tmp_path, timeout_s=0.2, attempts=2))


def test_a_stall_is_continued_after(server: Server, tmp_path: Path) -> None:
    def stalls(handler: BaseHTTPRequestHandler, start: int, number: int) -> None:
        send(handler, CONTENT[:1000], length=len(CONTENT))
        server.released.wait()

    server.answers = [stalls, honest]

    download(config(server, tmp_path, timeout_s=0.2))

    assert (tmp_path / NAME).read_bytes() == CONTENT
    assert server.ranges == [None, "bytes=1000-"]


def test_a_missing_file_is_not_asked_for_twice(server: Server, tmp_path: Path) -> None:
    server.answers = [is_missing]

    with pytest.raises(DownloadError, match=r"formulas\.lst: the server answered 404"):
        download(config(server, tmp_path))

    assert len(server.ranges) == 1


def test_a_server_error_is_tried_again_and_told(
    server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers = [is_overloaded, honest]

    with caplog.at_level(logging.WARNING):
        download(config(server, tmp_path))

    assert "500" in caplog.text
    assert (tmp_path / NAME).read_bytes() == CONTENT


def test_nobody_listening_is_one_clear_error(server: Server, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="connection failed"):
        download(config(server, tmp_path, url="http://127.0.0.1:9/{name}"))


def test_the_archive_is_the_published_one(tmp_path: Path) -> None:
    assert (
        DownloadConfig(out=tmp_path).url.format(name="a.lst")
        == "https://zenodo.org/records/56198/files/a.lst?download=1"
    )
    assert len(IM2LATEX_100K) == 4
