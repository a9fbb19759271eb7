# Computes with PyTorch what interventions do to logits, what each part adds to a logit, and what the stream says on its way.
# Weights and texts are those of variants.safetensors. Run in this folder with any Python that has torch: python3 make_circuits.py
import json
import math
import struct

import torch
import torch.nn.functional as F


def read_safetensors(path):
    with open(path, "rb") as file:
        size = struct.unpack("<Q", file.read(8))[0]
        header, data = json.loads(file.read(size)), file.read()
    header.pop("__metadata__", None)
    return {name: torch.frombuffer(bytearray(data[slice(*at["data_offsets"])]), dtype=torch.float32).view(at["shape"]).double()
            for name, at in header.items()}


def norm(c, w, name, x):
    return F.layer_norm(x, (c["channels"],), w[name + ".weight"], w[name + ".bias"]) if c["layerNorm"] else x


def read_out(c, w, x):
    return norm(c, w, "finalNorm", x) @ w["head.weight"].T + w["head.bias"]  # (T, V)


def edited_weights(weights, edits, layer, head):
    """(T, T): what the edits say of cells, done to the weights themselves and not to the affinities."""
    cells = [cell for cell in edits.get("cells", []) if (cell["layer"], cell["head"]) == (layer, head)]
    forced = {cell["query"] for cell in cells if cell["set"] == "force"}
    for query in forced:
        kept = [cell["key"] for cell in cells if cell["query"] == query and cell["set"] == "force"]
        row = torch.zeros_like(weights[query])
        row[kept] = weights[query][kept]
        weights[query] = row
    for cell in cells:
        if cell["query"] not in forced and cell["set"] != "force":
            weights[cell["query"], cell["key"]] *= 0 if cell["set"] == "forbid" else cell["factor"]
    return weights / weights.sum(1, keepdim=True)


def run(c, w, tokens, edits):
    """One text (T) through the model: logits (T, V), and what was added to the stream by which part."""
    tokens = tokens.clone()
    for change in edits.get("tokens", []):
        tokens[change["position"]] = change["id"]
    t, n, h = len(tokens), c["channels"], c["heads"]
    d = n // h
    parts = {"tokenEmbedding": w["tokenEmbedding.weight"][tokens]}
    if c["positions"]:
        parts["positionEmbedding"] = w["positionEmbedding.weight"][:t]
    x = sum(parts.values())
    stages = [x]
    masks = c["mask"] and not edits.get("liftMask")
    past = torch.ones(t, t).tril() if masks else torch.ones(t, t)
    for layer in range(c["layers"]):
        at = f"blocks.{layer}."
        if c["mixer"] in ("attention", "average"):
            given = norm(c, w, at + "attentionNorm", x)
            if c["mixer"] == "attention":
                q, k, v = (given @ w[at + "attention.queryKeyValue.weight"].T).split(n, 1)
            else:
                q, k, v = torch.zeros(t, n).double(), torch.zeros(t, n).double(), given
            added = 0
            for head in range(h):
                own = slice(head * d, (head + 1) * d)
                affinity = q[:, own] @ k[:, own].T
                if c["scale"] and not edits.get("dropScale"):
                    affinity = affinity / math.sqrt(d)
                weights = edited_weights(affinity.masked_fill(past == 0, float("-inf")).softmax(1), edits, layer, head)
                y = torch.zeros(t, n).double()
                for source in range(t):
                    z = torch.zeros(t, n).double()
                    z[:, own] = weights[:, source:source + 1] * v[source, own]
                    y += z
                    to_stream = z @ w[at + "attention.project.weight"].T if at + "attention.project.weight" in w else z
                    parts[f"head.{layer}.{head}.{source}"] = to_stream
                for knockout in edits.get("heads", []):
                    if (knockout["layer"], knockout["head"]) == (layer, head):
                        y = y * 0 if knockout["by"] == "zero" else y.mean(0, keepdim=True).expand(t, n)
                added = added + (y @ w[at + "attention.project.weight"].T if at + "attention.project.weight" in w else y)
            if at + "attention.project.bias" in w:
                parts[f"attentionBias.{layer}"] = w[at + "attention.project.bias"].expand(t, n)
                added = added + w[at + "attention.project.bias"]
            x = x + added if c["residual"] else added
            stages.append(x)
        if c["feedForward"]:
            y = norm(c, w, at + "feedForwardNorm", x) @ w[at + "feedForward.widen.weight"].T + w[at + "feedForward.widen.bias"]
            y = (F.gelu(y) if c["activation"] == "gelu" else F.relu(y)) @ w[at + "feedForward.project.weight"].T
            parts[f"feedForward.{layer}"] = y
            parts[f"feedForwardBias.{layer}"] = w[at + "feedForward.project.bias"].expand(t, n)
            y = y + w[at + "feedForward.project.bias"]
            x = x + y if c["residual"] else y
            stages.append(x)
    return read_out(c, w, x), parts, stages


