"""The rows of the table: what is timed, against whom, and what is asked of it."""

import os
import random
import re
import shutil
import time
from dataclasses import dataclass, field
from statistics import median

import programs
from arena import Failed, Skipped
from trees import Spec, amount

PROGRAM, RSYNC, RCLONE, BASELINE, BARE = "Dromedary", "rsync", "rclone", "Python baseline", "bare camel-main"
# On quiet passes the aim against the baseline is higher.
QUIET = {"bar": 0.5, "aim": 0.15}
WORK = {"bar": 0.5}
PASSES_A_TURN = 3


@dataclass
class Comparison:
    """One line of the table: a ratio of medians, or a value that has a limit of its own."""

    other: str
    value: float
    bar: float = None
    aim: float = None
    unit: str = "ratio"
    # Where it is not the row's own figures that are compared.
    left: str = None
    right: str = None


@dataclass
class Result:
    tree: str
    samples: dict
    comparisons: list
    notes: list = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    name: str
    about: str
    # The form it needs, by its name.
    tree: str
    measure: object
    needs: tuple = ()


class Bench:
    """What the rows share."""

    def __init__(self, arena, trees, dromedary, java, rounds, quick):
        self.arena, self.trees, self.dromedary, self.java = arena, trees, dromedary, java
        self.rounds = rounds
        self.part = 10 if quick else 1
        self.rclone = shutil.which("rclone") is not None
        self.results = {}
        self.specs = {
            spec.name: spec
            for spec in (
                self.spec("tiny", 1_000, 10, 4096, copies=4),
                # Source, shared replica, and one for each of those who write.
                self.spec("small", 100_000, 1_000, 4096, copies=6),
                Spec("large", 4, 1, 10**9 // self.part),
                self.spec("many", 1_000_000, 10_000, 4096),
            )
        }

    def spec(self, name, files, folders, size, copies=2):
        return Spec(name, files // self.part, folders // self.part, size, copies)

    def alternate(self, contestants, rounds=None):
        """Gives everybody a turn in every round, and lets another one begin each time."""
        samples = {name: [] for name in contestants}
        order = list(contestants)
        for _ in range(rounds or self.rounds):
            for name in order:
                samples[name] += contestants[name]()
            order.append(order.pop(0))
        return samples

    def runs(self, command):
        return lambda: [self.arena.run(command)]

    def others(self, source, replicas, rsync=programs.rsync, rclone=programs.rclone):
        """Everybody else who has a replica."""
        commands = {RSYNC: rsync, RCLONE: rclone, BASELINE: programs.baseline}
        return {
            name: self.runs(command(source, replicas[name]))
            for name, command in commands.items()
            if name in replicas and (name != RCLONE or self.rclone)
        }


def shared(replica):
    return dict.fromkeys((RSYNC, RCLONE, BASELINE), replica)


def own_replicas(bench, spec, names):
    """For those who write."""
    return {name: bench.trees.replica(spec, name.split()[0]) for name in names if name != RCLONE or bench.rclone}


def compare(samples, bars):
    """The program's median against that of everybody else who took part."""
    return [
        Comparison(other, ratio(samples[PROGRAM], seconds), **bars.get(other, {}))
        for other, seconds in samples.items()
        if other != PROGRAM
    ]


def ratio(one, other):
    return median(one) / median(other) if median(other) > 0 else float("inf")


def start(bench):
    source, spec = bench.trees.source(bench.specs["tiny"])
    replica = bench.trees.replica(bench.specs["tiny"])
    bare = programs.Bare(bench.arena, bench.dromedary, bench.java)
    once = bench.dromedary.once(source, replica)
    for _ in range(3):
        bench.arena.run(once)
    contestants = {PROGRAM: bench.runs(once), BARE: bench.runs(bare.command())}
    samples = bench.alternate(contestants, 4 * bench.rounds)
    notes = [f"start: the bare application uses the archive of {bare.kind}."]
    return Result(f"{spec}, in sync", samples, compare(samples, {BARE: {"bar": 1.7, "aim": 1.3}}), notes)


def quiet(bench):
    return quiet_passes(bench, bench.specs["small"])[0]


def quiet_million(bench):
    result, (peak, now) = quiet_passes(bench, bench.specs["many"])
    result.comparisons.append(
        Comparison("memory, highest", peak, 400e6, 250e6, "bytes", amount(peak), "VmHWM of the service")
    )
    result.comparisons.append(Comparison("memory, at the end", now, None, None, "bytes", amount(now), "VmRSS"))
    return result


def quiet_passes(bench, wanted):
    source, spec = bench.trees.source(wanted)
    replica = bench.trees.replica(wanted)
    with bench.dromedary.service(source, replica, "1") as service:
        service.warm()
        service.pause()
        contestants = {PROGRAM: lambda: service.quiet_passes(PASSES_A_TURN)}
        contestants |= bench.others(source, shared(replica))
        samples = bench.alternate(contestants)
        memory = service.memory()
    bars = {RSYNC: {"bar": 0.7, "aim": 0.45}, BASELINE: QUIET}
    return Result(f"{spec}, in sync", samples, compare(samples, bars)), memory


def growth(bench):
    one, other = bench.results["quiet-million"], bench.results["quiet"]
    grown = ratio(one.samples[PROGRAM], other.samples[PROGRAM])
    times = Comparison("quiet", grown, 11, None, left=seconds(one, PROGRAM), right=seconds(other, PROGRAM))
    return Result("as in quiet-million and quiet", {}, [times])


def seconds(result, name):
    return f"{median(result.samples[name]):.3g} s"


def first(bench):
    return first_copies(bench, bench.specs["small"], {"bar": 1.0, "aim": 0.7})


def first_large(bench):
    return first_copies(bench, bench.specs["large"], {"bar": 0.9, "aim": 0.6})


def first_copies(bench, wanted, bar):
    source, spec = bench.trees.source(wanted)
    count = extent(source)
    made = 0

    def copies(command):
        def turn():
            nonlocal made
            made += 1
            # Another folder each time, because the state folder knows the ones before.
            replica = bench.trees.fresh(wanted, f"first-{made}")
            took = bench.arena.run(command(source, replica))
            found = extent(replica)
            bench.arena.remove(replica)
            if found != count:
                raise Failed(f"{found[0]:,} files of {amount(found[1])} were copied by {command(source, replica)[0]}")
            return [took]

        return turn

    contestants = {PROGRAM: copies(bench.dromedary.once), RSYNC: copies(programs.rsync_first)}
    if bench.rclone:
        contestants[RCLONE] = copies(programs.rclone)
    contestants[BASELINE] = copies(programs.baseline)
    # A virtual machine gets memory from its host when it is first written to, and whoever comes first would wait for that.
    beforehand = bench.trees.fresh(wanted, "first-0")
    shutil.copytree(source, beforehand)
    bench.arena.remove(beforehand)
    samples = bench.alternate(contestants)
    return Result(f"{spec}, no replica", samples, compare(samples, {RSYNC: bar, BASELINE: WORK}))


def extent(folder):
    """How many files there are, and how many bytes in them."""
    files, size, waiting = 0, 0, [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    files += 1
                    size += entry.stat(follow_symlinks=False).st_size
    return files, size


def check(bench):
    return checks(bench, bench.specs["small"], {"bar": 0.9, "aim": 0.5})


def check_large(bench):
    return checks(bench, bench.specs["large"], {"bar": 0.6, "aim": 0.3})


def checks(bench, wanted, bar):
    source, spec = bench.trees.source(wanted)
    replica = bench.trees.replica(wanted)
    contestants = {PROGRAM: bench.runs(bench.dromedary.check(source, replica))}
    contestants |= bench.others(source, shared(replica), programs.rsync_check, programs.rclone_check)
    samples = bench.alternate(contestants)
    return Result(f"{spec}, in sync", samples, compare(samples, {RSYNC: bar, BASELINE: WORK}))


def change(bench):
    wanted = bench.specs["small"]
    source, spec = bench.trees.source(wanted)
    # A service has made its own.
    replicas = {PROGRAM: bench.trees.fresh(wanted, PROGRAM)}
    replicas |= own_replicas(bench, wanted, (RSYNC, RCLONE, BASELINE))
    changed, new = 1_000 // bench.part, 500 // bench.part
    untouched = spec.paths()
    random.Random(1).shuffle(untouched)
    samples, discarded = {name: [] for name in replicas}, 0
    with bench.dromedary.service(source, replicas[PROGRAM], "1") as service:
        service.warm()
        service.pause()

        def program():
            began = time.monotonic()
            took, counts = service.busy_pass()
            # One that was under way when the service was paused has the pause in its time.
            whole = took <= time.monotonic() - began
            whole &= counted(counts, "copied") == new and counted(counts, "updated") == changed
            service.rest_until_idle()
            return [took] if whole else []

        contestants = {
            PROGRAM: program,
            **bench.others(source, replicas),
        }
        order = list(contestants)
        # The first round is the one in which a service meets its first change, and is not counted.
        for number in range(bench.rounds + 1):
            touched = [untouched.pop() for _ in range(changed)]
            touched += [os.path.join(os.path.dirname(touched[i]), f"new-{number}-{i}") for i in range(new)]
            for name in touched:
                with open(os.path.join(source, name), "wb") as file:
                    file.write(os.urandom(spec.size))
            for name in order:
                took = contestants[name]()
                require_same(source, replicas[name], touched, name)
                if number > 0:
                    samples[name] += took
                    discarded += not took
            order.append(order.pop(0))
    if not samples[PROGRAM]:
        raise Failed("no pass brought all changes at once")
    notes = [f"change: {discarded} passes that were not whole are left out."] if discarded else []
    bars = {RSYNC: {"bar": 0.9, "aim": 0.5}, BASELINE: WORK}
    tree = f"{spec}, {changed:,} changed and {new:,} new"
    return Result(tree, samples, compare(samples, bars), notes)


def counted(counts, word):
    found = re.search(rf"(\d+) {word}\b", counts)
    return int(found[1]) if found else 0


def require_same(source, replica, names, who):
    for name in names:
        with open(os.path.join(source, name), "rb") as one, open(os.path.join(replica, name), "rb") as other:
            if one.read() != other.read():
                raise Failed(f"{who} left {name} as it was")


def rename(bench):
    wanted = bench.specs["tiny"]
    source, spec = bench.trees.source(wanted)
    replicas = own_replicas(bench, wanted, (PROGRAM, RSYNC, BASELINE))
    moved = Spec("moved", 10_000 // bench.part, 100 // bench.part, spec.size)
    copying, samples, discarded = [], {name: [] for name in replicas}, 0
    with bench.dromedary.service(source, replicas[PROGRAM], "1", "--max-delete", "100%") as service:
        service.warm()
        service.pause()
        contestants = {
            PROGRAM: lambda: [service.busy_pass()[0]],
            **bench.others(source, replicas),
        }
        order = list(contestants)
        for number in range(bench.rounds + 1):
            old, new = f"incoming-{number}", f"renamed-{number}"
            bench.trees.build(os.path.join(source, old), moved)
            took, counts = service.busy_pass()
            if counted(counts, "copied") == moved.files:
                copying += [took] if number > 0 else []
            else:
                discarded += 1
            # A program that finds what moved by what it knows of it needs to know it.
            service.warm()
            service.pause()
            for name in (RSYNC, BASELINE):
                bench.trees.sync(source, replicas[name])
            os.rename(os.path.join(source, old), os.path.join(source, new))
            for name in order:
                took = contestants[name]()
                if name == PROGRAM:
                    service.rest_until_idle()
                require_renamed(replicas[name], old, new, moved, name)
                samples[name] += took if number > 0 else []
            order.append(order.pop(0))
            bench.arena.remove(os.path.join(source, new))
            service.busy_pass()
            service.rest_until_idle()
    if not copying:
        raise Failed("no pass copied the whole folder at once")
    against_copy = Comparison(
        "its own copying of them",
        ratio(samples[PROGRAM], copying),
        0.1,
        right=f"{median(copying):.3g} s",
    )
    notes = [f"rename: {discarded} copies that were not whole are left out."] if discarded else []
    tree = f"{spec}, and one folder of {moved.files:,} that is renamed"
    result = Result(tree, samples, [against_copy, *compare(samples, {BASELINE: WORK})], notes)
    result.samples["Dromedary, copying"] = copying
    return result


def require_renamed(replica, old, new, moved, who):
    if os.path.exists(os.path.join(replica, old)) or extent(os.path.join(replica, new))[0] != moved.files:
        raise Failed(f"{who} did not bring the renamed folder")


def watch(bench):
    if not bench.dromedary.has("--watch"):
        raise Skipped("this build of the program has no option --watch")
    source, spec = bench.trees.source(bench.specs["small"])
    replica = bench.trees.replica(bench.specs["small"], PROGRAM)
    delays, passes = [], []
    paths = spec.paths()
    random.Random(2).shuffle(paths)
    with bench.dromedary.service(source, replica, "1h", "--watch") as service:
        service.next_pass()
        # Until the service has come to rest, a change may be part of what it does anyway.
        time.sleep(service.SETTLE_SECONDS)
        for number in range(4 * bench.rounds + 1):
            # New and changed files in turn.
            name = paths[number] if number % 2 else paths[number] + f".new-{number}"
            delay = delay_of(service, source, replica, name)
            took, _ = service.busy_pass()
            if number > 0:
                delays.append(delay)
                passes.append(took)
            time.sleep(1)
    limit = Comparison("limit", median(delays), 1.0, None, "seconds", f"{median(delays):.3g} s", "")
    notes = [
        f"watch: the slowest of {len(delays)} changes took {max(delays):.2f} s to arrive. The passes that brought them"
        f" took {median(passes):.2f} s by their summaries; a walk over everything would show there."
    ]
    return Result(f"{spec}, one file changed", {PROGRAM: delays}, [limit], notes)


def delay_of(service, source, replica, name):
    content = os.urandom(4096)
    with open(os.path.join(source, name), "wb") as file:
        file.write(content)
    began = time.monotonic()
    target = os.path.join(replica, name)
    while not holds(target, content):
        if service.process.poll() is not None or time.monotonic() - began > 60:
            raise Failed(f"{name} did not arrive within a minute")
        time.sleep(0.005)
    return time.monotonic() - began


def holds(target, content):
    try:
        with open(target, "rb") as file:
            return file.read() == content
    except FileNotFoundError:
        return False


# In an order in which each tree is needed in one stretch.
ROWS = [
    Row("start", "--once with nothing to do, against a bare camel-main", "tiny", start),
    Row("quiet", "a quiet pass in service", "small", quiet),
    Row("check", "--check of two sides that are the same", "small", check),
    Row("first", "a first copy, --once", "small", first),
    Row("change", "a pass in service that brings changed and new files", "small", change),
    Row("rename", "a pass in service that brings a renamed folder", "tiny", rename),
    Row("watch", "from a change to the replica, with --watch", "small", watch),
    Row("first-large", "a first copy of four large files, --once", "large", first_large),
    Row("check-large", "--check of four large files", "large", check_large),
    Row("quiet-million", "a quiet pass in service over ten times as many files", "many", quiet_million),
    Row("growth", "quiet-million : quiet", None, growth, ("quiet", "quiet-million")),
]
