"""A double of data.gouv.fr, written from the description of its API (udata 1): never the portal.

It holds datasets and files in memory, refuses what the description says is refused, and counts.
"""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

KEY = "a-key-of-the-town"
TAKEN = ("csv", "json", "geojson", "gpkg", "zip")


class Double(ThreadingHTTPServer):
    def __init__(self):
        super().__init__(("127.0.0.1", 0), Asked)
        self.datasets, self.calls, self.falls_at = {}, [], 0
        self.thread = threading.Thread(target=self.serve_forever)
        self.thread.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/api/1"

    def close(self):
        self.shutdown()
        self.thread.join()
        self.server_close()


class Asked(BaseHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing."""

    def do_GET(self):
        self.answer("GET")

    def do_POST(self):
        self.answer("POST")

    def do_PUT(self):
        self.answer("PUT")

    def answer(self, method):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = self.path.removeprefix("/api/1")
        self.server.calls.append(f"{method} {path}")
        status, told = self.decided(method, path.strip("/").split("/"), body)
        text = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def decided(self, method, path, body):
        if self.headers["X-API-KEY"] != KEY:
            return 401, {"message": "Invalid API Key"}
        if self.server.falls_at and len(self.server.calls) >= self.server.falls_at:
            return 503, {"message": "down"}
        is_json = self.headers["Content-Type"] == "application/json"
        told = json.loads(body) if body and is_json else None
        match method, path:
            case "POST", ["datasets"]:
                made = {"id": uuid4().hex[:24], "resources": []} | told
                self.server.datasets[made["id"]] = made
                return 201, made
        dataset = self.server.datasets.get(path[1])
        if dataset is None:
            return 404, {"message": "Not found"}
        return self.of_dataset(method, path[2:], dataset, told, body)

    def of_dataset(self, method, path, dataset, told, body):
        by_id = {one["id"]: one for one in dataset["resources"]}
        match method, path:
            case "GET", []:
                return 200, dataset
            case "PUT", []:
                dataset |= told
                return 200, dataset
            case "POST", ["upload"]:
                return self.uploaded(dataset, None, body)
        return self.of_files(method, path, (dataset, by_id), told, body)

    def of_files(self, method, path, known, told, body):
        dataset, by_id = known
        match method, path:
            case "POST", ["resources"]:
                dataset["resources"].append(made := {"id": str(uuid4())} | told)
                return 201, made
            case "POST", ["resources", one, "upload"] if one in by_id:
                return self.uploaded(dataset, by_id[one], body)
            case "PUT", ["resources", one] if one in by_id:
                by_id[one].update(told)
                return 200, by_id[one]
        return 404, {"message": "Not found"}

    def uploaded(self, dataset, resource, body):
        boundary = self.headers["Content-Type"].split("boundary=")[1].encode()
        _, part, end = body.split(b"--" + boundary)
        assert end == b"--\r\n"
        head, data = part.removeprefix(b"\r\n").split(b"\r\n\r\n", 1)
        name = re.search(rb'name="file"; filename="([^"]+)"', head)[1].decode()
        if not name.endswith(TAKEN):
            return 415, {"message": "This file type is not allowed"}
        if resource is None:
            dataset["resources"].append(resource := {"id": str(uuid4())})
        resource.update(title=name, bytes=len(data), data=data.removesuffix(b"\r\n").hex())
        return 201, resource
