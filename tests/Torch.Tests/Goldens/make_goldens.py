"""Writes what PyTorch computes for each case of OpCases.cs: inputs, outputs, and the gradients of every floating input.

Run with Debian's python3-torch (1.13.1):  /usr/bin/python3 make_goldens.py
The gradients are those of  sum over outputs and elements i of  output[i] * cos(i),  summed in float64.
"""
import json
import math
import os

import torch
import torch.nn.functional as F

torch.manual_seed(20240607)
HERE = os.path.dirname(os.path.abspath(__file__))
GROUPS = {}


def case(group, name, inputs, function, grads=True):
    """One case: `inputs` are tensors, `function` takes them and returns a tensor or a tuple of tensors."""
    leaves = [x.clone().requires_grad_(grads and x.is_floating_point()) for x in inputs]
    outputs = function(*leaves)
    outputs = list(outputs) if isinstance(outputs, (tuple, list)) else [outputs]
    gradients = [None] * len(leaves)
    differentiable = [y for y in outputs if y.requires_grad]
    if differentiable:
        loss = sum((y.double() * torch.cos(torch.arange(y.numel(), dtype=torch.float64)).view(y.shape)).sum() for y in differentiable)
        loss.backward()
        gradients = [x.grad for x in leaves]
    GROUPS.setdefault(group, {})[name] = {
        "inputs": [pack(x) for x in inputs],
        "outputs": [pack(y.detach()) for y in outputs],
        "gradients": [None if g is None else pack(g) for g in gradients],
    }


def pack(x):
    flat = x.detach().contiguous().view(-1)
    kind = {torch.float32: "Float32", torch.float64: "Float64", torch.int64: "Int64", torch.int32: "Int32", torch.bool: "Bool"}[x.dtype]
    if x.is_floating_point():
        values = [number(v) for v in flat.tolist()]
    else:
        values = [int(v) for v in flat.tolist()]
    return {"type": kind, "shape": list(x.shape), "values": values}


def number(v):
    if math.isnan(v):
        return "NaN"
    if math.isinf(v):
        return "Infinity" if v > 0 else "-Infinity"
    return float("%.9g" % v)


def r(*shape):
    return torch.randn(shape)


def away(*shape):
    """Normal numbers that keep clear of 0."""
    x = torch.randn(*shape)
    return x.sign() * (x.abs() + 0.2)


def positive(*shape):
    return torch.rand(*shape) + 0.3


def distinct(*shape):
    """Numbers at least 0.1 apart, in random order."""
    n = math.prod(shape)
    return (torch.randperm(n).float() * 0.1 - n * 0.04).view(*shape)


def slice_assigned(a, b):
    y = a * 2
    y[1] = b * b
    y[:, 0].mul_(3)
    return y * y


def zeroed_row(a):
    y = a * 2
    y[1].zero_()
    return y * y


def attention(q, k, v, mask=None, causal=False):
    affinity = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    if causal:
        affinity = affinity.masked_fill(torch.ones(q.size(-2), k.size(-2)).tril() == 0, -math.inf)
    if mask is not None:
        affinity = affinity.masked_fill(~mask, -math.inf) if mask.dtype == torch.bool else affinity + mask
    return affinity.softmax(-1) @ v


