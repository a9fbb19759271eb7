"""Text the way nanoGPT writes it, in PyTorch: the whole window for every token. Reads a number of tokens per line, answers with milliseconds a token.

Arguments as peer_step.py's; the batch is ignored. The text already fills the context, so every window has all its tokens;
as in nanoGPT, only the last token's logits are computed.
"""
import sys
import time

import torch

from peer_step import Gpt


def logits(model, ids):
    x = model.tokens(ids) + model.positions(torch.arange(ids.shape[1]))
    for block in model.blocks:
        x = block(x)
    return model.head(model.norm(x[:, [-1], :]))[:, -1, :]


def write(model, text, context, count):
    for _ in range(count):
        window = text if text.shape[1] <= context else text[:, -context:]
        text = torch.cat((text, torch.multinomial(logits(model, window).softmax(-1), 1)), dim=1)


def main():
    layers, heads, channels, context = map(int, sys.argv[1:5])
    vocabulary, threads = int(sys.argv[7]), int(sys.argv[8])
    torch.set_num_threads(threads)
    torch.manual_seed(1337)
    model = Gpt(layers, heads, channels, context, 0.0, vocabulary).eval()
    print(f"PyTorch {torch.__version__}, {threads} threads", flush=True)
    with torch.inference_mode():
        text = torch.randint(vocabulary, (1, context))
        write(model, text, context, 2)
        for line in sys.stdin:
            best = float("inf")
            for _ in range(int(line)):
                start = time.perf_counter()
                write(model, text, context, 1)
                best = min(best, time.perf_counter() - start)
            print(f"{best * 1e3:.6f}", flush=True)


if __name__ == "__main__":
    main()
