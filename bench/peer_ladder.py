"""One rung of the ladder in PyTorch, as the lecture trains it: a line "validation loss, seconds" for every seed.

Arguments: path of the text, JSON of the model's and the training's settings, seeds. Initial weights are PyTorch's own, the
optimizer is AdamW with its default betas and weight decay, and the loss is over the whole validation part.
"""
import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class Attention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads = c["heads"]
        self.scale = (c["channels"] // c["heads"]) ** -0.5
        self.qkv = nn.Linear(c["channels"], 3 * c["channels"], bias=False)
        self.project = nn.Linear(c["channels"], c["channels"]) if c["residual"] else nn.Identity()

    def forward(self, x):
        b, t, n = x.shape
        q, k, v = (part.view(b, t, self.heads, -1).transpose(1, 2) for part in self.qkv(x).split(n, 2))
        future = torch.ones(t, t).triu(1) > 0
        weights = (q @ k.transpose(2, 3) * self.scale).masked_fill(future, float("-inf")).softmax(3)
        return self.project((weights @ v).transpose(1, 2).reshape(b, t, n))


class Average(nn.Module):
    def forward(self, x):
        past = torch.ones(x.shape[1], x.shape[1]).tril()
        return past / past.sum(1, keepdim=True) @ x


class Fusion(nn.Module):
    def __init__(self, c, level):
        super().__init__()
        self.distance = 2 ** level
        self.fuse = nn.Linear(2 * c["channels"], c["channels"], bias=not c["layerNorm"])
        self.norm = nn.LayerNorm(c["channels"]) if c["layerNorm"] else nn.Identity()

    def forward(self, x):
        earlier = F.pad(x, (0, 0, self.distance, 0))[:, :x.shape[1]]
        return torch.tanh(self.norm(self.fuse(torch.cat([earlier, x], 2))))


class Block(nn.Module):
    def __init__(self, c, layer):
        super().__init__()
        n, w, mixer = c["channels"], c["widening"] * c["channels"], c["mixer"]
        self.residual = c["residual"]
        mixing = {"attention": lambda: Attention(c), "average": Average, "wavenet": lambda: Fusion(c, layer)}[mixer]()
        parts = [mixing if mixer == "wavenet" else self.normed(c, mixing)]
        if c["feedForward"]:
            parts.append(self.normed(c, nn.Sequential(nn.Linear(n, w), nn.ReLU() if c["activation"] == "relu" else nn.GELU(), nn.Linear(w, n))))
        self.parts = nn.ModuleList(parts)

    @staticmethod
    def normed(c, part):
        return nn.Sequential(nn.LayerNorm(c["channels"]), part) if c["layerNorm"] else part

    def forward(self, x):
        for part in self.parts:
            x = x + part(x) if self.residual else part(x)
        return x


class Model(nn.Module):
    def __init__(self, c):
        super().__init__()
        n, v = c["channels"], c["vocabulary"]
        self.table = c["layers"] == 0
        self.tokens = nn.Embedding(v, v if self.table else n)
        if self.table:
            return
        self.positions = nn.Embedding(c["context"], n) if c["positions"] else None
        self.blocks = nn.Sequential(*[Block(c, layer) for layer in range(c["layers"])])
        self.norm = nn.LayerNorm(n) if c["layerNorm"] and c["mixer"] != "wavenet" else nn.Identity()
        self.head = nn.Linear(n, v)

    def forward(self, ids, targets):
        logits = self.tokens(ids)
        if not self.table:
            if self.positions is not None:
                logits = logits + self.positions(torch.arange(ids.shape[1]))
            logits = self.head(self.norm(self.blocks(logits)))
        return F.cross_entropy(logits.view(-1, logits.shape[-1]), targets.reshape(-1))


def windows(tokens, context):
    """All of them, one after the other, each token a target once; a rest shorter than the context is left out."""
    count = (len(tokens) - 1) // context
    return tokens[:count * context].view(count, context), tokens[1:count * context + 1].view(count, context)


def train(c, training, tokens, validation, seed):
    torch.manual_seed(seed)
    model = Model(c)
    optimizer = torch.optim.AdamW(model.parameters(), lr=training["learningRate"])
    context = c["context"]
    for _ in range(training["steps"]):
        starts = torch.randint(len(tokens) - context, (training["batch"], 1))
        at = starts + torch.arange(context)
        loss = model(tokens[at], tokens[at + 1])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        return model(*windows(validation, context)).item()


def main():
    torch.set_num_threads(1)
    settings = json.loads(sys.argv[2])
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    symbols = {symbol: i for i, symbol in enumerate(sorted(set(text)))}
    ids = torch.tensor([symbols[symbol] for symbol in text])
    split = int(0.9 * len(ids))
    for seed in sys.argv[3:]:
        start = time.perf_counter()
        loss = train(settings["model"], settings["training"], ids[:split], ids[split:], int(seed))
        print(f"{loss:.6f} {time.perf_counter() - start:.3f}", flush=True)


if __name__ == "__main__":
    main()
