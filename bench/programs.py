"""The contestants: how each is started, and what a service says of its passes."""

import glob
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile

from arena import Failed, Skipped, last_words, say, signal_group

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
SUMMARY = re.compile(r"\]: (Pass .*)")
FINISHED = re.compile(r"Pass finished in ([0-9.]+) s: (.*)\.$")
PATIENCE_SECONDS = 900


def java(java_home):
    found = os.path.join(java_home, "bin", "java") if java_home else shutil.which("java")
    if not found or not os.access(found, os.X_OK):
        sys.exit(f"bench: no Java at {found}" if found else "bench: no Java found: give one with --java-home")
    return os.path.realpath(found)


def distribution(arena):
    """Unpacks the program as somebody would who downloaded it."""
    pattern = os.path.join(ROOT, "target", "dromedary-*.zip")
    if not glob.glob(pattern):
        say("== building the distribution")
        build = ["mvn", "-q", "-B", "-ntp", "-DskipTests", "package"]
        if not shutil.which("mvn") or subprocess.run(build, cwd=ROOT, stdout=sys.stderr, check=False).returncode != 0:
            raise Failed(f"there is no {pattern}, and Maven could not make one")
    archive = max(glob.glob(pattern), key=os.path.getmtime)
    with zipfile.ZipFile(archive) as packed:
        for entry in packed.infolist():
            target = packed.extract(entry, arena.path("program"))
            mode = entry.external_attr >> 16 & 0o777
            if mode:
                os.chmod(target, mode)
    return archive, glob.glob(arena.path("program", "*", ""))[0].rstrip("/")


def rsync(source, replica):
    return ["rsync", "-a", "--delete", source + "/", replica + "/"]


def rsync_exact(source, replica):
    # By itself rsync leaves a time alone that differs by less than a second, and the next contestant would mend it.
    return [*rsync(source, replica), "--modify-window=-1"]


def rsync_first(source, replica):
    return ["rsync", "-a", source + "/", replica + "/"]


def rsync_check(source, replica):
    return ["rsync", "-anc", "--checksum-choice=md5", source + "/", replica + "/"]


def rclone(source, replica):
    return ["rclone", "sync", "-q", source, replica]


def rclone_check(source, replica):
    return ["rclone", "check", "-q", source, replica]


def baseline(source, replica):
    return [sys.executable, os.path.join(HERE, "baseline.py"), source, replica]


class Dromedary:
    def __init__(self, arena, warm_runs):
        self.arena = arena
        self.archive, self.home = distribution(arena)
        self.script = os.path.join(self.home, "bin", "dromedary")
        # The default for this environment, given all the same: whatever the script keeps for itself is beside it.
        self.state = os.path.join(arena.environment["XDG_STATE_HOME"], "dromedary")
        self.warm(warm_runs)

    def warm(self, runs):
        """The first runs may make an archive of classes; it is there when anything is measured."""
        source = self.arena.path("warm", "source")
        os.makedirs(source)
        for name in ("a", "b"):
            with open(os.path.join(source, name), "w") as file:
                file.write(name)
        for _ in range(runs):
            self.arena.run(self.once(source, self.arena.path("warm", "replica")))

    def command(self, source, replica, log, *options):
        return [self.script, "-q", "-s", source, "-r", replica, "-l", log, "--state-dir", self.state, *options]

    def once(self, source, replica):
        return self.command(source, replica, self.arena.path("audit.log"), "--once")

    def check(self, source, replica):
        return self.command(source, replica, self.arena.path("audit.log"), "--check")

    def service(self, source, replica, interval, *options):
        log = self.arena.path(f"service-{time.monotonic_ns()}.log")
        return Service(self.arena, self.command(source, replica, log, "-i", interval, *options), log)

    def has(self, option):
        asked = subprocess.run(
            [self.script, "--help"], env=self.arena.environment, capture_output=True, text=True, check=False
        )
        return re.search(re.escape(option) + r"\b", asked.stdout) is not None


