# Computes with PyTorch what the tests hold src/Model to: logits, gradients, attention weights and a ten-step loss curve.
# Run in this folder with any Python that has torch: python3 make_goldens.py
import json
import math
import struct

import torch
import torch.nn.functional as F

WORD = (1 << 64) - 1


def mix(bits):
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9 & WORD
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB & WORD
    return bits ^ (bits >> 31)


def below(count, seed, stream, index):
    """The batches' random numbers, as src/Core/Random/CounterRandom.cs says them."""
    golden = 0x9E3779B97F4A7C15
    state = mix(seed + golden & WORD)
    state = mix((state ^ stream) + golden & WORD)
    return mix((state ^ index) + golden & WORD) * count >> 64


def write_safetensors(path, tensors, metadata):
    header, offset, data = {"__metadata__": metadata}, 0, b""
    for name, value in tensors.items():
        raw = value.detach().contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [offset, offset + len(raw)]}
        offset, data = offset + len(raw), data + raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def make_weights(c, deviation):
    """Weights by their names in the state_dict; larger than in training, so that attention is far from uniform."""
    w = {}

    def normal(name, *shape):
        w[name] = torch.randn(*shape) * deviation

    def norm(name):
        w[name + ".weight"] = 1 + torch.randn(c["channels"]) * 0.1
        w[name + ".bias"] = torch.randn(c["channels"]) * 0.1

    v, n = c["vocabulary"], c["channels"]
    if c["layers"] == 0:
        normal("tokenEmbedding.weight", v, v)
        return w
    normal("tokenEmbedding.weight", v, n)
    if c["positions"]:
        normal("positionEmbedding.weight", c["context"], n)
    for layer in range(c["layers"]):
        at = f"blocks.{layer}."
        if c["layerNorm"] and c["mixer"] in ("attention", "average"):
            norm(at + "attentionNorm")
        if c["mixer"] == "wavenet":
            normal(at + "fusion.fuse.weight", n, 2 * n)
            if c["layerNorm"]:
                norm(at + "fusion.norm")
            else:
                normal(at + "fusion.fuse.bias", n)
        if c["mixer"] == "attention":
            normal(at + "attention.queryKeyValue.weight", 3 * n, n)
            if c["residual"]:
                normal(at + "attention.project.weight", n, n)
                normal(at + "attention.project.bias", n)
        if c["feedForward"]:
            if c["layerNorm"]:
                norm(at + "feedForwardNorm")
            normal(at + "feedForward.widen.weight", c["widening"] * n, n)
            normal(at + "feedForward.widen.bias", c["widening"] * n)
            normal(at + "feedForward.project.weight", n, c["widening"] * n)
            normal(at + "feedForward.project.bias", n)
    if c["layerNorm"] and c["mixer"] != "wavenet":
        norm("finalNorm")
    normal("head.weight", v, n)
    normal("head.bias", v)
    return w


def forward(c, w, tokens, seen=None):
    """Token ids (B, T) to logits (B, T, V); puts attention weights (B, H, T, T) of every layer into seen."""
    x = w["tokenEmbedding.weight"][tokens]  # (B, T, C)
    if c["layers"] == 0:
        return x  # (B, T, V)
    b, t, n = x.shape
    h, d = c["heads"], n // c["heads"]
    if c["positions"]:
        x = x + w["positionEmbedding.weight"][:t]
    past = torch.ones(t, t).tril() if c["mask"] else torch.ones(t, t)

    def norm(name, x):
        return F.layer_norm(x, (n,), w[name + ".weight"], w[name + ".bias"]) if c["layerNorm"] else x

    for layer in range(c["layers"]):
        at = f"blocks.{layer}."
        if c["mixer"] == "average":
            y = (past / past.sum(1, keepdim=True)) @ norm(at + "attentionNorm", x)
            x = x + y if c["residual"] else y
        if c["mixer"] == "wavenet":
            y = torch.stack([fuse(c, w, at, x[:, i - 2 ** layer] if i >= 2 ** layer else torch.zeros(b, n), x[:, i]) for i in range(t)], 1)
            x = x + y if c["residual"] else y
        if c["mixer"] == "attention":
            packed = norm(at + "attentionNorm", x) @ w[at + "attention.queryKeyValue.weight"].T  # (B, T, 3 C)
            q, k, v = (part.view(b, t, h, d).transpose(1, 2) for part in packed.split(n, 2))  # (B, H, T, D)
            affinity = q @ k.transpose(2, 3)  # (B, H, T, T)
            if c["scale"]:
                affinity = affinity / math.sqrt(d)
            weights = affinity.masked_fill(past == 0, float("-inf")).softmax(3)  # (B, H, T, T)
            if seen is not None:
                seen[f"attention.{layer}"] = weights
            y = (weights @ v).transpose(1, 2).reshape(b, t, n)  # (B, T, C)
            if c["residual"]:
                x = x + y @ w[at + "attention.project.weight"].T + w[at + "attention.project.bias"]
            else:
                x = y
        if c["feedForward"]:
            y = norm(at + "feedForwardNorm", x) @ w[at + "feedForward.widen.weight"].T + w[at + "feedForward.widen.bias"]
            y = F.gelu(y) if c["activation"] == "gelu" else F.relu(y)  # (B, T, W)
            y = y @ w[at + "feedForward.project.weight"].T + w[at + "feedForward.project.bias"]
            x = x + y if c["residual"] else y
    if c["mixer"] != "wavenet":
        x = norm("finalNorm", x)
    return x @ w["head.weight"].T + w["head.bias"]  # (B, T, V)


