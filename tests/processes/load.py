"""People at work: `giaoban-load play` as a process, and how much was acknowledged so far."""
import json
import signal


class Load:
    """One such process, and the file of what it was promised."""

    def __init__(self, process, acks):
        self.process, self.acks = process, acks
        self._counted, self._at = 0, 0

    def acknowledged(self):
        """Lines in the file; only what is new is read."""
        with open(self.acks, "rb") as file:
            file.seek(self._at)
            new = file.read()
        self._at += len(new)
        self._counted += new.count(b"\n")
        return self._counted

    def finish(self):
        """Asks it to end, and returns its counts."""
        self.process.send_signal(signal.SIGTERM)
        said, fault = self.process.communicate(timeout=30)
        if self.process.returncode != 0:
            raise AssertionError(f"giaoban-load ended with {self.process.returncode}: {fault}")
        return json.loads(said)

    def end(self):
        """The same, where nobody may have been refused for good: whoever asks again under the same request id gets the first
        answer, and is not told that somebody, he himself, has changed the paper since."""
        counts = self.finish()
        if counts["refused"] or counts["unknown"]:
            raise AssertionError(f"the load was refused, or never answered: {counts}")
        return counts

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
