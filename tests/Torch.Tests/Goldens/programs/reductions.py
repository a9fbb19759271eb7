"""Programs on operations that bring many numbers to few, or to an order: sums, extremes, spread, softmax, sorting."""

INPUTS = ["leaf(d(1, [2, 3]))", "leaf(d(2, [2, 3, 2]))", "leaf(t(d(3, [3, 2])))", "leaf(tensor_slice(d(4, [2, 6]), 1, 0, 6, 2))", "leaf(double(d(5, [3, 2])))"]
FOR_ALL = ["sum", "mean", "prod", "var", "std", "max", "min", "norm"]
WITH_DIM = ["sum", "mean", "prod", "max", "min", "amax", "amin", "logsumexp", "all", "any", "argmax", "argmin"]


def call(f, x, dim, keep=False):
    if f in ("var", "std"):
        return f"{f}({x}, {dim}, True, {keep})"
    return f"{f}({x}, {dim}, {keep})"


def over_everything():
    for f in FOR_ALL:
        for x in INPUTS:
            yield f"x = {x}; {f}(x)"
        yield f"x = leaf(d(11, [])); {f}(x)" if f not in ("var", "std") else f"x = leaf(d(12, [1])); {f}(x, None, False)"
        yield f"x = leaf(expand(d(13, [2, 1]), [2, 3])); {f}(x)" if f not in ("max", "min") else f"x = leaf(d(14, [1, 1])); {f}(x)"
        yield f"{f}(tensor([1.0, nan, 2.0])), {f}(tensor([1.0, inf, 2.0])), {f}(tensor([inf, -inf]))"
    for f in ("argmax", "argmin"):
        for x in ("d(15, [2, 3])", "t(d(16, [3, 2]))", "i(17, 99, [5])", "tensor([1.0, nan, 2.0])", "d(18, [])"):
            yield f"{f}({x})"
    for f in ("all", "any"):
        for x in ("b(19, [2, 3])", "n(20, [3])", "i(21, 2, [4])", "zeros([3])", "ones([2, 2])", "zeros([0])", "tensor([nan])", "t(b(22, [3, 2]))"):
            yield f"{f}({x})"
    for f in ("sum", "prod"):
        for kind in ("i64", "i32", "i16", "i8", "u8", "b"):
            yield f"x = tensor([1, 0, 1, 1], '{kind}'); {f}(x), {f}(reshape(x, [2, 2]), 0)"
        yield f"{f}(zeros([0])), {f}(zeros([0, 3])), {f}(zeros([0], 'i64'))"
    yield "mean(zeros([0])), mean(zeros([0, 2]), [0]), norm(zeros([0])), var(ones([2]))"
    yield "count_nonzero(tensor([0.0, 1.0, nan, -0.0])), count_nonzero(i(24, 2, [2, 3])), count_nonzero(i(25, 2, [2, 3]), [0]), count_nonzero(b(26, [2, 3]), [0, 1])"
    yield "count_nonzero(zeros([0, 2])), count_nonzero(ones([0, 2]), [0])"
    for p in ("1", "2", "3", "inf", "-inf", "0.5"):
        yield f"x = leaf(a(27, [2, 3])); norm(x, None, False, {p}), norm(x, 1, False, {p}), norm(x, 0, True, {p})" if p not in ("inf", "-inf") else \
            f"x = leaf(d(28, [2, 3])); norm(x, None, False, {p}), norm(x, 1, False, {p})"
    yield "x = a(27, [2, 3]); norm(x, None, False, 0), norm(tensor([[0.0, 1.0]]), 1, True, 0)"
    yield "x = leaf(tensor([[0.0, 0.0], [3.0, 4.0]])); norm(x, 1)"
    yield "x = leaf(tensor([0.0, 0.0])); norm(x)"
    yield "x = leaf(tensor([2.0, 2.0, 1.0])); max(x), min(neg(x))"
    yield "x = leaf(tensor([[2.0, 2.0], [2.0, 1.0]])); amax(x, [0, 1]), amin(neg(x), [1])"


