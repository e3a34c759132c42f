"""A mail server that keeps what it is given: which Message-ID came how often, and when; slow if it is told to be."""
import re
import socketserver
import threading
import time


class Letterbox:
    """Listens on a free port of loopback from enter to exit. Each mail is answered after `pause` seconds."""

    def __init__(self, pause=0.0):
        self.pause, self.came, self._lock = pause, [], threading.Lock()

    def __enter__(self):
        box = self

        class Conversation(socketserver.StreamRequestHandler):
            def handle(self):
                box._converse(self.rfile, self.wfile)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self._server.server_address[1]}"

    def message_ids(self):
        """Of all mails so far, in order."""
        with self._lock:
            return list(self.came)

    def _converse(self, lines, answer):
        """RFC 5321 as far as one client needs it; a client that goes away is no fault."""
        try:
            answer.write(b"220 letterbox\r\n")
            for line in lines:
                verb = line[:4].upper()
                if verb == b"DATA":
                    answer.write(b"354 go on\r\n")
                    self._take(b"".join(iter(lines.readline, b".\r\n")))
                    time.sleep(self.pause)
                answer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
                if verb == b"QUIT":
                    return
        except OSError:
            pass

    def _take(self, mail):
        found = re.search(rb"^Message-ID: *(<[^>]+>)", mail, re.MULTILINE | re.IGNORECASE)
        with self._lock:
            self.came.append(found.group(1).decode() if found else "")