# ---- arithmetic -------------------------------------------------------------------------------------------------
A = "arithmetic"
case(A, "add", [r(2, 3), r(2, 3)], lambda a, b: a + b)
case(A, "add_row", [r(2, 3, 4), r(4)], lambda a, b: a + b)
case(A, "add_matrix_to_batch", [r(3, 2, 4), r(2, 4)], lambda a, b: a + b)
case(A, "add_column", [r(3, 4), r(3, 1)], lambda a, b: a + b)
case(A, "add_outer", [r(3, 1), r(1, 4)], lambda a, b: a + b)
case(A, "add_scalar", [r(2, 3)], lambda a: a + 2.5)
case(A, "add_zero_dim", [r(2, 3), r()], lambda a, b: a + b)
case(A, "sub", [r(2, 3), r(2, 3)], lambda a, b: a - b)
case(A, "sub_broadcast", [r(2, 3), r(2, 1)], lambda a, b: a - b)
case(A, "mul", [r(2, 3), r(2, 3)], lambda a, b: a * b)
case(A, "mul_broadcast", [r(2, 3, 4), r(3, 1)], lambda a, b: a * b)
case(A, "mul_scalar", [r(2, 3)], lambda a: a * -0.75)
case(A, "mul_transposed", [r(3, 4), r(4, 3)], lambda a, b: a * b.t())
case(A, "div", [r(2, 3), away(2, 3)], lambda a, b: a / b)
case(A, "div_broadcast", [r(2, 3), positive(3)], lambda a, b: a / b)
case(A, "div_scalar", [r(2, 3)], lambda a: a / 3)
case(A, "pow_scalar", [positive(2, 3)], lambda a: a ** 2.5)
case(A, "pow_two", [r(2, 3)], lambda a: a ** 2)
case(A, "pow_three", [away(2, 3)], lambda a: a ** 3)
case(A, "pow_zero", [r(2, 3)], lambda a: a ** 0)
case(A, "promotion", [torch.tensor([1, 2]), torch.tensor([0.5, 0.25]), torch.tensor([True, False]), torch.tensor([3, 4], dtype=torch.int32)],
     lambda i, f, b, s: (i + f, i + b, b + b, i * s, s * 2, i * 0.5, b * 1.5, i + torch.tensor(2.5), f + torch.tensor(2.5, dtype=torch.float64), s / 2),
     grads=False)
case(A, "in_place_on_view", [r(3, 4), r(4)], lambda a, b: slice_assigned(a, b))
case(A, "in_place_zero_row", [r(3, 4)], lambda a: zeroed_row(a))
case(A, "fill_in_place", [r(3, 4)], lambda a: (a * 2).fill_(1.5) + a)


# ---- functions of one number ------------------------------------------------------------------------------------
U = "functions"
EXTREME = torch.tensor([-100.0, -20.0, -3.0, -1e-3, 0.0, 1e-3, 3.0, 20.0, 80.0])
for name, make, f in [
    ("exp", r, torch.exp), ("log", positive, torch.log), ("sqrt", positive, torch.sqrt), ("rsqrt", positive, torch.rsqrt),
    ("tanh", r, torch.tanh), ("sigmoid", r, torch.sigmoid), ("sin", r, torch.sin), ("cos", r, torch.cos), ("erf", r, torch.erf),
    ("abs", away, torch.abs), ("neg", r, torch.neg), ("square", r, torch.square),
    ("relu", away, F.relu), ("gelu", r, F.gelu), ("gelu_tanh", r, lambda x: F.gelu(x, approximate="tanh")),
    ("sign", away, torch.sign),
]:
    case(U, name, [make(3, 7)], f)
    case(U, name + "_transposed", [make(3, 4)], lambda x, f=f: f(x.t()))
for name, f in [("tanh", torch.tanh), ("sigmoid", torch.sigmoid), ("erf", torch.erf), ("gelu", F.gelu),
                ("gelu_tanh", lambda x: F.gelu(x, approximate="tanh")), ("exp", torch.exp)]:
    case(U, name + "_extreme", [EXTREME], f, grads=False)
case(U, "exp_of_integers", [torch.tensor([0, 1, 2])], torch.exp)