def over_dimensions():
    for f in WITH_DIM:
        kinds = INPUTS if f not in ("all", "any", "argmax", "argmin") else [x.replace("leaf", "") for x in INPUTS]
        for x in kinds[:4]:
            yield f"x = {x}; {call(f, 'x', 0)}, {call(f, 'x', -1, True)}"
        yield f"x = {kinds[1]}; {call(f, 'x', 1)}, {call(f, 'x', -2)}, {call(f, 'x', 0, True)}"
        yield f"x = {kinds[0].replace('[2, 3]', '[2, 0, 3]').replace('d(', 'n(')}; {call(f, 'x', 2)}, {call(f, 'x', 0)}"
        yield f"x = {kinds[0].replace('[2, 3]', '[1]')}; {call(f, 'x', 0)}, {call(f, 'x', -1, True)}"
        yield f"x = tensor([[1.0, nan, 2.0], [inf, 0.0, -inf]]); {call(f, 'x', 1)}, {call(f, 'x', 0)}"
    for f in ("sum", "prod", "all", "any"):
        yield f"x = zeros([2, 0]); {call(f, 'x', 1)}, {call(f, 'x', 0)}"
        yield f"x = tensor([[1, 0], [1, 1]], 'i64'); {call(f, 'x', 1)}, {call(f, 'x', 0, True)}"
        yield f"x = leaf(d(31, [])); {call(f, 'x', 0)}, {call(f, 'x', -1)}" if f in ("sum", "prod") else f"x = b(32, []); {call(f, 'x', 0)}"
    for f in ("sum", "mean", "amax", "amin", "var", "std"):
        for dims in ("[0, 2]", "[0, 1]", "[-1, -2]", "[2, 0, 1]", "[1]"):
            for keep in (False, True):
                yield f"x = leaf(d(33, [2, 3, 2])); {call(f, 'x', dims, keep)}"
        yield f"x = leaf(transpose(d(34, [3, 2, 2]), 0, 2)); {call(f, 'x', '[0, 2]')}"
    for f in ("var", "std"):
        for x in INPUTS:
            yield f"x = {x}; {f}(x, 0), {f}(x, -1, False), {f}(x, 0, False, True)"
        yield f"{f}(ones([3, 1]), 1), {f}(ones([3, 1]), 1, False)"
        yield f"x = tensor([[1.0, nan], [2.0, inf]]); {f}(x, 0), {f}(x, 1)"
        yield f"{f}(add(n(35, [4]), 10000.0))"
    for x in INPUTS:
        yield f"x = {x}; cumsum(x, 0), cumsum(x, -1)"
    yield "x = leaf(n(36, [2, 0, 3])); cumsum(x, 1), cumsum(x, 2)"
    yield "x = leaf(n(37, [])); cumsum(x, 0)"
    yield "cumsum(i(38, 9, [4]), 0), cumsum(b(39, [4]), 0), cumsum(tensor([100, 100], 'u8'), 0), cumsum(i(40, 9, [3]), 0, 'f32')"
    yield "cumsum(tensor([1.0, nan, 2.0]), 0), cumsum(tensor([inf, -inf, 2.0]), 0)"
    yield "x = leaf(tensor([[1000.0, 1000.5], [-1000.0, -1001.0], [88.0, -88.0]])); logsumexp(x, 1), logsumexp(x, 0)"
    yield "logsumexp(tensor([[-inf, -inf], [inf, 1.0]]), 1), logsumexp(zeros([2, 0]), 1)"
    yield "x = leaf(tensor([[0.0, 2.0, 3.0], [0.0, 0.0, 4.0], [1.0, 2.0, 3.0]])); prod(x, 1), prod(x)"


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
    for f in ("sort", "argsort"):
        for x in ("d(51, [2, 4])", "t(d(52, [4, 2]))", "i(53, 99, [5])", "d(54, [])", "tensor_slice(d(55, [8]), 0, 0, 8, 2)"):
            for rest in ("", ", 0", ", -1, True"):
                yield f"x = {x}; {f}(x{rest})"
    yield "x = leaf(d(56, [3, 3])); pick(sort(x, 0), 0), pick(sort(x, 1, True), 0)"
    yield "sort(tensor([nan, 1.0, inf, -inf, 0.0])), sort(tensor([nan, 1.0, inf]), 0, True), sort(zeros([0]))"
    yield "sort(tensor([2.0, 1.0, 2.0, 1.0])), sort(tensor([3, 1, 3, 1], 'i32'), 0, True)"
    for x in ("leaf(d(57, [2, 5]))", "leaf(t(d(58, [5, 2])))", "leaf(d(59, [2, 2, 3]))"):
        for rest in ("2", "1, 0", "2, -1, False", "0", "2, 1"):
            yield f"x = {x}; topk(x, {rest})"
    yield "topk(tensor([nan, 1.0, inf, -inf]), 2), topk(i(60, 99, [6]), 3), topk(d(61, []), 1)"
    for f in ("max", "min"):
        yield f"{f}(i(62, 99, [2, 3]), 0), {f}(i(63, 99, [4])), {f}(b(64, [3]))"
        yield f"x = leaf(d(65, [3, 4])); y = pick({f}(x, 1), 0); mul(y, y)"
        yield f"x = leaf(d(66, [2, 3])); pick({f}(t(x), 0, True), 0)"


def refused():
    for f in ("sum", "mean", "prod", "max", "amax", "argmax", "logsumexp", "all", "any"):
        yield f"{f}(n(71, [2, 3]), 2)"
        yield f"{f}(n(72, [2, 3]), -3)"
    for f in ("softmax", "log_softmax", "cumsum", "sort", "argsort"):
        yield f"{f}(n(73, [2, 3]), 2)"
        yield f"{f}(n(74, [2, 3]), -3)"
    for f in ("sum", "mean", "amax"):
        yield f"{f}(n(75, [2, 3]), [0, 0])"
        yield f"{f}(n(76, [2, 3]), [1, -1])"
    for f in ("max", "min", "argmax", "argmin"):
        yield f"{f}(zeros([0]))"
        yield f"{f}(zeros([2, 0]), 1)"
    for f in ("amax", "amin"):
        yield f"{f}(zeros([2, 0]), [1])"
    for f in ("mean", "var", "std", "norm", "softmax", "log_softmax"):
        yield f"{f}(i(77, 9, [2, 3])" + (", 0)" if "softmax" in f else ")")
    for rest in ("4", "-1", "1, 2"):
        yield f"topk(n(78, [3]), {rest})"
    yield "x = leaf(n(79, [2, 2])); backward(pick(sort(x), 1))"


GROUPS = {"reductions": over_everything, "reductions-dims": over_dimensions, "softmax": softmaxes, "order": orders}
