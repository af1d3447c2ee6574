"""Starting, mending and stopping the processes of one Tandem, with stand-ins for the web server and the worker."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tandem.core import processes
from tandem.core.errors import Refused

LISTEN = "import http.server, sys; http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), None).serve_forever()"
UP = """
import os, pathlib, sys
from tandem.core import processes
home, port = pathlib.Path(sys.argv[1]), int(sys.argv[2])
web = [sys.executable, "-c", sys.argv[3], str(port)]
idle = [sys.executable, "-c", "import time; time.sleep(600)"]
children = [processes.Child("web", web, dict(os.environ)), processes.Child("worker", idle, dict(os.environ))]
running = processes.Running(home, processes.Address("127.0.0.1", port), children)
running.when_ready = lambda: print(*(child.process.pid for child in children), flush=True)
running.take_place()
running.run()
"""


def soon(fact: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def is_gone(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or " Z " in stat.read_text()


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Up:
    """A running stand-in: its process, and its two children."""

    def __init__(self, home: Path, port: int, web: str = LISTEN) -> None:
        command = [sys.executable, "-c", UP, str(home), str(port), web]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.children = [int(word) for word in self.process.stdout.readline().split()]


@pytest.fixture
def up(tmp_path: Path, port: int) -> Iterator[Up]:
    started = Up(tmp_path, port)
    yield started
    started.process.kill()
    started.process.communicate()


def test_a_busy_port_is_explained_in_one_sentence_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=rf"^Port {port} is used by another program: .*TANDEM_PORT=\d+\.$"):
            processes.Address("127.0.0.1", port).refuse_if_taken()
    processes.Address("127.0.0.1", port).refuse_if_taken()


@pytest.mark.parametrize("said", ["", "none", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("TANDEM_PORT", said)
    with pytest.raises(Refused, match="a port is a number"):
        processes.Address.chosen()


def test_the_default_is_this_machine_alone_on_port_8787(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TANDEM_PORT", "TANDEM_BIND", "TANDEM_URL"):
        monkeypatch.delenv(name, raising=False)
    assert processes.Address.chosen().url == "http://127.0.0.1:8787"


def test_down_stops_what_up_started(tmp_path: Path, port: int, up: Up) -> None:
    assert processes.stop(tmp_path) == os.environ["TANDEM_URL"]
    assert up.process.wait(10) == 0
    assert all(is_gone(pid) for pid in up.children)
    assert processes.note(tmp_path) is None
    assert not (tmp_path / "tandem.pid").exists()
    processes.Address("127.0.0.1", port).refuse_if_taken()


def test_a_second_start_from_one_home_says_where_the_first_is(tmp_path: Path, port: int, up: Up) -> None:
    with pytest.raises(Refused, match=r"^Tandem already runs at http://.* `tandem down`"):
        processes.refuse_if_running(tmp_path, processes.Address("127.0.0.1", port))


def test_down_leaves_another_program_alone_that_got_the_number_of_a_dead_one(tmp_path: Path) -> None:
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        (tmp_path / "up.lock").touch()
        (tmp_path / "tandem.pid").write_text(f'{{"pid": {bystander.pid}, "address": "http://127.0.0.1:1"}}')
        assert processes.stop(tmp_path) is None
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_a_child_that_ends_at_once_over_and_over_is_refused() -> None:
    child = processes.Child("web", [sys.executable, "-c", "raise SystemExit(3)"], dict(os.environ))
    child.quick_deaths = processes.QUICK_DEATHS - 2
    child.start()
    with pytest.raises(Refused, match="web process ends as soon as it starts"):
        soon(lambda: bool(child.mend()))


@pytest.mark.fault
def test_a_killed_web_server_is_started_again(tmp_path: Path, port: int, up: Up) -> None:
    address = processes.Address("127.0.0.1", port)
    os.kill(up.children[0], signal.SIGKILL)
    assert soon(lambda: is_gone(up.children[0]))
    assert soon(address.answers)
    assert up.process.poll() is None


@pytest.mark.fault
def test_a_killed_up_leaves_nothing_behind_and_can_start_again(tmp_path: Path, port: int, up: Up) -> None:
    up.process.kill()
    assert soon(lambda: all(is_gone(pid) for pid in up.children))
    assert processes.stop(tmp_path) is None
    again = Up(tmp_path, port)
    assert again.children
    assert processes.stop(tmp_path)
    again.process.communicate()
