"""The operations room under load: 50 readers and 5 jobs at once on this machine, for a minute.

    python benchmarks/web.py [--seconds S] [--clients N] [--jobs J] [--runs DIR]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from typing import NamedTuple

import httpx

READ = ("/api/health", "/api/scenarios", "/api/scenarios/europe-2007", "/api/jobs", "/api/runs", "/", "/api/claims")
EACH_S = 0.25  # a reader looks four times a second


class Found(NamedTuple):
    """How many answers there were, what went wrong, and how long the quick, the usual and the slow took."""

    count: int
    errors: list[str]
    p50_s: float
    p95_s: float
    most_s: float


def begin_jobs(url: str, token: str, count: int) -> list[str]:
    head, names = {"authorization": f"Bearer {token}"}, []
    with httpx.Client(base_url=url, headers=head, trust_env=False, timeout=30.0) as client:
        for seed in range(count):
            asked = {"scenario": "nodong-japan", "runs": 20_000, "worlds": 0, "seed": 1000 + seed}
            told = client.post("/api/jobs", json=asked)
            assert told.status_code == 202, told.text
            names.append(told.json()["job"])
    return names


def read(url: str, seconds: float, clients: int) -> Found:
    until_s, took, errors = time.monotonic() + seconds, list[float](), list[str]()

    def reader(number: int) -> None:
        n = number
        with httpx.Client(base_url=url, trust_env=False, timeout=30.0) as client:
            while time.monotonic() < until_s:
                path, begun_s = READ[n % len(READ)], time.monotonic()
                n += 1
                try:
                    told = client.get(path)
                    if told.status_code != 200:
                        errors.append(f"{path}: {told.status_code}")
                except httpx.HTTPError as problem:
                    errors.append(f"{path}: {problem!r}")
                spent_s = time.monotonic() - begun_s
                took.append(spent_s)
                time.sleep(max(EACH_S - spent_s, 0.0))

    threads = [threading.Thread(target=reader, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took.sort()
    return Found(len(took), errors, took[len(took) // 2], took[int(0.95 * len(took))], took[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        words = [sys.executable, "-m", "midcourse", "serve", "--port", "0", "--json", "--runs", f"{home}/runs"]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        url, _, token = json.loads(process.stdout.readline())["url"].partition("/#token=")
        try:
            begin_jobs(url, token, asked.jobs)
            found = read(url, asked.seconds, asked.clients)
        finally:
            process.terminate()
            process.wait()
    print(json.dumps(found._asdict(), indent=1))
    sys.exit(bool(found.errors))


if __name__ == "__main__":
    main()
