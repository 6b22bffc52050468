"""The trees that are compared and copied. Content is random, so that no two files are alike and nothing compresses.

As a script it is one worker of a build: trees.py FOLDER FIRST LAST FILES_PER_FOLDER BYTES
"""

import os
import random
import sys
import time
from dataclasses import dataclass, replace

from arena import Failed, Skipped, say

PAGE = 4096
# What the kernel keeps of an entry beside its content.
ENTRY = 1024
BLOCK = 1 << 20


@dataclass(frozen=True)
class Spec:
    name: str
    files: int
    folders: int
    size: int
    # How many trees of this form there are at once, at most.
    copies: int = 2

    def need(self):
        return self.files * (-(-self.size // PAGE) * PAGE + ENTRY) * self.copies

    def per_folder(self):
        return -(-self.files // self.folders)

    def paths(self):
        return [path(number, self.per_folder()) for number in range(self.files)]

    def __str__(self):
        one = "empty files" if not self.size else "files of " + amount(self.size)
        where = "one folder" if self.folders == 1 else f"{self.folders:,} folders"
        return f"{self.files:,} {one} in {where}"


class Trees:
    """Builds each tree once, when a row first asks for it."""

    def __init__(self, arena, sync):
        self.arena = arena
        # Brings a replica into sync with its source, by whatever does that well.
        self.sync = sync
        self.built = {}

    def source(self, spec):
        """Gives the folder, and what is in it: a tree for which there is no room may be made of empty files."""
        if spec.name not in self.built:
            fitting = self.fitting(spec)
            folder = self.arena.path(spec.name, "source")
            began = time.monotonic()
            os.makedirs(folder)
            self.build(folder, fitting)
            say(f"   {fitting} made in {time.monotonic() - began:.1f} s")
            self.built[spec.name] = fitting
        return self.arena.path(spec.name, "source"), self.built[spec.name]

    def fitting(self, spec):
        empty = replace(spec, size=0)
        room = self.arena.room()
        if spec.need() <= room:
            return spec
        # A quiet pass reads no content, so without it the row says nearly the same.
        if spec.files >= 100_000 and empty.need() <= room:
            return empty
        raise Skipped(f"{spec} needs {amount(spec.need())} with its replicas, and there are {amount(max(room, 0))}")

    def build(self, folder, spec):
        """Fills a folder with all processors."""
        # A folder is filled by one worker, unless there is only one.
        unit = spec.per_folder() if spec.folders > 1 else 1
        workers = len(os.sched_getaffinity(0))
        step = -(-spec.files // unit // workers) * unit
        started = []
        for first in range(0, spec.files, step):
            last = min(first + step, spec.files)
            numbers = (first, last, spec.per_folder(), spec.size)
            # -B: the checkout stays as it was.
            command = [sys.executable, "-B", os.path.abspath(__file__), folder, *map(str, numbers)]
            started.append(self.arena.start(command, self.arena.path(f"worker-{first}.txt")))
        for process in started:
            if process.wait() != 0:
                raise Failed(f"the tree of {spec} could not be made")
            self.arena.running.remove(process)

    def replica(self, spec, name="shared"):
        """A replica that is in sync. The shared one is for those who only look."""
        source, _ = self.source(spec)
        folder = self.arena.path(spec.name, name)
        os.makedirs(folder, exist_ok=True)
        self.sync(source, folder)
        return folder

    def fresh(self, spec, name):
        """Where there is no replica yet."""
        return self.arena.path(spec.name, name)

    def remove(self, spec):
        self.built.pop(spec.name, None)
        self.arena.remove(self.arena.path(spec.name))


def path(number, per_folder):
    return f"d{number // per_folder:05d}/f{number:07d}.dat"


def amount(size):
    for unit, name in ((10**9, "GB"), (10**6, "MB"), (1 << 10, "KiB")):
        if size >= unit and (size % unit == 0 or unit > 1 << 10):
            return f"{size / unit:,.1f}".removesuffix(".0") + " " + name
    return f"{size:,} bytes"


def write(target, size, block, salt):
    with open(target, "wb", buffering=0) as file:
        left = size
        while left > 0:
            part = min(left, BLOCK)
            # A large file has to be random all over; of a small one the salt alone makes it like no other.
            data = os.urandom(part) if size > BLOCK else salt[:part] + block[: max(0, part - len(salt))]
            file.write(data)
            left -= part


def work(folder, first, last, per_folder, size):
    block = os.urandom(min(size, BLOCK))
    for number in range(first, last):
        target = os.path.join(folder, path(number, per_folder))
        if number % per_folder == 0 or number == first:
            os.makedirs(os.path.dirname(target), exist_ok=True)
        write(target, size, block, random.randbytes(16))


if __name__ == "__main__":
    work(sys.argv[1], *map(int, sys.argv[2:]))