# ---- reductions -------------------------------------------------------------------------------------------------
R = "reductions"
case(R, "sum", [r(2, 3, 4)], lambda x: x.sum())
case(R, "sum_last", [r(2, 3, 4)], lambda x: x.sum(-1))
case(R, "sum_first_keep", [r(2, 3, 4)], lambda x: x.sum(0, keepdim=True))
case(R, "sum_middle", [r(2, 3, 4)], lambda x: x.sum(1))
case(R, "sum_transposed", [r(3, 4)], lambda x: x.t().sum(0))
case(R, "sum_of_integers", [torch.tensor([[1, 2], [3, 4]]), torch.tensor([True, True, False])], lambda i, b: (i.sum(), b.sum(), i.sum(0)))
case(R, "mean", [r(2, 3, 4)], lambda x: x.mean())
case(R, "mean_dims", [r(2, 3, 4)], lambda x: x.mean((1, 2), keepdim=True))
case(R, "max_all", [distinct(3, 4)], lambda x: x.max())
case(R, "amax", [distinct(2, 3, 4)], lambda x: x.amax((0, 2)))
case(R, "amin_ties", [torch.tensor([[1.0, 2.0, 1.0], [3.0, 3.0, 3.0]])], lambda x: x.amin(1), grads=True)
case(R, "var", [r(3, 5)], lambda x: x.var())
case(R, "var_dim", [r(3, 5)], lambda x: x.var(1, unbiased=False, keepdim=True))
case(R, "norm", [r(3, 5)], lambda x: x.norm())
case(R, "norm_three", [away(3, 5)], lambda x: x.norm(p=3))
case(R, "cumsum", [r(3, 5)], lambda x: x.cumsum(1))
case(R, "cumsum_first", [r(3, 5)], lambda x: x.cumsum(0))
case(R, "cumsum_integer", [torch.tensor([1, 2, 3])], lambda x: x.cumsum(0))
case(R, "softmax", [r(2, 3, 5)], lambda x: x.softmax(-1))
case(R, "softmax_middle", [r(2, 3, 5)], lambda x: x.softmax(1))
case(R, "softmax_masked", [r(4, 4)], lambda x: x.masked_fill(torch.ones(4, 4).tril() == 0, -math.inf).softmax(-1))
case(R, "softmax_extreme", [torch.tensor([[1e4, -1e4, 0.0], [-1e4, -1e4, -1e4]])], lambda x: (x.softmax(-1), x.log_softmax(-1)), grads=False)
case(R, "log_softmax", [r(3, 5)], lambda x: x.log_softmax(-1))
case(R, "log_softmax_first", [r(3, 5)], lambda x: x.log_softmax(0))
case(R, "topk", [distinct(3, 6)], lambda x: tuple(x.topk(2)))
case(R, "topk_smallest", [distinct(3, 6)], lambda x: tuple(x.topk(2, dim=0, largest=False)))

# ---- views ------------------------------------------------------------------------------------------------------
V = "views"
case(V, "view", [r(2, 6)], lambda x: x.view(3, -1))
case(V, "view_of_expanded", [r(2, 1, 3)], lambda x: x.expand(2, 4, 3).reshape(8, 3))
case(V, "reshape_transposed", [r(2, 3, 4)], lambda x: x.transpose(0, 2).reshape(6, 4))
case(V, "reshape_splits", [r(4, 6)], lambda x: x.t().reshape(2, 3, 2, 2))
case(V, "view_merges_strided", [r(3, 2, 4)], lambda x: x.transpose(0, 1).view(2, 3, 2, 2))
case(V, "transpose", [r(2, 3, 4)], lambda x: x.transpose(0, 2))
case(V, "permute", [r(2, 3, 4)], lambda x: x.permute(2, 0, 1))
case(V, "t", [r(2, 3)], lambda x: x.t())
case(V, "unsqueeze", [r(2, 3)], lambda x: (x.unsqueeze(0), x.unsqueeze(-1), x.unsqueeze(1)))
case(V, "squeeze", [r(1, 3, 1)], lambda x: (x.squeeze(), x.squeeze(0), x.squeeze(1)))
case(V, "expand", [r(3, 1)], lambda x: x.expand(2, 3, 4))
case(V, "narrow", [r(4, 5)], lambda x: x.narrow(1, 1, 3))
case(V, "select", [r(4, 5)], lambda x: (x.select(0, -1), x.select(1, 2)))
case(V, "split", [r(2, 7)], lambda x: x.split(3, 1))
case(V, "split_uses_one", [r(2, 6)], lambda x: x.split(2, 1)[1])
case(V, "chunk", [r(7, 2)], lambda x: x.chunk(3))
case(V, "unbind", [r(3, 2)], lambda x: x.unbind(1))
case(V, "cat", [r(2, 3), r(1, 3)], lambda a, b: torch.cat([a, b]))
case(V, "cat_last", [r(2, 3), r(2, 1), r(2, 2)], lambda a, b, c: torch.cat([a, b, c], -1))
case(V, "flip", [r(2, 3)], lambda x: x.flip(0, 1))
case(V, "tril", [r(2, 4, 4)], lambda x: x.tril())
case(V, "tril_shifted", [r(3, 5)], lambda x: x.tril(1))
case(V, "triu", [r(4, 3)], lambda x: x.triu(-1))
case(V, "clone", [r(2, 3)], lambda x: x.t().clone())
case(V, "to_double", [r(2, 3)], lambda x: x.double() * 2)
case(V, "packed_heads", [r(2, 5, 12)], lambda x: [p.view(2, 5, 2, 2).transpose(1, 2) for p in x.split(4, 2)])

