"""Programs on operations that bring many numbers to few, or to an order: sums, extremes, spread, softmax, sorting."""

INPUTS = ["leaf(d(1, [2, 3]))", "leaf(d(2, [2, 3, 2]))", "leaf(t(d(3, [3, 2])))", "leaf(tensor_slice(d(4, [2, 6]), 1, 0, 6, 2))", "leaf(double(d(5, [3, 2])))"]
FOR_ALL = ["sum", "mean", "var", "max", "norm"]
WITH_DIM = ["sum", "mean", "amax", "amin", "argmax"]


def call(f, x, dim, keep=False):
    if f == "var":
        return f"{f}({x}, {dim}, True, {keep})"
    return f"{f}({x}, {dim}, {keep})"


def over_everything():
    for f in FOR_ALL:
        for x in INPUTS:
            yield f"x = {x}; {f}(x)"
        yield f"x = leaf(d(11, [])); {f}(x)" if f != "var" else f"x = leaf(d(12, [1])); {f}(x, None, False)"
        yield f"x = leaf(expand(d(13, [2, 1]), [2, 3])); {f}(x)" if f != "max" else f"x = leaf(d(14, [1, 1])); {f}(x)"
        yield f"{f}(tensor([1.0, nan, 2.0])), {f}(tensor([1.0, inf, 2.0])), {f}(tensor([inf, -inf]))"
    for x in ("b(19, [2, 3])", "n(20, [3])", "i(21, 2, [4])", "zeros([3])", "ones([2, 2])", "zeros([0])", "tensor([nan])", "t(b(22, [3, 2]))"):
        yield f"all({x})"
    for kind in ("i64", "i32", "i16", "i8", "u8", "b"):
        yield f"x = tensor([1, 0, 1, 1], '{kind}'); sum(x), sum(reshape(x, [2, 2]), 0)"
    yield "sum(zeros([0])), sum(zeros([0, 3])), sum(zeros([0], 'i64'))"
    yield "mean(zeros([0])), mean(zeros([0, 2]), [0]), norm(zeros([0])), var(ones([2]))"
    yield "x = leaf(tensor([0.0, 0.0])); norm(x)"
    yield "x = leaf(tensor([[2.0, 2.0], [2.0, 1.0]])); amax(x, [0, 1]), amin(neg(x), [1])"


def over_dimensions():
    for f in WITH_DIM:
        kinds = INPUTS if f != "argmax" else [x.replace("leaf", "") for x in INPUTS]
        for x in kinds[:4]:
            yield f"x = {x}; {call(f, 'x', 0)}, {call(f, 'x', -1, True)}"
        yield f"x = {kinds[1]}; {call(f, 'x', 1)}, {call(f, 'x', -2)}, {call(f, 'x', 0, True)}"
        yield f"x = {kinds[0].replace('[2, 3]', '[2, 0, 3]').replace('d(', 'n(')}; {call(f, 'x', 2)}, {call(f, 'x', 0)}"
        yield f"x = {kinds[0].replace('[2, 3]', '[1]')}; {call(f, 'x', 0)}, {call(f, 'x', -1, True)}"
        yield f"x = tensor([[1.0, nan, 2.0], [inf, 0.0, -inf]]); {call(f, 'x', 1)}, {call(f, 'x', 0)}"
    yield "x = zeros([2, 0]); sum(x, 1, False), sum(x, 0, False)"
    yield "x = tensor([[1, 0], [1, 1]], 'i64'); sum(x, 1, False), sum(x, 0, True)"
    yield "x = leaf(d(31, [])); sum(x, 0, False), sum(x, -1, False)"
    for f in ("mean", "amax", "amin", "var"):
        for dims in ("[0, 2]", "[0, 1]", "[-1, -2]", "[2, 0, 1]", "[1]"):
            for keep in (False, True):
                yield f"x = leaf(d(33, [2, 3, 2])); {call(f, 'x', dims, keep)}"
        yield f"x = leaf(transpose(d(34, [3, 2, 2]), 0, 2)); {call(f, 'x', '[0, 2]')}"
    for x in INPUTS:
        yield f"x = {x}; var(x, 0), var(x, -1, False), var(x, 0, False, True)"
    yield "var(ones([3, 1]), 1), var(ones([3, 1]), 1, False)"
    yield "x = tensor([[1.0, nan], [2.0, inf]]); var(x, 0), var(x, 1)"
    yield "var(add(n(35, [4]), 10000.0))"
    for x in INPUTS:
        yield f"x = {x}; cumsum(x, 0), cumsum(x, -1)"
    yield "x = leaf(n(36, [2, 0, 3])); cumsum(x, 1), cumsum(x, 2)"
    yield "x = leaf(n(37, [])); cumsum(x, 0)"
    yield "cumsum(i(38, 9, [4]), 0), cumsum(b(39, [4]), 0), cumsum(tensor([100, 100], 'u8'), 0), cumsum(i(40, 9, [3]), 0, 'f32')"
    yield "cumsum(tensor([1.0, nan, 2.0]), 0), cumsum(tensor([inf, -inf, 2.0]), 0)"


