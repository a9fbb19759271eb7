"""The same GPT and the same training step in PyTorch, as a peer: reads a number of steps per line, answers with the least and the mean milliseconds of one.

Arguments: layers heads channels context batch dropout vocabulary threads. The first line written is a description.
"""
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class Attention(nn.Module):
    def __init__(self, channels, heads, context, dropout):
        super().__init__()
        self.heads = heads
        self.dropout = dropout
        self.qkv = nn.Linear(channels, 3 * channels, bias=False)
        self.project = nn.Linear(channels, channels)
        visible = torch.ones(context, context).tril().view(1, 1, context, context)
        self.register_buffer("future", visible == 0)

    def forward(self, x):
        b, t, c = x.shape
        q, k, v = (part.view(b, t, self.heads, c // self.heads).transpose(1, 2) for part in self.qkv(x).split(c, dim=2))
        if hasattr(F, "scaled_dot_product_attention"):
            y = F.scaled_dot_product_attention(q, k, v, dropout_p=self.dropout if self.training else 0.0, is_causal=True)
        else:
            affinity = (q * (c // self.heads) ** -0.5) @ k.transpose(-2, -1)
            affinity = affinity.masked_fill(self.future[:, :, :t, :t], float("-inf"))
            y = F.dropout(affinity.softmax(dim=-1), self.dropout, self.training) @ v
        return self.project(y.transpose(1, 2).reshape(b, t, c))


class Block(nn.Module):
    def __init__(self, channels, heads, context, dropout):
        super().__init__()
        self.norm1 = nn.LayerNorm(channels)
        self.attention = Attention(channels, heads, context, dropout)
        self.norm2 = nn.LayerNorm(channels)
        self.widen = nn.Linear(channels, 4 * channels)
        self.narrow = nn.Linear(4 * channels, channels)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        x = x + self.dropout(self.attention(self.norm1(x)))
        return x + self.dropout(self.narrow(F.gelu(self.widen(self.norm2(x)))))


class Gpt(nn.Module):
    def __init__(self, layers, heads, channels, context, dropout, vocabulary):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, channels)
        self.positions = nn.Embedding(context, channels)
        self.dropout = nn.Dropout(dropout)
        self.blocks = nn.ModuleList(Block(channels, heads, context, dropout) for _ in range(layers))
        self.norm = nn.LayerNorm(channels)
        self.head = nn.Linear(channels, vocabulary)

    def forward(self, ids, targets):
        x = self.dropout(self.tokens(ids) + self.positions(torch.arange(ids.shape[1])))
        for block in self.blocks:
            x = block(x)
        logits = self.head(self.norm(x))
        return F.cross_entropy(logits.view(-1, logits.shape[-1]), targets.view(-1))


def main():
    layers, heads, channels, context, batch = map(int, sys.argv[1:6])
    dropout, vocabulary, threads = float(sys.argv[6]), int(sys.argv[7]), int(sys.argv[8])
    torch.set_num_threads(threads)
    torch.manual_seed(1337)
    model = Gpt(layers, heads, channels, context, dropout, vocabulary)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.99), weight_decay=0.1, foreach=True)
    data = torch.randint(vocabulary, (100_000,))

    def step():
        at = torch.randint(len(data) - context, (batch,)).tolist()
        x = torch.stack([data[i:i + context] for i in at])
        y = torch.stack([data[i + 1:i + 1 + context] for i in at])
        loss = model(x, y)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        return loss.item()

    print(f"PyTorch {torch.__version__}, {threads} threads", flush=True)
    for line in sys.stdin:
        times = []
        for _ in range(int(line)):
            start = time.perf_counter()
            step()
            times.append(time.perf_counter() - start)
        print(f"{min(times) * 1e3:.6f} {sum(times) / len(times) * 1e3:.6f}", flush=True)


if __name__ == "__main__":
    main()
