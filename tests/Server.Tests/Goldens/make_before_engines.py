# Writes before-engines: a data folder of the server before it had engines, and the losses that server went on to on every width of vector.
#
#   git worktree add ../before before-f && dotnet build ../before/src/Server -c Release
#   python3 make_before_engines.py ../before/src/Server/bin/Release/net10.0/AttentionLab.Server.dll
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "before-engines")
URL = "http://127.0.0.1:5177"
STEPS_ON = 40
SMALL = {"layers": 1, "heads": 2, "channels": 8}
SHORT = {"batch": 4, "evalEvery": 20, "evalBatches": 1}
# .NET's switches that leave out the wider vectors.
WIDTHS = {"512": {}, "256": {"DOTNET_EnableAVX512": "0"}, "128": {"DOTNET_EnableAVX512": "0", "DOTNET_EnableAVX": "0"}}


class Server:
    def __init__(self, data, environment):
        self.process = subprocess.Popen(
            ["dotnet", sys.argv[1], "--urls", URL, "--Lab:Data", data, "--Lab:KeptCheckpoints", "1"],
            env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
        for _ in range(300):
            try:
                self.get("/healthz")
                return
            except urllib.error.URLError:
                time.sleep(0.1)
        raise SystemExit("the server does not answer")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def get(self, path):
        return json.loads(self.raw(urllib.request.Request(URL + path)))

    def post(self, path, body=None, kind="application/json"):
        data = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
        return json.loads(self.raw(urllib.request.Request(URL + path, data, {"Content-Type": kind})))

    def raw(self, request):
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.read()
        except urllib.error.HTTPError as refusal:
            raise SystemExit(f"{request.full_url}: {refusal.read().decode()}")

    def until(self, path, *states):
        while self.get(path)["status"] not in states:
            time.sleep(0.05)


def form(*names):
    parts = b""
    for name in names:
        with open(os.path.join(HERE, "../../Model.Tests/Goldens/foreign", name), "rb") as file:
            parts += b'--x\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n' % name.encode() + file.read() + b"\r\n"
    return parts + b"--x--\r\n"


def record(data):
    with Server(data, {}) as lab:
        text = "".join(f"{a} and {b} make {a + b}.\n" for a in range(1, 13) for b in range(1, 13)).encode()
        sums = lab.post("/api/corpora?name=Sums", text, "text/plain")
        muon = stopped(lab, 25, {"name": "Muon on an upload", "preset": "tiny", "corpus": sums["id"], "seed": 3, "steps": 5000, "model": SMALL, "training": {**SHORT, "optimizer": "muon"}})
        race = lab.post("/api/races", {"name": "Two mixers", "corpus": "play", "seed": 4, "steps": 10, "batch": 4, "context": 8, "evalEvery": 10, "evalBatches": 1, "racers": [
            {"name": "average", "preset": "tiny", "model": {"layers": 1, "channels": 8, "mixer": "average"}},
            {"name": "wavenet", "preset": "wavenet", "model": {"layers": 2, "channels": 8}}]})
        lab.until(f"/api/races/{race['id']}", "finished")
        lab.post("/api/runs/import", form("nanogpt-plain.pt", "meta.pkl"), "multipart/form-data; boundary=x")
        dropout = stopped(lab, 30, {"name": "Dropout", "preset": "tiny", "corpus": "play", "seed": 5, "steps": 5000, "model": {**SMALL, "dropout": 0.2}, "training": SHORT})
        archive = lab.raw(urllib.request.Request(f"{URL}/api/runs/{muon}/export/run.zip"))
        with open(os.path.join(OUT, "muon.zip"), "wb") as file:
            file.write(archive)
    return [muon, dropout]


def stopped(lab, step, request):
    run = lab.post("/api/runs", request)["id"]
    path = f"/api/runs/{run}"
    lab.post(path + "/pause")
    while lab.get(path)["step"] < step:
        lab.post(path + "/step?n=5")
    lab.post(path + "/stop")
    return run


def gone_on(data, run, environment):
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(data, copy, dirs_exist_ok=True)
        with Server(copy, environment) as lab:
            path = f"/api/runs/{run}"
            stood = lab.get(path)["step"]
            lab.post(path + "/resume")
            lab.post(path + "/pause")
            while lab.get(path)["step"] < stood + STEPS_ON:
                lab.post(path + "/step?n=10")
            metrics = lab.get(path + "/metrics")
            first = metrics["step"].index(stood + 1)
            return {"step": stood, "loss": metrics["trainLoss"][first:first + STEPS_ON]}


shutil.rmtree(OUT, ignore_errors=True)
os.makedirs(OUT)
with tempfile.TemporaryDirectory() as data:
    runs = record(data)
    shutil.copytree(data, os.path.join(OUT, "data"), ignore=shutil.ignore_patterns("lab.*", "keys", "cache", "deleted"))
    curves = {run: {width: gone_on(data, run, environment) for width, environment in WIDTHS.items()} for run in runs}
with open(os.path.join(OUT, "gone-on.json"), "w") as file:
    json.dump(curves, file, indent=1)
