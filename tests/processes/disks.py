"""Disks that can be broken: an ext4 whose power can be cut, and one that is too small. Both need root; neither outlives us."""
import fcntl
import os
import shutil
import struct
import subprocess
import tempfile
import time
from pathlib import Path

EXT4_IOC_SHUTDOWN = 0x8004587D
NO_LOG_FLUSH = 2  # what is in the journal's memory goes too, as it would with the power


def need_root(what):
    """Not being able to look is no pass: says so, and ends with a failure."""
    if os.geteuid() != 0:
        raise SystemExit(f"NOT RUN: {what} needs root; nothing was tested, and this is a failure.")


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, words))}: {done.stderr.strip()}")
    return done.stdout.strip()


class _Mounted:
    """A mount point in a temporary folder; mounted on enter, gone with everything on exit."""

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="giaoban-disk-"))
        self.mount = self.folder / "m"
        self.mount.mkdir()
        try:
            self.make()
        except (OSError, RuntimeError) as fault:
            self.__exit__(None)
            raise SystemExit(f"NOT RUN: this machine cannot make the disk to be broken ({fault}); this is a failure.") from None
        return self

    def __exit__(self, *_):
        self.unmake()
        shutil.rmtree(self.folder, ignore_errors=True)

    def is_mounted(self):
        """As the kernel says; a file system that was cut answers no questions about itself."""
        return any(line.split()[1] == str(self.mount) for line in Path("/proc/self/mounts").read_text().splitlines())

    def unmount(self):
        """Whoever looked up a path a moment ago may still hold it."""
        for _ in range(250):
            if subprocess.run(["umount", self.mount], capture_output=True).returncode == 0 or not self.is_mounted():
                return
            time.sleep(0.02)
        subprocess.run(["umount", "-l", self.mount], capture_output=True)
        raise RuntimeError(f"{self.mount} stays busy")


class PowerDisk(_Mounted):
    """ext4 on a loop device; cut() is a power cut for everything on it."""

    def __init__(self, megabytes):
        self._bytes, self._loop, self._image = megabytes << 20, "", None

    def make(self):
        # In memory where there is room: the cut is in the file system above, the bytes below need not be slow.
        memory = Path("/dev/shm")
        roomy = memory.is_dir() and shutil.disk_usage(memory).free > 4 * self._bytes
        number, self._image = tempfile.mkstemp(prefix="giaoban-disk-", dir=memory if roomy else self.folder)
        os.truncate(number, self._bytes)
        os.close(number)
        run("mkfs.ext4", "-q", "-F", self._image)
        self._loop = run("losetup", "-f", "--show", self._image)
        run("mount", self._loop, self.mount)

    def unmake(self):
        try:
            if self.is_mounted():
                self.unmount()
        finally:
            if self._loop:
                subprocess.run(["losetup", "-d", self._loop], capture_output=True)
            if self._image:
                os.unlink(self._image)

    def cut(self):
        """From now on nothing reaches the disk, and what was not on it is lost."""
        folder = os.open(self.mount, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, EXT4_IOC_SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        finally:
            os.close(folder)

    def power_on(self):
        """After the cut, when nobody uses it any more: mounts it again, which replays the journal."""
        self.unmount()
        run("mount", self._loop, self.mount)


class SmallDisk(_Mounted):
    """A tmpfs of so many KiB."""

    def __init__(self, kibibytes):
        self._kibibytes = kibibytes

    def make(self):
        run("mount", "-t", "tmpfs", "-o", f"size={self._kibibytes}k,mode=0700", "giaoban", self.mount)

    def grow(self, kibibytes):
        run("mount", "-o", f"remount,size={kibibytes}k", self.mount)

    def unmake(self):
        if self.is_mounted():
            self.unmount()
