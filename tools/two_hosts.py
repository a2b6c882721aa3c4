"""Fight a campaign on two hosts whose link is cut and restored, and say whether one byte differs.

`sudo python tools/two_hosts.py` makes two network namespaces of Linux that stand for two hosts, with a cable between
them. The first has the scheduler, the driver and a worker, the second a worker. While the campaign is fought the cable
is pulled out for some seconds and put in again. The digest must be the one that threads give without a network.
Needs root, `ip` of iproute2, and `midcourse[cluster]`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

HOSTS = ("midcourse-a", "midcourse-b")
CABLE = ("midcourse-va", "midcourse-vb")  # at most 15 letters
NET = "10.213.77"
PORT = 8786
CAMPAIGN = """scenario: nodong-japan
over: ["batteries.0.count=1,4,8", "doctrine.decision_delay=30 s,120 s"]
worlds: 8
runs: {runs}
metrics: [p_no_leaker, leak, shots_mean]
"""


def ip(*words: str) -> None:
    """Call `ip` of iproute2."""
    subprocess.run(["ip", *words], check=True)


def inside(host: int, *words: str) -> list[str]:
    """Return a command as it is given inside a host."""
    return ["ip", "netns", "exec", HOSTS[host], *words]


@contextmanager
def two_hosts() -> Iterator[None]:
    """Two hosts with a cable between them."""
    take_down()
    try:
        for name in HOSTS:
            ip("netns", "add", name)
        ip("link", "add", CABLE[0], "type", "veth", "peer", "name", CABLE[1])
        for host, (name, end) in enumerate(zip(HOSTS, CABLE, strict=True)):
            ip("link", "set", end, "netns", name)
            ip("-n", name, "addr", "add", f"{NET}.{host + 1}/24", "dev", end)
            ip("-n", name, "link", "set", end, "up")
            ip("-n", name, "link", "set", "lo", "up")
        yield
    finally:
        take_down()


def take_down() -> None:
    """Remove what an earlier call may have left."""
    for name in HOSTS:
        subprocess.run(["ip", "netns", "del", name], stderr=subprocess.DEVNULL, check=False)


@contextmanager
def cluster(log: Path) -> Iterator[None]:
    """A scheduler and a worker on the first host, a worker on the second, each begun anew where it ends."""
    address = f"tcp://{NET}.1:{PORT}"
    python = [sys.executable, "-m"]
    scheduler = [*python, "distributed.cli.dask_scheduler", "--host", f"{NET}.1", "--port", str(PORT)]
    worker = [*python, "distributed.cli.dask_worker", address, "--nthreads", "1", "--memory-limit", "0"]
    kept = ["sh", "-c", 'until "$@"; do sleep 1; done; while "$@" || true; do sleep 1; done', "sh"]
    quiet = ["--no-dashboard"]
    commands = [inside(0, *scheduler, *quiet)]
    commands += [inside(host, *kept, *worker, *quiet, "--local-directory", str(log.parent)) for host in (0, 1)]
    with log.open("w") as said:
        begun = [subprocess.Popen(one, stdout=said, stderr=said, start_new_session=True) for one in commands]
        try:
            yield
        finally:
            for one in reversed(begun):
                with suppress(ProcessLookupError):
                    os.killpg(one.pid, 9)
                one.wait()


def fight(file: Path, store: Path, *words: str, host: int | None = None) -> subprocess.Popen[str]:
    """Begin the campaign, on a host or without one."""
    command = [sys.executable, "-m", "midcourse", "campaign", str(file), "--store", str(store), "--quiet", "--json"]
    command = [*command, *words] if host is None else inside(host, *command, *words)
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def parts(store: Path) -> int:
    """Return how many tasks have left their runs in a store."""
    return len(list(store.rglob("*.parquet")))


def told(done: dict[str, Any], store: Path) -> str:
    """Return what a campaign took, in words."""
    files, lost = parts(store), len(done["failed"])
    return f"{done['runs_done']:,} runs, {files} tasks, {done['wall_s']:.1f} s, {lost} given up"


def main() -> int:
    parser = argparse.ArgumentParser(description="A campaign on two hosts whose link is cut and restored.")
    parser.add_argument("--cut", type=float, default=10.0, metavar="S", help="seconds without a link")
    parser.add_argument("--runs", type=int, default=4_000, help="runs of each of the six cells")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, two_hosts():
        folder = Path(name)
        file = folder / "six.yaml"
        file.write_text(CAMPAIGN.format(runs=asked.runs))
        alone = json.loads(fight(file, folder / "alone").communicate()[0])
        print(f"alone: {told(alone, folder / 'alone')}", flush=True)
        with cluster(folder / "log"):
            time.sleep(5.0)
            begun_s = time.monotonic()
            words = ("--engine", f"tcp://{NET}.1:{PORT}")
            driver = fight(file, folder / "far", *words, host=0)
            while parts(folder / "far") < 4 and driver.poll() is None:
                time.sleep(0.05)
            if driver.poll() is not None:
                return int(driver.returncode)  # it has said why
            at_s = time.monotonic() - begun_s
            before = parts(folder / "far")
            ip("-n", HOSTS[1], "link", "set", CABLE[1], "down")
            time.sleep(asked.cut)
            ip("-n", HOSTS[1], "link", "set", CABLE[1], "up")
            print(f"cut after {at_s:.1f} s for {asked.cut:g} s: {before} tasks before, {parts(folder / 'far')} after")
            far = json.loads(driver.communicate()[0])
        same = far["digest"] == alone["digest"] and far["status"] == alone["status"] == "complete"
        print(f"on two hosts: {told(far, folder / 'far')}")
        print("the same bytes as without a network" if same else "NOT the same bytes")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
