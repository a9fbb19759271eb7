# Makes small random models as nanoGPT and Hugging Face keep them, and computes their logits with PyTorch.
# Run in this folder with any Python that has torch and regex: python3 make_models.py
import json
import math
import pickle
import struct

import regex
import torch
import torch.nn as nn
import torch.nn.functional as F


class Attention(nn.Module):
    def __init__(self, c, bias):
        super().__init__()
        self.c_attn = nn.Linear(c, 3 * c, bias=bias)
        self.c_proj = nn.Linear(c, c, bias=bias)

    def forward(self, x, heads):
        b, t, c = x.shape
        q, k, v = (part.view(b, t, heads, c // heads).transpose(1, 2) for part in self.c_attn(x).split(c, 2))  # (B, H, T, D)
        scores = q @ k.transpose(2, 3) / math.sqrt(c // heads)
        weights = scores.masked_fill(torch.ones(t, t).tril() == 0, -math.inf).softmax(3)  # (B, H, T, T)
        return self.c_proj((weights @ v).transpose(1, 2).reshape(b, t, c))


class Mlp(nn.Module):
    def __init__(self, c, bias):
        super().__init__()
        self.c_fc = nn.Linear(c, 4 * c, bias=bias)
        self.c_proj = nn.Linear(4 * c, c, bias=bias)


class Norm(nn.Module):
    def __init__(self, c, bias):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(c))
        self.bias = nn.Parameter(torch.zeros(c)) if bias else None

    def forward(self, x):
        return F.layer_norm(x, self.weight.shape, self.weight, self.bias, 1e-5)


class Block(nn.Module):
    def __init__(self, c, bias):
        super().__init__()
        self.ln_1, self.attn, self.ln_2, self.mlp = Norm(c, bias), Attention(c, bias), Norm(c, bias), Mlp(c, bias)


class Gpt2(nn.Module):
    """GPT-2 with nanoGPT's names; the head is tied to the embeddings."""

    def __init__(self, vocabulary, layers, heads, c, context, bias, gelu):
        super().__init__()
        self.heads, self.gelu = heads, gelu
        self.transformer = nn.ModuleDict(dict(wte=nn.Embedding(vocabulary, c), wpe=nn.Embedding(context, c),
                                              h=nn.ModuleList(Block(c, bias) for _ in range(layers)), ln_f=Norm(c, bias)))
        self.lm_head = nn.Linear(c, vocabulary, bias=False)
        self.lm_head.weight = self.transformer.wte.weight
        for parameter in self.parameters():  # larger than in training, so that attention is far from uniform
            nn.init.normal_(parameter, 1.0 if parameter.dim() == 1 else 0.0, 0.2)

    def forward(self, ids):
        x = self.transformer.wte(ids) + self.transformer.wpe(torch.arange(ids.shape[1]))
        for block in self.transformer.h:
            x = x + block.attn(block.ln_1(x), self.heads)
            x = x + block.mlp.c_proj(F.gelu(block.mlp.c_fc(block.ln_2(x)), approximate=self.gelu))
        return self.lm_head(self.transformer.ln_f(x))


def checkpoint(path, model, prefix="", optimizer=None, **sizes):
    state = model.state_dict()
    if prefix:
        state = {prefix + name: value for name, value in state.items()}
    torch.save({"model": state, "optimizer": optimizer, "model_args": {**sizes, "dropout": 0.0}, "iter_num": 250,
                "best_val_loss": torch.tensor(1.875), "config": {"dataset": "shakespeare_char", "learning_rate": 1e-3, "compile": True, "always": None}}, path)


def write_safetensors(path, tensors):
    header, offset, data = {"__metadata__": {"format": "pt"}}, 0, b""
    for name, value in tensors.items():
        raw = value.detach().contiguous().numpy().tobytes()
        header[name] = {"dtype": {torch.float32: "F32", torch.float16: "F16", torch.bool: "BOOL"}[value.dtype], "shape": list(value.shape), "data_offsets": [offset, offset + len(raw)]}
        offset, data = offset + len(raw), data + raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def hugging_face(model):
    """The state by Hugging Face's names: matrices of the blocks as (inputs, outputs), the mask as a constant."""
    tensors = {}
    for name, value in model.state_dict().items():
        name = name.removeprefix("transformer.")
        if name == "lm_head.weight":
            continue
        turned = value.dim() == 2 and name.startswith("h.")
        tensors[name] = value.T if turned else value
    for layer in range(len(model.transformer.h)):
        tensors[f"h.{layer}.attn.bias"] = torch.ones(1, 1, 4, 4).tril().bool()
    return tensors


def logits(model, ids):
    with torch.no_grad():
        return [float(f"{x:.7g}") for x in model(torch.tensor([ids]))[0].flatten().tolist()]


def byte_symbols():
    """GPT-2's printable stand-in for each byte."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    stand_ins, more = {}, 0
    for byte in range(256):
        stand_ins[byte] = chr(byte) if byte in plain else chr(256 + more)
        more += byte not in plain
    return stand_ins


def make_pairs(text, merges):
    """Byte pairs of a text, most frequent first, learnt within words that keep their leading blank."""
    symbols = byte_symbols()
    words = [[symbols[b] for b in (" " * (i > 0) + word).encode()] for i, word in enumerate(text.split(" "))]
    learnt = []
    for _ in range(merges):
        counts = {}
        for word in words:
            for pair in zip(word, word[1:]):
                counts[pair] = counts.get(pair, 0) + 1
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learnt.append(best)
        for word in words:
            i = 0
            while i < len(word) - 1:
                if (word[i], word[i + 1]) == best:
                    word[i:i + 2] = [word[i] + word[i + 1]]
                i += 1
    vocabulary = [symbols[b] for b in range(256)] + [a + b for a, b in learnt] + ["<|endoftext|>"]
    return {token: id for id, token in enumerate(vocabulary)}, learnt


def encode(text, vocabulary, merges):
    """Tokens of a text: cut by GPT-2's pattern, then merged by rank."""
    symbols, ranks, ids = byte_symbols(), {pair: rank for rank, pair in enumerate(merges)}, []
    for piece in regex.findall(r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", text):
        word = [symbols[byte] for byte in piece.encode()]
        while len(word) > 1:
            best = min(zip(word, word[1:]), key=lambda pair: ranks.get(pair, len(ranks)))
            if best not in ranks:
                break
            i = 0
            while i < len(word) - 1:
                if (word[i], word[i + 1]) == best:
                    word[i:i + 2] = [word[i] + word[i + 1]]
                i += 1
        ids += [vocabulary[token] for token in word]
    return ids


def main():
    torch.manual_seed(20261121)
    characters = "\n !$&',-.3:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    with open("meta.pkl", "wb") as file:
        pickle.dump({"vocab_size": 65, "itos": dict(enumerate(characters)), "stoi": {c: i for i, c in enumerate(characters)}}, file)
    golden = {}

    model = Gpt2(65, 2, 4, 16, 16, bias=True, gelu="none")
    ids = [(5 * i * i + 3) % 65 for i in range(16)]
    checkpoint("nanogpt.pt", model, n_layer=2, n_head=4, n_embd=16, block_size=16, bias=True, vocab_size=65)
    golden["nanogpt.pt"] = {"tokens": ids, "logits": logits(model, ids)}

    # Compiled, without biases, in bfloat16, with its optimizer and a padded vocabulary.
    model = Gpt2(72, 1, 2, 8, 8, bias=False, gelu="none")
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.95))
    F.cross_entropy(model(torch.tensor([ids[:8]]))[0], torch.tensor(ids[1:9])).backward()
    optimizer.step()
    model = model.bfloat16()
    checkpoint("nanogpt-plain.pt", model, "_orig_mod.", optimizer.state_dict(), n_layer=1, n_head=2, n_embd=8, block_size=8, bias=False, vocab_size=72)
    model = model.float()
    rows = logits(model, ids[:8])
    golden["nanogpt-plain.pt"] = {"tokens": ids[:8], "logits": [x for row in range(8) for x in rows[72 * row:72 * row + 65]]}

    text = "to be, or not to be: that is the question: whether 'tis nobler in the mind to suffer the slings and arrows of outrageous fortune, or to take arms against a sea of troubles"
    vocabulary, merges = make_pairs(text, 30)
    json.dump(vocabulary, open("vocab.json", "w"))
    open("merges.txt", "w").write("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges))
    model = Gpt2(len(vocabulary), 2, 4, 32, 16, bias=True, gelu="tanh")
    write_safetensors("model.safetensors", hugging_face(model))
    json.dump({"model_type": "gpt2", "activation_function": "gelu_new", "layer_norm_epsilon": 1e-05, "n_ctx": 16, "n_embd": 32, "n_head": 4, "n_layer": 2,
               "n_positions": 16, "n_inner": None, "vocab_size": len(vocabulary), "tie_word_embeddings": True, "scale_attn_weights": True}, open("config.json", "w"), indent=1)
    ids = [(11 * i * i + 7) % len(vocabulary) for i in range(8)]
    golden["model.safetensors"] = {"tokens": ids, "logits": logits(model, ids)}
    json.dump(golden, open("logits.json", "w"))
    texts = ["to be, or not to be", "It's theirs; they'll say we've, I'm, you'd 're 'S", "a  b   c\n\n d \t\n", "  ", " ", "\n", "x\u00a0y \u3000z", "12 345 Ⅻ ½ 6e7",
             "the question:the   question", "Käse, naïve, œuvre — “quoted”…", "日本語 テスト", "e\u0301 \U0001d400\U0001d401 \U0001f600\U0001f600!", "''''s", "<|endoftext|>", "\0\x7f"]
    json.dump([{"text": text, "tokens": encode(text, vocabulary, merges)} for text in texts], open("tokens.json", "w"))


main()