# ---- indexing ---------------------------------------------------------------------------------------------------
I = "indexing"
case(I, "gather", [r(3, 4), torch.tensor([[0, 3, 1], [2, 2, 0]])], lambda x, i: x.gather(1, i))
case(I, "gather_first", [r(3, 4), torch.tensor([[0, 2, 1, 1], [2, 2, 0, 1]])], lambda x, i: x.gather(0, i))
case(I, "scatter_add", [r(3, 4), torch.tensor([[0, 0], [2, 1], [1, 1]]), r(3, 2)], lambda x, i, s: x.scatter_add(1, i, s))
case(I, "index_select", [r(3, 4), torch.tensor([2, 0, 2])], lambda x, i: x.index_select(0, i))
case(I, "index_select_last", [r(3, 4), torch.tensor([3, 1])], lambda x, i: x.index_select(1, i))
case(I, "masked_fill", [r(2, 3), torch.tensor([True, False, True])], lambda x, m: x.masked_fill(m, -2.5))
case(I, "index_numbers", [r(3, 4)], lambda x: x[1, 2])
case(I, "embedding", [r(5, 3), torch.tensor([[0, 4, 0], [1, 1, 1]])], lambda w, i: F.embedding(i, w))


# ---- matrix products and layers ---------------------------------------------------------------------------------
M = "layers"
case(M, "mm_transposed", [r(4, 3), r(5, 4)], lambda a, b: a.t() @ b.t())
case(M, "bmm", [r(2, 3, 4), r(2, 4, 5)], lambda a, b: a.bmm(b))
case(M, "matmul_vectors", [r(4), r(4)], lambda a, b: a @ b)
case(M, "matmul_matrix_vector", [r(3, 4), r(4)], lambda a, b: a @ b)
case(M, "matmul_vector_matrix", [r(4), r(4, 3)], lambda a, b: a @ b)
case(M, "matmul_batch_matrix", [r(2, 3, 4), r(4, 5)], lambda a, b: a @ b)
case(M, "matmul_batch_vector", [r(2, 3, 4), r(4)], lambda a, b: a @ b)
case(M, "matmul_broadcast", [r(2, 1, 3, 4), r(5, 4, 2)], lambda a, b: a @ b)
case(M, "matmul_heads", [r(2, 5, 3, 4), r(2, 5, 3, 4)], lambda q, k: q.transpose(1, 2) @ k.transpose(1, 2).transpose(-2, -1))
case(M, "matmul_integers", [torch.tensor([[1, 2], [3, 4]]), torch.tensor([[5, 6], [7, 8]])], lambda a, b: a @ b)
case(M, "linear", [r(2, 3, 4), r(5, 4), r(5)], F.linear)
case(M, "linear_without_bias", [r(3, 4), r(5, 4)], F.linear)
case(M, "linear_of_transposed", [r(4, 3), r(5, 4), r(5)], lambda x, w, b: F.linear(x.t(), w, b))
case(M, "layer_norm", [r(2, 3, 8), r(8), r(8)], lambda x, w, b: F.layer_norm(x, (8,), w, b))
case(M, "layer_norm_plain", [r(3, 8)], lambda x: F.layer_norm(x, (8,)))
case(M, "layer_norm_two_dims", [r(2, 3, 4), r(3, 4)], lambda x, w: F.layer_norm(x, (3, 4), w, eps=1e-3))
case(M, "attention_causal", [r(2, 2, 5, 4), r(2, 2, 5, 4), r(2, 2, 5, 4)], lambda q, k, v: attention(q, k, v, causal=True))
case(M, "attention_open", [r(2, 3, 5, 4), r(2, 3, 7, 4), r(2, 3, 7, 4)], lambda q, k, v: attention(q, k, v))
case(M, "attention_three_dims", [r(3, 5, 4), r(3, 5, 4), r(3, 5, 4)], lambda q, k, v: attention(q, k, v, causal=True))
case(M, "attention_mask", [r(1, 2, 3, 4), r(1, 2, 3, 4), r(1, 2, 3, 4), torch.tensor([[True, False, True], [True, True, False], [False, True, True]])],
     lambda q, k, v, m: attention(q, k, v, mask=m))