class Service:
    """A running service. It is paused while another contestant has its turn, and reads its times in its audit log."""

    WARM_PASSES = 3
    # Until then a stamp may be too young for anybody to trust it.
    SETTLE_SECONDS = 5

    def __init__(self, arena, command, log):
        self.arena = arena
        self.output = log + ".out"
        self.process = arena.start(command, self.output)
        while not os.path.exists(log):
            self.wait_a_moment(time.monotonic())
        self.log = open(log, encoding="utf-8", errors="replace")
        self.rest = ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.arena.end(self.process)
        self.log.close()

    def next_pass(self):
        """Waits for the end of a pass, and gives its seconds and its counts."""
        began = time.monotonic()
        while True:
            line = self.log.readline()
            self.rest += line
            if not line.endswith("\n"):
                self.wait_a_moment(began)
                continue
            found, self.rest = SUMMARY.search(self.rest), ""
            if found:
                finished = FINISHED.search(found[1])
                if not finished or "no problems" not in finished[2]:
                    raise Failed(found[1])
                return float(finished[1]), finished[2]

    def wait_a_moment(self, began):
        if self.process.poll() is not None:
            raise Failed(f"the service ended with {self.process.returncode}: {last_words(self.output)}")
        if time.monotonic() - began > PATIENCE_SECONDS:
            raise Failed(f"no pass in {PATIENCE_SECONDS} s")
        time.sleep(0.02)

    def warm(self):
        """Runs until nothing is to be done and every stamp is old enough to be trusted."""
        ready = time.monotonic() + self.SETTLE_SECONDS
        for _ in range(self.WARM_PASSES):
            self.next_pass()
        while time.monotonic() < ready or not idle(self.next_pass()[1]):
            self.next_pass()

    def quiet_passes(self, count):
        """Takes a turn of a few passes."""
        self.resume()
        # This one may have been under way while the service was paused.
        self.next_pass()
        seconds = [self.next_pass()[0] for _ in range(count)]
        self.pause()
        return seconds

    def busy_pass(self):
        """Takes a turn after something has changed. The pass that was under way meanwhile may have seen nothing yet."""
        self.resume()
        seconds, counts = self.next_pass()
        while idle(counts):
            seconds, counts = self.next_pass()
        return seconds, counts

    def rest_until_idle(self):
        while not idle(self.next_pass()[1]):
            pass
        self.pause()

    def pause(self):
        signal_group(self.process, signal.SIGSTOP)

    def resume(self):
        signal_group(self.process, signal.SIGCONT)

    def memory(self):
        """The highest and the current resident memory of the virtual machine, in bytes."""
        status = {}
        with open(f"/proc/{self.machine()}/status") as lines:
            for line in lines:
                key, _, value = line.partition(":")
                status[key] = value.split()
        return int(status["VmHWM"][0]) * 1024, int(status["VmRSS"][0]) * 1024

    def machine(self):
        """The process that is Java: the script's own if it hands over to it, or else one of its group."""
        for folder in glob.glob("/proc/[0-9]*"):
            try:
                with open(folder + "/stat") as stat:
                    name, fields = stat.read().rsplit(")", 1)
                if name.endswith("(java") and int(fields.split()[2]) == self.process.pid:
                    return int(os.path.basename(folder))
            except OSError:
                continue
        raise Failed("the service has no process that is called java")


def idle(counts):
    return counts.startswith("nothing to do")


class Bare:
    """camel-main with two routes and one message, and an archive of its classes of the kind that this JDK has."""

    def __init__(self, arena, dromedary, java):
        self.arena = arena
        javac = os.path.join(os.path.dirname(java), "javac")
        if not os.access(javac, os.X_OK):
            raise Skipped(f"{javac} is not there, and the bare application has to be compiled")
        libraries = [
            jar
            for jar in sorted(glob.glob(os.path.join(dromedary.home, "lib", "*.jar")))
            # Its class path has a folder in it, which no archive may have.
            if not os.path.basename(jar).startswith("dromedary")
        ]
        folder = arena.path("bare")
        classes = ":".join(libraries)
        arena.run([javac, "-proc:none", "-cp", classes, "-d", folder, os.path.join(HERE, "bare", "BareCamel.java")])
        jar = arena.path("bare.jar")
        with zipfile.ZipFile(jar, "w") as packed:
            packed.write(os.path.join(folder, "BareCamel.class"), "BareCamel.class")
        archive = arena.path("bare.archive")
        if release(java) >= 25:
            make, use, insist = "-XX:AOTCacheOutput=", "-XX:AOTCache=", "-XX:AOTMode=on"
        else:
            make, use, insist = "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=", "-Xshare:on"
        self.kind = make.strip("-X:=")
        self.prefix = [java, use + archive]
        self.suffix = [
            # As quiet as the program.
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            *("-cp", f"{jar}:{classes}", "BareCamel", os.path.join(HERE, "bare", "routes")),
        ]
        arena.run([java, make + archive, *self.suffix])
        # An archive that cannot be used is passed over in silence, unless somebody insists.
        arena.run([*self.prefix, insist, *self.suffix])

    def command(self):
        return [*self.prefix, *self.suffix]


def release(java):
    """The feature number of a JDK: 17, 25."""
    text = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    return int(re.search(r'version "(\d+)', text)[1])
