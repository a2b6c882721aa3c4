"""What compiling costs, function by function, in an empty folder: `python benchmarks/compiled.py [GROUP ...]`.

Does what `midcourse warm-up` does, in one process, with Numba's own events listened to. Printed are the steps in wall
seconds, the functions by the seconds that they took without those they call, and those with more than one overload,
with what differs.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

GROUPS = ("falling", "boosting", "verifying", "fighting", "covering")


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Compile everything once and say what took how long.")
    parser.add_argument("groups", nargs="*", default=list(GROUPS), help="groups of `midcourse warm-up`")
    parser.add_argument(
        "--keep", action="store_true", help="in the usual folder, where much may be compiled already"
    )
    parser.add_argument("--json", type=Path, help="write what was measured to this file")
    parser.add_argument("--most", type=int, default=40, help="functions that are printed")
    return parser.parse_args()


class Stack:
    """Takes Numba's events of compiling and keeps, for each function and signature, its seconds without callees."""

    def __init__(self) -> None:
        self.open: list[list[Any]] = []
        self.done: list[dict[str, Any]] = []

    def on_start(self, event: Any) -> None:
        self.open.append([event.data["dispatcher"], event.data["args"], time.perf_counter(), 0.0])

    def on_end(self, event: Any) -> None:
        made, args, begin, inside = self.open.pop()
        took = time.perf_counter() - begin
        if self.open:
            self.open[-1][3] += took
        where = made.py_func
        self.done.append(
            {
                "name": f"{where.__module__.removeprefix('midcourse.')}.{where.__qualname__}",
                "own_s": took - inside,
                "all_s": took,
                "args": [str(one) for one in args],
                "nested": bool(self.open),
                "inlined": bool(made.targetoptions.get("forceinline")),
            }
        )


def listen(stack: Stack) -> None:
    """Tell the stack of everything that is compiled from now on."""
    from numba.core import event

    class Ear(event.Listener):  # type: ignore[misc]
        def on_start(self, one: Any) -> None:
            stack.on_start(one)

        def on_end(self, one: Any) -> None:
            stack.on_end(one)

    event.register("numba:compile", Ear())


def measure(groups: list[str]) -> dict[str, Any]:
    """Compile groups one after the other; seconds of steps and of functions."""
    begin = time.perf_counter()
    from midcourse.api.warm import steps_of

    stack, steps = Stack(), {}
    listen(stack)
    for group in groups:
        for what, step in steps_of([group]):
            at = time.perf_counter()
            step()
            steps[f"{group}: {what}"] = time.perf_counter() - at
    return {"all_s": time.perf_counter() - begin, "steps_s": steps, "functions": stack.done}


def show(found: dict[str, Any], most: int) -> None:
    made = found["functions"]
    compiling_s = sum(one["own_s"] for one in made)
    print(f"{found['all_s']:.1f} s in all, {compiling_s:.1f} s of them Numba's, {len(made)} overloads")
    for what, took in found["steps_s"].items():
        print(f"  {what:50}{took:8.1f} s")
    by_name: dict[str, list[dict[str, Any]]] = {}
    for one in made:
        by_name.setdefault(one["name"], []).append(one)
    print("\nfunctions by seconds of their own, overloads")
    for name, rows in sorted(by_name.items(), key=lambda pair: -sum(one["own_s"] for one in pair[1]))[:most]:
        print(f"  {name:60}{sum(one['own_s'] for one in rows):8.2f} s {len(rows):4d}")
    print("\nmore than one overload: what differs")
    for name, rows in sorted(by_name.items(), key=lambda pair: -sum(one["own_s"] for one in pair[1])):
        if len(rows) > 1:
            print(f"  {name}: {sum(one['own_s'] for one in rows):.2f} s")
            columns = [sorted(set(column)) for column in zip(*(one["args"] for one in rows), strict=False)]
            for place, kinds in enumerate(columns):
                if len(kinds) > 1:
                    print(f"    argument {place}: " + " | ".join(kind[:100] for kind in kinds))


def main() -> None:
    asked = options()
    with tempfile.TemporaryDirectory() as folder:
        if not asked.keep:
            os.environ["MIDCOURSE_CACHE_DIR"] = folder
        found = measure(asked.groups)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    show(found, asked.most)


if __name__ == "__main__":
    main()