def fuse(c, w, at, earlier, later):
    """Two tokens (.., C) to one (.., C)."""
    y = torch.cat([earlier, later], -1) @ w[at + "fusion.fuse.weight"].T
    if c["layerNorm"]:
        y = F.layer_norm(y, (c["channels"],), w[at + "fusion.norm.weight"], w[at + "fusion.norm.bias"])
    else:
        y = y + w[at + "fusion.fuse.bias"]
    return torch.tanh(y)


def tree(c, w, tokens):
    """The lecture's own form for 2^layers tokens: consecutive pairs become one, until one is left. Logits (B, V) of the last token."""
    x = w["tokenEmbedding.weight"][tokens]  # (B, T, C)
    for layer in range(c["layers"]):
        x = fuse(c, w, f"blocks.{layer}.", x[:, 0::2], x[:, 1::2])  # (B, T / 2, C)
    return x[:, 0] @ w["head.weight"].T + w["head.bias"]


FULL = dict(vocabulary=11, layers=2, heads=2, channels=16, context=8, dropout=0, mixer="attention", activation="gelu",
            feedForward=True, widening=4, residual=True, layerNorm=True, mask=True, scale=True, positions=True)
TRAINING = dict(batch=4, steps=10, learningRate=0.01, minLearningRate=0.001, warmup=3, weightDecay=0.1, gradientClip=1.0,
                evalEvery=10, evalBatches=1, optimizer="adamW")
SEED = 20250117
BATCHES = 6


def learning_rate(step):
    t = TRAINING
    if step <= t["warmup"]:
        return t["learningRate"] * step / t["warmup"]
    progress = (step - t["warmup"]) / (t["steps"] - t["warmup"])
    return t["minLearningRate"] + 0.5 * (1 + math.cos(math.pi * progress)) * (t["learningRate"] - t["minLearningRate"])


def make_curve():
    """A text, the weights to start from, and what ten steps of training do to them."""
    torch.manual_seed(1)
    letters = "abcdefghij\n"
    text = "".join(letters[int(i)] for i in torch.randint(0, 11, (600,)).cumsum(0) * 3 % 11)
    assert len(set(text)) == 11
    symbols = sorted(letters)
    tokens = torch.tensor([symbols.index(letter) for letter in text])[:540]
    w = make_weights(FULL, 0.15)
    write_safetensors("weights.safetensors", w, {"step": "0"})
    for value in w.values():
        value.requires_grad_()
    matrices = [value for value in w.values() if value.dim() >= 2]
    others = [value for value in w.values() if value.dim() < 2]
    optimizer = torch.optim.AdamW([dict(params=matrices, weight_decay=TRAINING["weightDecay"]), dict(params=others, weight_decay=0)],
                                  lr=1, betas=(0.9, 0.99), eps=1e-8)
    context, batch = FULL["context"], TRAINING["batch"]
    steps, first = [], {}
    for step in range(1, TRAINING["steps"] + 1):
        starts = [below(len(tokens) - context, SEED, BATCHES, step * batch + b) for b in range(batch)]
        x = torch.stack([tokens[s:s + context] for s in starts])
        y = torch.stack([tokens[s + 1:s + context + 1] for s in starts])
        seen = {}
        logits = forward(FULL, w, x, seen)
        loss = F.cross_entropy(logits.view(-1, FULL["vocabulary"]), y.view(-1))
        optimizer.zero_grad()
        loss.backward()
        if step == 1:
            first = {"logits": logits, **seen, **{"gradient." + name: value.grad.clone() for name, value in w.items()}}
        norm = torch.nn.utils.clip_grad_norm_(w.values(), TRAINING["gradientClip"])
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step)
        optimizer.step()
        steps.append(dict(starts=starts, loss=loss.item(), learningRate=learning_rate(step), gradientNorm=norm.item()))
    write_safetensors("first-step.safetensors", first, {})
    write_safetensors("final.safetensors", w, {"step": "10"})
    with open("curve.json", "w") as file:
        json.dump(dict(text=text, seed=SEED, model=FULL, training=TRAINING, steps=steps), file, indent=1)
        file.write("\n")