def softmaxes():
    for f in ("softmax", "log_softmax"):
        for x in INPUTS:
            yield f"x = {x}; {f}(x, 0), {f}(x, -1)"
        yield f"x = leaf(n(41, [2, 3, 2])); {f}(x, 1), {f}(x, -3)"
        yield f"x = leaf(n(42, [2, 0, 3])); {f}(x, 1), {f}(x, 2)"
        yield f"x = leaf(n(43, [])); {f}(x, 0), {f}(x, -1)"
        yield f"x = leaf(mul(n(44, [2, 40]), 5)); {f}(x, 1)"
        yield f"{f}(tensor([[nan, 1.0], [inf, 1.0], [-inf, 1.0], [-inf, -inf]]), 1)"
        yield f"{f}(tensor([[1e30, -1e30, 0.0], [88.0, 89.0, -200.0]]), 1)"
        yield f"x = leaf(n(45, [2, 3])); {f}(x, 1, 'f64')"
        yield f"{f}(i(46, 9, [2, 3]), 1, 'f32')"
        yield f"x = leaf(n(47, [3, 3])); {f}(masked_fill(x, eq(tril(ones([3, 3])), 0), -inf), 1)"
        yield f"x = leaf(n(48, [3, 1])); {f}(x, 1), {f}(expand(x, [3, 4]), 0)"
        yield f"x = leaf(n(49, [2, 3])); y = {f}(x, 1); mul(y, y), sum(y, 0)"


def orders():
    for x in ("leaf(d(57, [2, 5]))", "leaf(t(d(58, [5, 2])))", "leaf(d(59, [2, 2, 3]))"):
        for rest in ("2", "1, 0", "2, -1, False", "0", "2, 1"):
            yield f"x = {x}; topk(x, {rest})"
    yield "topk(tensor([nan, 1.0, inf, -inf]), 2), topk(i(60, 99, [6]), 3), topk(d(61, []), 1)"


def refused():
    for f in ("sum", "mean", "amax", "argmax"):
        yield f"{f}(n(71, [2, 3]), 2)"
        yield f"{f}(n(72, [2, 3]), -3)"
    for f in ("softmax", "log_softmax", "cumsum"):
        yield f"{f}(n(73, [2, 3]), 2)"
        yield f"{f}(n(74, [2, 3]), -3)"
    for f in ("mean", "amax"):
        yield f"{f}(n(75, [2, 3]), [0, 0])"
        yield f"{f}(n(76, [2, 3]), [1, -1])"
    yield "max(zeros([0]))"
    yield "argmax(zeros([2, 0]), 1)"
    for f in ("amax", "amin"):
        yield f"{f}(zeros([2, 0]), [1])"
    for f in ("mean", "var", "norm", "softmax", "log_softmax"):
        yield f"{f}(i(77, 9, [2, 3])" + (", 0)" if "softmax" in f else ")")
    for rest in ("4", "-1", "1, 2"):
        yield f"topk(n(78, [3]), {rest})"


GROUPS = {"reductions": over_everything, "reductions-dims": over_dimensions, "softmax": softmaxes, "order": orders}
