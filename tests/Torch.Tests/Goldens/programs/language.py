"""The small language of the golden programs, for PyTorch: calls of operations by name, assignments, lists, numbers.

A program is statements with ';' between them; the last one gives the outputs. `x = leaf(...)` makes a tensor whose gradient is wanted.
Every name is an operation of the table below or, failing that, a method of torch.Tensor with the arguments in the same order.
"""
import math

import torch
import torch.nn.functional as F

DTYPES = {
    "f32": torch.float32, "f64": torch.float64, "i64": torch.int64, "i32": torch.int32,
    "i16": torch.int16, "i8": torch.int8, "u8": torch.uint8, "b": torch.bool,
}
NAMES = {dtype: name for name, dtype in DTYPES.items()}


def words(seed, count):
    """16-bit numbers of a linear congruential generator; the test's Inputs.cs has the same."""
    state = (seed * 2654435761 + 12345) % 2**32
    for _ in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        yield state >> 16


def made(shape, values, dtype=torch.float32):
    return torch.tensor(list(values), dtype=dtype).view(shape)


def n(seed, shape):
    """Thirty-seconds in [-3, 3]."""
    return made(shape, ((w % 193 - 96) / 32 for w in words(seed, math.prod(shape))))


def a(seed, shape):
    """As n, a quarter away from 0."""
    return made(shape, (math.copysign(abs(w % 193 - 96) / 32 + 0.25, w % 193 - 96) for w in words(seed, math.prod(shape))))


def p(seed, shape):
    """In [0.25, 3.25]."""
    return made(shape, ((w % 97 + 8) / 32 for w in words(seed, math.prod(shape))))


