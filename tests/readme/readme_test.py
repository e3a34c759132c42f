#!/usr/bin/python3
"""Runs every command of README.md, in its order, and looks for every path that it names: readme_test.py BUILD_FOLDER.

A command is a line of a ```sh block that begins with "$ " (and what follows a backslash at its end). It must exit with 0, or
with the number in its comment "# exits 1". All of them share one environment, so that an export counts from there on; the
data folder and whatever a command writes lie in a temporary folder. `build/release` stands for the given build folder.
"""
import glob
import json
import os
import pathlib
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
ALL_S = 55
ONE_S = 20
# Looked for and not run: each takes minutes and is run by the tests themselves.
RUN_ELSEWHERE = {
    "services/demo": "by the tests of the demo",
    "tests/all": "it runs this test",
    "cmake": "by tests/all",
}


def fenced(text, language):
    return re.findall(r"^```" + language + r"\n(.*?)^```$", text, re.M | re.S)


def commands(text):
    """The commands of all blocks, continued lines joined."""
    found = []
    for block in fenced(text, "sh"):
        lines = iter(block.splitlines())
        for line in lines:
            if not line.startswith("$ "):
                raise SystemExit(f"README.md: a line of a sh block is no command: {line}")
            command = line[2:]
            while command.endswith("\\"):
                command += "\n" + next(lines)
            found.append(command)
    return found


def missing_paths(text):
    """Paths of the repository in backticks that are not there; <name> stands for anything."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    top = {entry.name for entry in ROOT.iterdir()} - {"build", ".git"} | {"proto", "services", "workflows", "tests", ".ci"}
    named = {word for span in re.findall(r"`([^`\n]+)`", prose) for word in span.split()}
    paths = sorted(word for word in named if word.split("/")[0] in top and "=" not in word)
    if len(paths) < 50 and text.startswith("# "):
        raise SystemExit(f"README.md names only {len(paths)} paths; is it still read rightly?")
    return [path for path in paths if not glob.glob(str(ROOT / re.sub(r"<[^>]*>", "*", path)))]


class Session:
    """One person at a terminal: an environment that lasts, and what was left running."""

    def __init__(self, build, folder):
        self.build = build
        self.folder = folder
        self.until = time.monotonic() + ALL_S
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("GIAOBAN_")}
        self.environment.update(GIAOBAN_DATA=str(folder / "giaoban-data"), GIAOBAN_GATEWAY_PORT="0")
        self.running = []

    def here(self, command):
        """The command, with the build folder and the places that it writes to put in."""
        command = re.sub(r"(\$PWD/)?build/release", lambda _: str(self.build), command)
        command = command.replace("./giaoban-backup", f"{self.folder}/giaoban-backup")
        return command.replace("-o build/", f"-o {self.folder}/")

    def left(self):
        return max(0.1, min(ONE_S, self.until - time.monotonic()))

    def run(self, command):
        """None, or what was wrong."""
        first = command.split()[0]
        if first in RUN_ELSEWHERE:
            there = shutil.which(str(ROOT / first) if "/" in first else first)
            return None if there else f"{first} is not there or cannot be run"
        if command.endswith(" &"):
            return self.begin(self.here(command[:-2]))
        if command.startswith("giaoban dossier open") and not self.all_heard():
            return "the services did not hear in time what was imported"
        says = re.search(r"#\s*exits (\d+)", command)
        expected = int(says.group(1)) if says else 0
        after = self.folder / "environment"
        script = f'{self.here(command)}\nstatus=$?\nenv -0 > "{after}"\nexit $status\n'
        try:
            ended = subprocess.run(["bash", "-c", script], cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL,
                                   capture_output=True, text=True, timeout=self.left())
        except subprocess.TimeoutExpired:
            return "took too long"
        if ended.returncode != expected:
            return f"exit {ended.returncode}, expected {expected}\n{ended.stdout}{ended.stderr}"
        self.environment = dict(pair.split("=", 1) for pair in after.read_text().split("\0") if "=" in pair)
        return None

    def all_heard(self):
        """Waits, as a person does, until every service has heard what the others decided."""
        while time.monotonic() < self.until:
            asked = subprocess.run(["bash", "-c", "giaoban status --json"], cwd=ROOT, env=self.environment,
                                   stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=self.left())
            if asked.returncode != 0:
                continue
            services = json.loads(asked.stdout)["services"]
            heads = {service["service"]: service["head"] for service in services}
            if all(at["position"] == heads[at["source"]] for service in services for at in service["cursors"]):
                return True
        return False

    def begin(self, command):
        """Starts it and waits until it says where its page is."""
        process = subprocess.Popen(["bash", "-c", "exec " + command], cwd=ROOT, env=self.environment, text=True,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.running.append(process)
        said = queue.Queue()

        def listen():
            for line in process.stderr:
                said.put(line)
            said.put("")

        threading.Thread(target=listen, daemon=True).start()
        heard = ""
        while True:
            try:
                line = said.get(timeout=self.left())
            except queue.Empty:
                return "did not say in time where its page is: " + heard
            if line.startswith("http://"):
                return None
            heard += line
            if not line:
                return "ended at once: " + heard

    def end(self):
        """Stops what was started; what did not end well."""
        faults = []
        for process in self.running:
            process.send_signal(signal.SIGTERM)
            try:
                if process.wait(timeout=10) != 0:
                    faults.append(f"what was left running ended with {process.returncode}")
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                faults.append("what was left running did not end on SIGTERM")
        return faults


def main():
    if len(sys.argv) != 2:
        raise SystemExit("readme_test.py BUILD_FOLDER")
    build = (ROOT / sys.argv[1]).resolve()
    if not os.access(build / "giaoban", os.X_OK):
        raise SystemExit(f"there is no giaoban in {build}")
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    faults = [f"README.md names {path}, which is not there" for path in missing_paths(text)]
    if missing_paths("`services/main.cc` `services/nowhere.cc`") != ["services/nowhere.cc"]:
        faults.append("missing_paths() does not see what is missing")
    all_commands = commands(text)
    if len(all_commands) < 20:
        faults.append(f"only {len(all_commands)} commands were found")
    with tempfile.TemporaryDirectory(prefix="giaoban-readme-") as folder:
        session = Session(build, pathlib.Path(folder))
        try:
            for command in all_commands:
                fault = session.run(command)
                print("ok     " if fault is None else "FAILED ", command, flush=True)
                if fault is not None:
                    faults.append(f"{command}: {fault}")
                    break
        finally:
            faults += session.end()
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