def split(c, w, parts, stages, position, token):
    """Every part of the stream through the last normalisation with the deviation of the whole, then dotted with the token's row."""
    last = stages[-1][position]
    row = w["head.weight"][token]
    answer = {}
    for name, part in parts.items():
        value = part[position]
        if c["layerNorm"]:
            value = (value - value.mean()) / (last.var(unbiased=False) + 1e-5).sqrt() * w["finalNorm.weight"]
        answer[name] = (value @ row).item()
    if c["layerNorm"]:
        answer["normBias"] = (w["finalNorm.bias"] @ row).item()
    answer["headBias"] = w["head.bias"][token].item()
    return answer


CELLS = [dict(layer=0, head=1, query=3, key=1, set="forbid"), dict(layer=0, head=1, query=4, key=2, set="force"),
         dict(layer=0, head=0, query=5, key=0, set="scale", factor=7.5), dict(layer=0, head=0, query=5, key=3, set="forbid")]
EDITS = {
    "none": {}, "zero": dict(heads=[dict(layer=0, head=1, by="zero")]), "mean": dict(heads=[dict(layer=0, head=0, by="mean")]),
    "cells": dict(cells=CELLS), "two-forced": dict(cells=[dict(layer=0, head=0, query=4, key=k, set="force") for k in (1, 3)]),
    "no-mask": dict(liftMask=True), "no-scale": dict(dropScale=True), "token": dict(tokens=[dict(position=2, id=0)]),
    "future": dict(liftMask=True, cells=[dict(layer=0, head=0, query=1, key=5, set="force")]),
    "all": dict(heads=[dict(layer=0, head=0, by="mean")], cells=CELLS[:2], dropScale=True, tokens=[dict(position=0, id=6)]),
}
with open("variants.json") as file:
    variants = json.load(file)
tensors = read_safetensors("variants.safetensors")
cases, lenses, splits = [], [], []
for model in ("two-layers", "relu", "no-residual", "no-layer-norm", "no-positions", "no-feed-forward", "average", "no-mask", "bare", "no-mixer"):
    config = variants["models"][model]
    weights = {name[len(model) + 1:]: value for name, value in tensors.items() if name.startswith(model + "/")}
    text = torch.tensor(variants["tokens"][0])
    for name, edits in EDITS.items():
        if "liftMask" in edits and not config["mask"] or "dropScale" in edits and config["mixer"] == "average":
            continue
        if config["mixer"] == "none" and name not in ("none", "token"):
            continue
        logits, parts, stages = run(config, weights, text, edits)
        cases.append(dict(model=model, name=name, edits=edits, logits=logits.tolist()))
        if name != "none":
            continue
        assert torch.allclose(logits.float(), tensors[model + "/logits"][0].float(), atol=1e-5)
        lenses.append(dict(model=model, stages=[read_out(config, weights, x).tolist() for x in stages]))
        if config["residual"]:
            for position, token in ((5, 2), (2, 6)):
                summands = split(config, weights, parts, stages, position, token)
                assert abs(sum(summands.values()) - logits[position, token].item()) < 1e-9
                splits.append(dict(model=model, position=position, token=token, logit=logits[position, token].item(), parts=summands))
with open("circuits.json", "w") as file:
    json.dump(dict(tokens=variants["tokens"][0], cases=cases, lenses=lenses, splits=splits), file, separators=(",", ":"))
    file.write("\n")
