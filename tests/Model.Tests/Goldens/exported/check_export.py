# Runs the loader of docs/pytorch.md on weights that the lab exported, and keeps PyTorch's logits beside them.
# Run in this folder: python3 check_export.py            (writes logits.json for the folders here)
# Or against a lab:   python3 check_export.py ADDRESS    (fetches each of its runs, compares with what it answers)
import io
import json
import os
import pathlib
import re
import sys
import tempfile
import urllib.parse
import urllib.request
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
DOCS = HERE.parents[3] / "docs" / "pytorch.md"
LOADER = re.search(r"```python\n(.*?)```", DOCS.read_text(), re.S).group(1)


def load(folder):
    """The loader's own names, after it ran in a folder."""
    names = {}
    os.chdir(folder)
    exec(LOADER, names)
    return names


def fetch(address, body=None):
    request = urllib.request.Request(address, body and json.dumps(body).encode(), {"content-type": "application/json"} if body else {})
    return urllib.request.urlopen(request).read()


def compare(address, run):
    """The largest difference between the lab's logits after a prompt and PyTorch's with the exported weights."""
    of_run = f"{address}/api/runs/{urllib.parse.quote(run['id'])}"
    answer = json.loads(fetch(of_run + "/inspect", {"prompt": run["probe"]}))
    with tempfile.TemporaryDirectory() as folder:
        archive = fetch(f"{of_run}/export/weights.zip")
        zipfile.ZipFile(io.BytesIO(archive)).extractall(folder)
        last = load(folder)["logits"]([token["id"] for token in answer["tokens"]])[-1]
        os.chdir(HERE)
    worst = max(abs(last[next["id"]].item() - next["logit"]) for next in answer["next"])
    print(f"{run['preset']:14} {run['name'][:30]:30} step {answer['step']:5}  {len(answer['tokens']):3} tokens  {len(archive):9} bytes  largest difference {worst:.2e}")
    return worst


def main():
    if len(sys.argv) > 1:
        runs = json.loads(fetch(sys.argv[1] + "/api/runs"))
        print(f"largest of all: {max(compare(sys.argv[1], run) for run in runs if run['hasWeights']):.2e}")
        return
    golden = {}
    for folder in sorted(path for path in HERE.iterdir() if path.is_dir()):
        names = load(folder)
        ids = [(7 * i * i + 3 * i) % names["m"]["vocabulary"] for i in range(names["m"]["context"])]
        golden[folder.name] = {"tokens": ids, "logits": [float(f"{x:.9g}") for x in names["logits"](ids).flatten().tolist()]}
    (HERE / "logits.json").write_text(json.dumps(golden))


main()
