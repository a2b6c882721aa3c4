"""The files for a queue and for Kubernetes say what the page says, and what the program reads is what it reads."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from midcourse.cells.cell import layout
from midcourse.engines.choose import engine_kind

ROOT = Path(__file__).parents[2]
FILES = ROOT / "examples/cluster"
PAGE = (ROOT / "docs/cluster.md").read_text(encoding="utf-8")


def documents(name: str) -> dict[str, Any]:
    """Return the documents of a file by their kind."""
    found = list(YAML(typ="safe").load_all((FILES / name).read_text(encoding="utf-8")))
    return {one["kind"]: one for one in found}


@pytest.mark.parametrize("path", sorted(FILES.iterdir()), ids=lambda path: path.name)
def test_the_page_names_each_file(path: Path) -> None:
    if path.is_file():
        assert f"examples/cluster/{path.name}" in PAGE


def test_the_cluster_of_kubernetes_is_found_by_its_campaign(tmp_path: Path) -> None:
    cluster = documents("dask-cluster.yaml")["DaskCluster"]
    parts = documents("campaign-job.yaml")
    assert set(parts) == {"NetworkPolicy", "PersistentVolumeClaim", "ConfigMap", "Job"}
    pod = parts["Job"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    script = container["args"][0]
    address = re.search(r"--engine (\S+)", script)
    assert address is not None and engine_kind(address[1]) == "cluster"
    name, (port, *_) = cluster["metadata"]["name"], cluster["spec"]["scheduler"]["service"]["ports"]
    assert address[1] == f"tcp://{name}-scheduler:{port['port']}"
    parts_of = (cluster["spec"]["worker"], cluster["spec"]["scheduler"])
    assert all(part["spec"]["containers"][0]["image"] == container["image"] for part in parts_of)
    guarded = parts["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"]
    assert guarded == cluster["spec"]["scheduler"]["service"]["selector"]
    file = tmp_path / "six.yaml"
    file.write_text(parts["ConfigMap"]["data"]["six.yaml"])
    assert len(layout(file)) == 6 and "/campaign/six.yaml" in script and "--resume" in script


def test_a_job_of_the_queue_has_a_worker_a_core() -> None:
    made = runpy.run_path(str(FILES / "slurm.py"))
    words = ["--partition", "short", "--account", "shield", "--cores", "8", "--before", "module load python"]
    asked = made["options"](made["parsed"](words))
    assert asked["cores"] == asked["processes"] == 8 and asked["walltime"] == "08:00:00"
    assert asked["job_script_prologue"][-1] == "module load python"
    try:
        from dask_jobqueue import SLURMCluster
    except ImportError:
        return
    with SLURMCluster(**asked) as cluster:
        script = cluster.job_script()
    for line in ("#SBATCH -p short", "#SBATCH -A shield", "#SBATCH --cpus-per-task=8", "#SBATCH -t 08:00:00"):
        assert line in script.splitlines()
    assert "--nthreads 1" in script and "--nworkers 8" in script and "module load python" in script