case(M, "attention_bias", [r(1, 2, 3, 4), r(1, 2, 3, 4), r(1, 2, 3, 4), r(3, 3)], lambda q, k, v, m: attention(q, k, v, mask=m))
case(M, "attention_packed", [r(2, 5, 24)], lambda x: attention(*[p.view(2, 5, 2, 4).transpose(1, 2) for p in x.split(8, 2)], causal=True)
     .transpose(1, 2).contiguous().view(2, 5, 8))


# ---- losses -----------------------------------------------------------------------------------------------------
L = "losses"
T = torch.tensor([1, 0, 4, 2])
case(L, "cross_entropy", [r(4, 5), T], lambda x, t: F.cross_entropy(x, t))
case(L, "cross_entropy_sum", [r(4, 5), T], lambda x, t: F.cross_entropy(x, t, reduction="sum"))
case(L, "cross_entropy_none", [r(4, 5), T], lambda x, t: F.cross_entropy(x, t, reduction="none"))
case(L, "cross_entropy_ignore", [r(4, 5), torch.tensor([1, -100, 4, -100])], lambda x, t: F.cross_entropy(x, t))
case(L, "cross_entropy_smoothed", [r(4, 5), torch.tensor([1, -100, 4, 2])], lambda x, t: F.cross_entropy(x, t, label_smoothing=0.1))
case(L, "cross_entropy_weighted", [r(4, 5), T], lambda x, t: F.cross_entropy(x, t, weight=torch.tensor([0.5, 1.0, 2.0, 0.25, 1.5])))
case(L, "cross_entropy_weighted_smoothed", [r(4, 5), T],
     lambda x, t: F.cross_entropy(x, t, weight=torch.tensor([0.5, 1.0, 2.0, 0.25, 1.5]), label_smoothing=0.2))
case(L, "cross_entropy_images", [r(2, 5, 3), torch.tensor([[0, 1, 4], [2, 2, 3]])], lambda x, t: (F.cross_entropy(x, t), F.cross_entropy(x, t, reduction="none")))
case(L, "cross_entropy_one", [r(5), torch.tensor(3)], lambda x, t: F.cross_entropy(x, t))
case(L, "cross_entropy_extreme", [torch.tensor([[1e4, -1e4, 0.0], [-1e4, 1e4, 5.0]]), torch.tensor([0, 2])], lambda x, t: F.cross_entropy(x, t))
case(L, "cross_entropy_probabilities", [r(4, 5), torch.rand(4, 5).softmax(-1)], lambda x, t: F.cross_entropy(x, t.detach()))

# ---- edges: empty tensors, NaN and infinity, strides, wrapping, mixed types ----------------------------------------
E = "edges"
EMPTY = torch.zeros(0, 3)
case(E, "infinite_gradients", [torch.tensor([0.0, 1.0, 4.0])], lambda x: (x.sqrt(), x.log(), x ** 0.5))
case(E, "empty_arithmetic", [EMPTY, r(3)], lambda x, y: (x + y, x * 2, x @ y, x.t() @ x, torch.cat([x, y.unsqueeze(0)]), x.reshape(3, 0), x.sum() + y))
case(E, "zero_dim", [r(), r(3)], lambda x, y: (x + y, x.sum(), x.softmax(0), x.max(), x.reshape(1, 1), x.expand(2), x * x, x.view(1)))
case(E, "expanded_operands", [r(3, 1), r(1, 4)], lambda x, y: (x.expand(3, 4) * y.expand(3, 4), x.expand(3, 4).sum(1), x.expand(3, 4) @ y.expand(3, 4).t(), x.expand(3, 4).exp()))
case(E, "big_softmax", [r(2, 70) * 30], lambda x: (x.softmax(1), x.log_softmax(1)))
case(E, "matmul_one_by_one", [r(1, 1), r(1, 5)], lambda a, b: (a @ b, b.t() @ a, b @ b.t()))
case(E, "matmul_many_dims", [r(2, 1, 3, 2, 4), r(5, 1, 4, 3)], lambda a, b: a @ b)


for group, cases in GROUPS.items():
    with open(os.path.join(HERE, group + ".json"), "w", newline="\n") as file:
        file.write("{\n")
        file.write(",\n".join('"%s": %s' % (name, json.dumps(content, separators=(",", ":"))) for name, content in cases.items()))
        file.write("\n}\n")
    print(group, len(cases), "cases")
