"""A folder of its own for one benchmark, every process that runs in it, and the end of both."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

# What would change how a contestant behaves, if it were set where the benchmark is started.
FOREIGN = ("DROMEDARY_", "RSYNC_", "RCLONE_", "PYTHON", "JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "XDG_")


class Failed(Exception):
    """A row cannot be measured, because something did not do what it should."""


class Skipped(Exception):
    """A row cannot be measured here, and nobody is to blame."""


def default_parent():
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else tempfile.gettempdir()


class Arena:
    def __init__(self, parent, java_home):
        self.folder = os.path.realpath(tempfile.mkdtemp(prefix="dromedary-bench-", dir=parent))
        self.running = []
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(FOREIGN)}
        self.environment["HOME"] = self.path("home")
        self.environment["XDG_STATE_HOME"] = self.path("home", ".local", "state")
        self.environment["RCLONE_CONFIG"] = self.path("home", "rclone.conf")
        self.environment["LC_ALL"] = "C.UTF-8"
        if java_home:
            self.environment["JAVA_HOME"] = java_home
        os.makedirs(self.environment["XDG_STATE_HOME"])
        open(self.environment["RCLONE_CONFIG"], "w").close()

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def start(self, command, output):
        """Starts a process in a group of its own, so that it can be paused and ended with all that it started."""
        with open(output, "wb") as out:
            process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.running.append(process)
        return process

    def run(self, command):
        """Runs a command to its end and gives the seconds it took."""
        output = self.path("output.txt")
        began = time.perf_counter()
        process = self.start(command, output)
        code = process.wait()
        took = time.perf_counter() - began
        self.running.remove(process)
        if code != 0:
            raise Failed(f"{os.path.basename(command[0])} ended with {code}: {last_words(output)}")
        return took

    def end(self, process):
        """Ends a process that was started here, gently if it lets itself."""
        if process not in self.running:
            return
        try:
            for number in (signal.SIGCONT, signal.SIGTERM):
                signal_group(process, number)
            process.wait(20)
        except subprocess.TimeoutExpired:
            signal_group(process, signal.SIGKILL)
            process.wait()
        self.running.remove(process)

    def remove(self, path):
        # Many times faster than shutil.rmtree, and in a session of its own, which a second Ctrl-C does not reach.
        subprocess.run(["rm", "-rf", "--", path], start_new_session=True, check=False)

    def close(self):
        for process in self.running:
            signal_group(process, signal.SIGKILL)
            process.wait()
        self.remove(self.folder)

    def room(self):
        """Bytes that trees may take, or None where nobody can tell."""
        free = shutil.disk_usage(self.folder).free
        if self.file_system() == "tmpfs":
            # What fills memory takes it from the contestants, which need some too.
            free = min(free, memory("MemAvailable") - (2 << 30))
        return free

    def file_system(self):
        best, kind = "", "unknown"
        with open("/proc/self/mounts") as mounts:
            for line in mounts:
                _, point, this_kind = line.split()[:3]
                inside = self.folder == point or self.folder.startswith(point.rstrip("/") + "/")
                if inside and len(point) >= len(best):
                    best, kind = point, this_kind
        return kind


def signal_group(process, number):
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        pass


def memory(key):
    """A figure of /proc/meminfo, in bytes."""
    with open("/proc/meminfo") as lines:
        for line in lines:
            if line.startswith(key + ":"):
                return int(line.split()[1]) * 1024
    return 0


def last_words(output):
    with open(output, errors="replace") as text:
        lines = text.read().strip().splitlines()
    return " / ".join(lines[-3:]) or "without a word"


def say(text):
    print(text, file=sys.stderr, flush=True)
