"""Cells put together into one document, generated, imported, type-checked and read back."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from generator import build, load, rules
from generator.problems import SpecError

from .cell import Cell, merged
from .instances import work
from .kinds import EDITS


def cells(count: int, seed: int, tally: Counter[str]) -> Iterator[tuple[Cell, list[str]]]:
    """Cells with one to three edits each, `count` edits in all; those that lint lets through."""
    done = number = 0
    while done < count:
        number += 1
        cell = Cell(number, random.Random(f"{seed}/{number}"))
        names = [cell.pick(EDITS) for _ in range(cell.rng.randint(1, 3))]
        done += len(names)
        tally["edits"] += len(names)
        try:
            for name in names:
                EDITS[name](cell)
            cell.check_references()
        except (IndexError, KeyError):  # an edit took away what another one wants
            tally["impossible"] += 1
            continue
        if rules.lint(load.Bundle(cell.document(), {}), "openapi"):
            tally["refused"] += 1
        else:
            tally["clean"] += 1
            yield cell, names


#: Runs in a process of its own: every module is imported, every model reads its values back, every operation makes its call.
CHECK = """
import importlib, json, pkgutil, sys
import probes_api
for module in pkgutil.walk_packages(probes_api.__path__, "probes_api."):
    importlib.import_module(module.name)
from probes_api import models, params, _decoders as decoders
from probes_api._model import _dump
from typing import get_type_hints, is_typeddict
for name in models.__all__:
    kind = getattr(models, name)
    if isinstance(kind, type):
        get_type_hints(kind)
for value in list(vars(params).values()):
    if is_typeddict(value):
        get_type_hints(value)
work = json.load(open(sys.argv[1], encoding="utf-8"))
for name, kind, value in work["values"]:
    try:
        found = getattr(models, name).from_dict(value) if kind == "object" else getattr(decoders, name)(value)
        back = _dump(found)
        assert back == value and repr(back) == repr({**back, **value} if isinstance(back, dict) else value) or back == value, back
        repr(found)
        if kind == "object":
            assert found == getattr(models, name).from_dict(json.loads(json.dumps(value))), "not equal to itself"
    except Exception as error:
        raise SystemExit(f"{name}: {error!r} for {value!r}")
for module, method, arguments, answers in work["calls"]:
    function = getattr(importlib.import_module(f"probes_api.endpoints.{module}"), method)
    try:
        call = function(**arguments)
        for answer in answers:
            assert _dump(call.decode(answer)) == answer, answer
    except Exception as error:
        raise SystemExit(f"{module}.{method}: {error!r} for {arguments!r}")
"""


def check(batch: list[tuple[Cell, list[str]]], seed: int, *, pyright: bool) -> list[str]:
    """What goes wrong with the package of these cells: nothing, it is hoped."""
    document = merged([cell for cell, _ in batch])
    bundle = load.Bundle(document, {})
    if problems := rules.lint(bundle, "openapi"):
        return [f"lint of the whole: {problem}" for problem in problems]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            build.write(build.generate(bundle, package="probes_api"), folder)
        except (SpecError, Exception) as error:
            return [f"generate: {type(error).__name__}: {error}"[:2000]]
        (folder / "work.json").write_text(json.dumps(work(document, random.Random(seed))), encoding="utf-8")
        script = f"import sys; sys.path.insert(0, {str(folder)!r})\n{CHECK}"
        command = [sys.executable, "-I", "-c", script, str(folder / "work.json")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        out = [f"run: {done.stderr[-2000:]}"] if done.returncode else []
        if pyright:
            (folder / "pyrightconfig.json").write_text('{"pythonVersion": "3.11"}')
            command = [sys.executable, "-m", "pyright", "-p", name, "--pythonpath", sys.executable]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            out += [f"pyright: {done.stdout[:3000]}"] if done.returncode else []
        return out


def resource_module(cell: Cell) -> str:
    """The module of the cell's resource, for which `a.b` and `a_b` are one name."""
    resource: str = cell.operation.get("x-sdk", {}).get("resource", "")
    return f"module {resource.replace('.', '_')}"


def batches(count: int, seed: int, size: int, tally: Counter[str]) -> Iterator[list[tuple[Cell, list[str]]]]:
    """Clean cells, each put together with others whose names differ from its own."""
    open_batches: list[tuple[list[tuple[Cell, list[str]]], set[str]]] = []
    for cell, edits in cells(count, seed, tally):
        mine = {n.lower().replace("_", "") for n in cell.schemas} | {f"unknown{n.lower()}" for n in cell.schemas}
        mine |= {f"{n.lower()}param" for n in cell.schemas} | {resource_module(cell)}
        mine |= {cell.path, cell.operation["operationId"]}
        batch, names = next((each for each in open_batches if not each[1] & mine), ([], set[str]()))
        if not batch:
            open_batches.append((batch, names))
        batch.append((cell, edits))
        names |= mine
        if len(batch) == size:
            open_batches = [each for each in open_batches if each[0] is not batch]
            yield batch
    yield from (batch for batch, _ in open_batches)


def run(
    count: int, seed: int, size: int = 150, *, pyright: bool = True, say: Callable[[str], object] = print
) -> list[str]:
    """All failures of `count` edits. A batch that fails is taken apart, to name the cell."""
    tally: Counter[str] = Counter()
    failures: list[str] = []
    for number, batch in enumerate(batches(count, seed, size, tally)):
        # A cell that cannot be put together with others is checked without pyright, which takes seconds to start.
        checked = pyright and len(batch) > 1
        if found := check(batch, seed, pyright=checked):
            failures.append(f"batch {number} ({len(batch)} cells): {found[0]}")
            for cell, names in batch if len(batch) > 1 else []:
                if alone := check([(cell, names)], seed, pyright=False):
                    failures.append(f"cell {cell.number} of seed {seed} ({', '.join(names)}): {alone[0]}")
        tally["batches"] += 1
        tally["checked"] += len(batch)
        say(f"{number}: {', '.join(f'{what}: {n:,}' for what, n in tally.items())}, failures: {len(failures)}")
    say(", ".join(f"{what}: {number:,}" for what, number in tally.items()) + f", failures: {len(failures)}")
    return failures