def write_models(name, tokens, deviation, configs):
    """Weights, logits, and the gradients of the mean cross entropy of guessing the next token of the same row, around its end."""
    tensors = {}
    for model, c in configs.items():
        w = make_weights(c, deviation)
        for value in w.values():
            value.requires_grad_()
        logits = forward(c, w, tokens)
        F.cross_entropy(logits.view(-1, c["vocabulary"]), tokens.roll(-1, 1).view(-1)).backward()
        if c["mixer"] == "wavenet" and 2 ** c["layers"] == tokens.shape[1] and not (c["residual"] or c["feedForward"] or c["positions"]):
            assert torch.allclose(tree(c, w, tokens), logits[:, -1], atol=1e-6)
        tensors.update({f"{model}/{key}": value for key, value in w.items()})
        tensors.update({f"{model}/gradient.{key}": value.grad for key, value in w.items()})
        tensors[f"{model}/logits"] = logits
    write_safetensors(name + ".safetensors", tensors, {})
    with open(name + ".json", "w") as file:
        json.dump(dict(tokens=tokens.tolist(), models=configs), file, indent=1)
        file.write("\n")


def make_variants():
    """Small models with one ingredient switched off or exchanged."""
    torch.manual_seed(2)
    base = dict(FULL, vocabulary=7, layers=1, channels=8, context=6)
    tree = dict(mixer="wavenet", layers=3, feedForward=False, residual=False, positions=False)
    variants = {
        "full": {}, "two-layers": dict(layers=2), "one-head": dict(heads=1), "relu": dict(activation="relu"), "no-mask": dict(mask=False),
        "no-scale": dict(scale=False), "no-positions": dict(positions=False), "no-residual": dict(residual=False),
        "no-layer-norm": dict(layerNorm=False), "no-feed-forward": dict(feedForward=False), "average": dict(mixer="average"),
        "average-no-mask": dict(mixer="average", mask=False), "no-mixer": dict(mixer="none"),
        "bare": dict(residual=False, layerNorm=False, feedForward=False), "table": dict(layers=0, mixer="none"),
        "four-heads": dict(heads=4), "eight-heads-of-one": dict(heads=8), "no-mask-no-scale": dict(mask=False, scale=False),
        "tree": tree, "tree-two-levels": dict(tree, layers=2), "tree-no-layer-norm": dict(tree, layerNorm=False),
        "tree-in-blocks": dict(mixer="wavenet", layers=2), "three-times-as-wide": dict(widening=3), "dropout-in-evaluation": dict(dropout=0.3),
    }
    write_models("variants", torch.tensor([[3, 1, 4, 1, 5, 2], [6, 5, 3, 5, 0, 2]]), 0.4,
                 {name: dict(base, **change) for name, change in variants.items()})


def make_rungs():
    """Every rung of the ladder, as src/Contracts/Presets.cs has it, but narrow."""
    torch.manual_seed(3)
    bare = dict(FULL, vocabulary=7, layers=1, heads=1, channels=12, context=8, activation="relu", feedForward=False, residual=False, layerNorm=False)
    rungs = {
        "bigram": dict(layers=0, mixer="none", positions=False), "average": dict(mixer="average"), "one-head": {}, "many-heads": dict(heads=4),
        "feed-forward": dict(heads=4, feedForward=True, widening=1), "residual": dict(layers=3, heads=4, feedForward=True, residual=True),
        "layer-norm": dict(layers=3, heads=4, feedForward=True, residual=True, layerNorm=True),
        "wavenet": dict(layers=3, mixer="wavenet", layerNorm=True, positions=False),
        "scaled": dict(layers=6, heads=6, feedForward=True, residual=True, layerNorm=True, dropout=0.2),
    }
    write_models("rungs", torch.tensor([[3, 1, 4, 1, 5, 2, 0, 6], [6, 5, 3, 5, 0, 2, 2, 4]]), 0.25,
                 {name: dict(bare, **change) for name, change in rungs.items()})


make_curve()
make_variants()
make_rungs()
