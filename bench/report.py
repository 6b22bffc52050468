"""The table, and where it was made."""

import os
import platform
import re
import shutil
import subprocess
from datetime import datetime
from statistics import median

import programs
from arena import memory
from rows import PROGRAM

COLUMNS = ("row", "tree", "Dromedary", "compared with", "its figure", "ratio", "bar", "aim", "verdict")


def first_line(command, pattern=r".*"):
    if not shutil.which(command[0]):
        return "not installed"
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    return re.search(pattern, (ran.stdout or ran.stderr).strip())[0]


def machine(arena, dromedary, java, bench):
    """What the figures depend on, in pairs."""
    load = os.getloadavg()
    return {
        "date": datetime.now().astimezone().isoformat(timespec="minutes"),
        "processor": f"{processor()}, {len(os.sched_getaffinity(0))} cores",
        "memory": f"{memory('MemTotal') / 2**30:.1f} GiB, {memory('MemAvailable') / 2**30:.1f} GiB of it available",
        "kernel": platform.platform(),
        "trees on": arena.file_system(),
        "load before": f"{load[0]:.2f} in the last minute",
        "Dromedary": f"{os.path.basename(dromedary.home)}, built {built(dromedary)}{commit()}",
        "Java": first_line([java, "-version"]) + ", " + runtime(java),
        "rsync": first_line(["rsync", "--version"], r"version \S+"),
        "rclone": first_line(["rclone", "version"]) if bench.rclone else "not installed",
        "Python": platform.python_version(),
        "rounds": str(bench.rounds),
    }


def processor():
    with open("/proc/cpuinfo") as lines:
        for line in lines:
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


def built(dromedary):
    return datetime.fromtimestamp(os.path.getmtime(dromedary.archive)).isoformat(" ", "minutes")


def commit():
    ran = subprocess.run(
        ["git", "-C", programs.ROOT, "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    )
    return ", checkout " + ran.stdout.strip() if ran.returncode == 0 else ""


def runtime(java):
    text = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    return text.splitlines()[1].strip()


def markdown(machine, rows, results, quick):
    lines = ["# Dromedary and others", ""]
    if quick:
        lines += ["**Made with `--quick`: a smoke test with a tenth of the files. The ratios mean nothing.**", ""]
    lines += [f"- {key}: {value}" for key, value in machine.items()]
    lines += ["", "Medians of whole processes, or in service of passes by their own summary, with the extremes.", ""]
    lines += [line(*COLUMNS), line(*["---"] * len(COLUMNS))]
    for row in rows:
        lines += table_lines(row.name, results[row.name])
    notes = [f"- {row.name}: {row.about}." for row in rows]
    for row in rows:
        notes += [f"- {note}" for note in getattr(results[row.name], "notes", [])]
    return "\n".join([*lines, "", *notes, ""])


def line(*cells):
    return "| " + " | ".join(cells) + " |"


def table_lines(name, result):
    if isinstance(result, Exception):
        return [line(name, f"{type(result).__name__.lower()}: {result}".replace("|", "/"), *[""] * 7)]
    own = figure(result.samples.get(PROGRAM))
    lines = []
    for one in result.comparisons:
        right = one.right if one.right is not None else figure(result.samples.get(one.other))
        limits = [limit(value, one.unit) for value in (one.bar, one.aim)]
        shown = f"{one.value:.3f}" if one.unit == "ratio" else ""
        lines.append(line(name, result.tree, one.left or own, one.other, right, shown, *limits, verdict(one)))
    return lines


def figure(samples):
    if not samples:
        return ""
    return f"{median(samples):.3g} s ({min(samples):.3g} to {max(samples):.3g})"


def limit(value, unit):
    if value is None:
        return ""
    return "≤ " + {"ratio": f"{value:.2f}", "bytes": f"{value / 1e6:.0f} MB", "seconds": f"{value:g} s"}[unit]


def verdict(one):
    if one.bar is None:
        return ""
    if one.aim is not None and one.value <= one.aim:
        return "aim reached"
    return "bar held" if one.value <= one.bar else "**missed**"


def raw(machine, rows, results, quick):
    """Everything that was measured, for those who want to calculate themselves."""
    return {"machine": machine, "quick": quick, "rows": [raw_row(row, results[row.name]) for row in rows]}


def raw_row(row, result):
    if isinstance(result, Exception):
        return {"row": row.name, type(result).__name__.lower(): str(result)}
    comparisons = [
        {"with": one.other, one.unit: one.value, "bar": one.bar, "aim": one.aim, "verdict": verdict(one).strip("*")}
        for one in result.comparisons
    ]
    return {
        "row": row.name,
        "tree": result.tree,
        "seconds": result.samples,
        "comparisons": comparisons,
        "notes": result.notes,
    }
