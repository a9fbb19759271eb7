"""Text from the same GPT in PyTorch with a key-value cache, batch 1: reads a number of tokens per line, answers with milliseconds a token.

Arguments as peer_step.py's; the batch is ignored. A text starts from one token and never outgrows the context.
Written with as few and as cheap calls as PyTorch allows: vectors instead of batches of one, matrix-vector products,
caches allocated once, no module calls.
"""
import sys
import time

import torch
from torch.nn import functional as F

from peer_step import Gpt


class Writer:
    def __init__(self, model, heads, channels, context):
        self.heads, self.size, self.channels = heads, channels // heads, channels
        self.scale = self.size ** -0.5
        self.tokens, self.positions = model.tokens.weight, model.positions.weight
        self.layers = [(
            block.norm1.weight, block.norm1.bias, block.attention.qkv.weight, block.attention.project.weight, block.attention.project.bias,
            block.norm2.weight, block.norm2.bias, block.widen.weight, block.widen.bias, block.narrow.weight, block.narrow.bias,
            torch.zeros(heads, self.size, context), torch.zeros(heads, context, self.size)) for block in model.blocks]
        self.norm, self.head = model.norm, model.head

    def next(self, token, t):
        """Logits (V) after a token at position t."""
        heads, size, shape = self.heads, self.size, (self.channels,)
        x = self.tokens[token] + self.positions[t]
        for w1, b1, qkv, project, project_bias, w2, b2, widen, widen_bias, narrow, narrow_bias, keys, values in self.layers:
            q, k, v = torch.mv(qkv, F.layer_norm(x, shape, w1, b1)).view(3, heads, size)
            keys[:, :, t] = k
            values[:, t] = v
            affinity = torch.bmm(q.view(heads, 1, size), keys[:, :, :t + 1]).mul_(self.scale)
            y = torch.bmm(affinity.softmax(-1), values[:, :t + 1]).view(-1)
            x = x + torch.addmv(project_bias, project, y)
            hidden = F.gelu(torch.addmv(widen_bias, widen, F.layer_norm(x, shape, w2, b2)))
            x = x + torch.addmv(narrow_bias, narrow, hidden)
        return torch.addmv(self.head.bias, self.head.weight, F.layer_norm(x, shape, self.norm.weight, self.norm.bias))

    def write(self, count):
        token = 1
        for t in range(count):
            token = torch.multinomial(self.next(token, t).softmax(-1), 1).item()


def main():
    layers, heads, channels, context = map(int, sys.argv[1:5])
    vocabulary, threads = int(sys.argv[7]), int(sys.argv[8])
    torch.set_num_threads(threads)
    torch.manual_seed(1337)
    model = Gpt(layers, heads, channels, context, 0.0, vocabulary).eval()
    print(f"PyTorch {torch.__version__}, {threads} threads", flush=True)
    with torch.inference_mode():
        writer = Writer(model, heads, channels, context)
        ids = torch.randint(vocabulary, (1, context))
        for t in range(context):
            logits = writer.next(ids[0, t].item(), t)
        x = model.tokens(ids) + model.positions(torch.arange(context))
        for block in model.blocks:
            x = block(x)
        whole = model.head(model.norm(x))[0, -1]
        assert torch.allclose(logits, whole, atol=1e-4), "the cached logits are not the model's"
        for line in sys.stdin:
            best, left = float("inf"), int(line)
            while left > 0:
                start = time.perf_counter()
                writer.write(context)
                best = min(best, (time.perf_counter() - start) / context)
                left -= context
            print(f"{best * 1e3:.6f}", flush=True)


if __name__ == "__main__":
    main()
