"""Start a Dask scheduler here and workers as jobs of a SLURM queue, and keep them until Ctrl-C.

`python slurm.py --jobs 10 --partition short --walltime 08:00:00` on a login node, in the environment that the nodes
have too; then, in another shell: `midcourse campaign FILE --scheduler-file scheduler.json`.
Needs `midcourse[cluster]` and dask-jobqueue. `--show` prints the script of a job and submits nothing.
"""

from __future__ import annotations

import argparse
import json
import signal
import time
from pathlib import Path
from typing import Any


def options(asked: argparse.Namespace) -> dict[str, Any]:
    """Return what `dask_jobqueue.SLURMCluster` is given: a worker of one thread on each core of a job."""
    return {
        "queue": asked.partition,
        "account": asked.account,
        "cores": asked.cores,
        "processes": asked.cores,
        "memory": asked.memory,
        "walltime": asked.walltime,
        "interface": asked.interface,
        "worker_extra_args": ["--no-dashboard"],
        "job_script_prologue": [f"export MIDCOURSE_CACHE_DIR={asked.cache}", *asked.before],
        "scheduler_options": {"dashboard_address": None},
    }


def parsed(words: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="A Dask scheduler here, its workers as jobs of SLURM.")
    parser.add_argument("--jobs", type=int, default=2, help="jobs, each of a node or a part of one")
    parser.add_argument("--cores", type=int, default=16, help="workers of a job")
    parser.add_argument("--memory", default="32GB", help="of a job")
    parser.add_argument("--walltime", default="08:00:00")
    parser.add_argument("--partition")
    parser.add_argument("--account")
    parser.add_argument("--interface", help="network between nodes, as ib0")
    parser.add_argument("--cache", default="$HOME/.cache/midcourse", help="folder of compiled code")
    parser.add_argument("--before", action="append", default=[], metavar="LINE", help="line of the job's script")
    parser.add_argument("--file", type=Path, default=Path("scheduler.json"), help="file that tells where it is")
    parser.add_argument("--show", action="store_true", help="print the script of a job and end")
    return parser.parse_args(words)


def main() -> None:
    from dask_jobqueue import SLURMCluster

    asked = parsed()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a queue, or a shell that is left, ends it so
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where it was begun in the background of a script
    with SLURMCluster(**options(asked)) as cluster:
        if asked.show:
            print(cluster.job_script())
            return
        asked.file.write_text(json.dumps({"type": "Scheduler", "address": cluster.scheduler_address}))
        cluster.adapt(minimum_jobs=asked.jobs, maximum_jobs=asked.jobs)  # a job that ends is begun anew
        print(f"{asked.file}: {cluster.scheduler_address}, {asked.jobs} jobs; Ctrl-C ends them", flush=True)
        try:
            while True:
                time.sleep(60.0)
        except KeyboardInterrupt:
            pass
        finally:
            asked.file.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
