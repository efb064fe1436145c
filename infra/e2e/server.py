"""A small HTTP server on loopback, each request in a thread of its own."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Exchange(BaseHTTPRequestHandler):
    """One request; the owner answers it through `reply`."""

    protocol_version = "HTTP/1.1"
    owner = None

    def do_GET(self):
        self.owner.handle(self)

    do_POST = do_PUT = do_GET

    def body(self):
        """The request's body, chunked or not."""
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            parts = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def reply(self, status, body=b"", headers=None):
        """Answers; a caller that has gone away meanwhile is no error."""
        try:
            self.send_response(status)
            for name, value in (headers or {"Content-Type": "application/json"}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def handle(self):
        try:
            super().handle()
        except OSError:
            # A caller that does not trust us, or has gone away.
            self.close_connection = True

    def log_message(self, format, *args):
        pass


class Server:
    """Serves on a free port, over TLS if it is given, until it is closed. A subclass has `handle(exchange)`."""

    def __init__(self, tls=None):
        handler = type("Handler", (Exchange,), {"owner": self})
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._http.daemon_threads = True
        if tls is not None:
            # The handshake is then the business of the request's own thread.
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self._http.server_address[1]
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self._http.shutdown()
        self._http.server_close()
