"""What every test of this folder needs to begin with: a folder, a seed, patience, and children that do not outlive it."""
import ctypes
import os
import random
import signal
import socket
import tempfile
import time

NIGHTLY = os.environ.get("GIAOBAN_NIGHTLY") == "1"
_prctl = ctypes.CDLL(None).prctl
_PR_SET_PDEATHSIG = 1


def die_with_parent():
    """For subprocess.Popen: the kernel ends the child when the thread that started it ends."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def wait_until(what, true, seconds=10.0, pause=0.01):
    """Looks again until it is true; the seconds that it took. Fails the test when they are over."""
    begun = time.monotonic()
    while not true():
        if time.monotonic() - begun > seconds:
            raise AssertionError(f"waited {seconds:g} s in vain until {what}")
        time.sleep(pause)
    return time.monotonic() - begun


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def seed():
    """A seed for this run, printed, or the one in the environment: GIAOBAN_SEED."""
    number = int(os.environ.get("GIAOBAN_SEED", random.randrange(1 << 32)))
    print(f"GIAOBAN_SEED={number}", flush=True)
    return number


def folder_for(test, in_memory=False):
    """A temporary folder, as a context; short, because the names of sockets lie in it. In memory: where syncs cost nothing."""
    memory = "/dev/shm" if in_memory and os.path.isdir("/dev/shm") else None
    return tempfile.TemporaryDirectory(prefix=f"giaoban-{test}-", ignore_cleanup_errors=True, dir=memory)