def d(seed, shape):
    """Distinct numbers an eighth apart, in random order, none of them 0."""
    count = math.prod(shape)
    order = list(range(count))
    for i, w in zip(range(count - 1, 0, -1), words(seed, count)):
        j = w % (i + 1)
        order[i], order[j] = order[j], order[i]
    return made(shape, ((k - count // 2) / 8 + 0.0625 for k in order))


def i(seed, below, shape):
    """Whole numbers in [0, below)."""
    return made(shape, (w % below for w in words(seed, math.prod(shape))), torch.int64)


def b(seed, shape):
    return made(shape, (w >> 3 & 1 for w in words(seed, math.prod(shape))), torch.bool)


def vector_norm(x, dim=None, keepdim=False, p=2):
    return torch.norm(x, p) if dim is None else torch.norm(x, p, dim, keepdim)


def attention(q, k, v, mask=None, causal=False):
    affinity = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    if causal:
        affinity = affinity.masked_fill(torch.ones(q.size(-2), k.size(-2)).tril() == 0, -math.inf)
    if mask is not None:
        affinity = affinity.masked_fill(~mask, -math.inf) if mask.dtype == torch.bool else affinity + mask
    return affinity.softmax(-1) @ v


MODES = []


def enter(mode):
    MODES.append({"no_grad": torch.no_grad, "enable_grad": torch.enable_grad}[mode]())
    MODES[-1].__enter__()


def leave():
    MODES.pop().__exit__(None, None, None)


def leave_all():
    while MODES:
        leave()


def spread(f):
    """var with TorchSharp's order of arguments."""
    def call(x, dim=None, unbiased=True, keepdim=False):
        return f(x, unbiased=unbiased) if dim is None else f(x, dim=dim, unbiased=unbiased, keepdim=keepdim)
    return call


def summed(f):
    def call(x, dim=None, keepdim=False, dtype=None):
        return f(x, dtype=dtype) if dim is None else f(x, dim, keepdim, dtype=dtype)
    return call


def cross_entropy(x, target, weight=None, ignore=-100, how="mean", smoothing=0.0):
    return F.cross_entropy(x, target, weight, ignore_index=ignore, reduction=how, label_smoothing=smoothing)


OPS = {
    "n": n, "a": a, "p": p, "d": d, "i": i, "b": b,
    "tensor": lambda values, dtype=None: torch.tensor(values, dtype=DTYPES.get(dtype)),
    "leaf": lambda x: x.detach().requires_grad_(),
    "nan": math.nan, "inf": math.inf,
    "cast": lambda x, dtype: x.to(DTYPES[dtype]),
    "add": torch.add,
    "add_": lambda x, y, alpha=1: x.add_(y, alpha=alpha),
    "plus": lambda x, y: x + y, "minus": lambda x, y: x - y, "times": lambda x, y: x * y, "over": lambda x, y: x / y,
    "gelu": F.gelu, "gelu_tanh": lambda x: F.gelu(x, approximate="tanh"), "relu": F.relu,
    "sum": summed(torch.sum),
    "mean": lambda x, dim=None, keepdim=False: x.mean() if dim is None else x.mean(dim, keepdim),
    "var": spread(torch.var), "norm": vector_norm,
    "topk": lambda x, k, dim=-1, largest=True: torch.topk(x, k, dim, largest),
    "softmax": lambda x, dim, dtype=None: torch.softmax(x, dim, dtype=DTYPES.get(dtype)),
    "log_softmax": lambda x, dim, dtype=None: torch.log_softmax(x, dim, dtype=DTYPES.get(dtype)),
    "cumsum": lambda x, dim, dtype=None: torch.cumsum(x, dim, dtype=DTYPES.get(dtype)),
    "cat": torch.cat,
    "flip": lambda x, dims: x.flip(dims), "permute": lambda x, dims: x.permute(dims),
    "tensor_slice": lambda x, dim, start, finish, step: x[(slice(None),) * (dim % max(x.dim(), 1)) + (slice(start, finish, step),)],
    "index": lambda x, at: x[tuple(at)],
    "linear": F.linear, "embedding": lambda w, index: F.embedding(index, w),
    "layer_norm": lambda x, shape, w=None, bias=None, eps=1e-5: F.layer_norm(x, shape, w, bias, eps),
    "attention": attention, "cross_entropy": cross_entropy,
    "dropout": lambda x, p=0.5, training=True: F.dropout(x, p, training),
    "zeros": lambda shape, dtype="f32": torch.zeros(shape, dtype=DTYPES[dtype]),
    "ones": lambda shape, dtype="f32": torch.ones(shape, dtype=DTYPES[dtype]),
    "full": lambda shape, value, dtype=None: torch.full(shape, value, dtype=DTYPES.get(dtype)),
    "arange": lambda *limits: torch.arange(*limits),
    "zeros_like": lambda x, dtype=None: torch.zeros_like(x, dtype=DTYPES.get(dtype)),
    "shape": lambda x: list(x.shape), "strides": lambda x: list(x.stride()), "offset": lambda x: x.storage_offset(),
    "dtype": lambda x: NAMES[x.dtype],
    "backward": lambda x: x.backward(),
    "grad": lambda x: x.grad if x.grad is not None else "none",
    "drop_grad": lambda x: setattr(x, "grad", None), "zero_grad": lambda x: [x.grad.zero_(), None][1],
    "has_grad": lambda x: x.grad is not None, "requires_grad": lambda x: x.requires_grad, "is_leaf": lambda x: x.is_leaf,
    "contiguous_p": lambda x: x.is_contiguous(), "item": lambda x: x.item(),
    "enter": enter, "leave": leave, "grad_enabled": torch.is_grad_enabled, "pick": lambda items, at: items[at],
    "part": lambda items, first, last: items[first:last],
}


class Names(dict):
    """Variables, then the table, then torch.Tensor's methods."""

    def __missing__(self, name):
        if name in OPS:
            return OPS[name]
        if hasattr(torch.Tensor, name):
            return getattr(torch.Tensor, name)
        raise KeyError(name)


def run(program):
    """The outputs as a list, and the leaves by name."""
    names = Names()
    *statements, last = [part.strip() for part in program.split(";")]
    try:
        for statement in statements:
            exec(statement, {"__builtins__": {}}, names)
        result = eval("[" + last + "]", {"__builtins__": {}}, names)
    finally:
        leave_all()
    outputs = []
    for item in result:
        outputs.extend(item if isinstance(item, (tuple, list)) and any(isinstance(x, torch.Tensor) for x in item) else [item])
    leaves = {name: x for name, x in names.items() if isinstance(x, torch.Tensor) and x.is_leaf and x.requires_grad and "leaf(" in program}
    return outputs, leaves
