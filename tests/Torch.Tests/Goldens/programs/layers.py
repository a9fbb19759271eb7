"""Programs on matrix products, layers and losses."""

SHAPES = {0: "[]", 1: "[3]", 2: "[2, 3]", 3: "[2, 2, 3]", 4: "[2, 1, 2, 3]"}
RIGHT = {1: "[3]", 2: "[3, 4]", 3: "[2, 3, 2]", 4: "[2, 2, 3, 2]"}
HOW = ["mean", "sum", "none"]


def products():
    for left in (1, 2, 3, 4):
        for right in (1, 2, 3, 4):
            yield f"x = leaf(n(1, {SHAPES[left]})); y = leaf(n(2, {RIGHT[right]})); matmul(x, y)"
            if left > 1 and right > 1:
                yield (f"x = leaf(transpose(n(3, {SHAPES[left]}), -1, -2)); y = leaf(transpose(n(4, {RIGHT[right]}), -1, -2)); "
                       "matmul(transpose(x, -1, -2), transpose(y, -1, -2))")
    for x, y in (("[0, 3]", "[3, 2]"), ("[2, 0]", "[0, 3]"), ("[2, 3]", "[3, 0]"), ("[0]", "[0]"), ("[0, 2, 3]", "[3, 2]"), ("[2, 0, 3]", "[2, 3, 2]"), ("[2, 2, 0]", "[0]")):
        yield f"x = leaf(n(5, {x})); y = leaf(n(6, {y})); matmul(x, y)"
    for f, x, y in (("bmm", "[2, 3, 4]", "[2, 4, 2]"), ("bmm", "[0, 3, 4]", "[0, 4, 2]")):
        for cast in ("", "double"):
            yield f"x = leaf({cast}(n(7, {x}))); y = leaf({cast}(n(8, {y}))); {f}(x, y)"
        yield f"{f}(i(9, 9, {x}), i(10, 9, {y}))"
    yield "x = leaf(n(11, [17, 33])); y = leaf(n(12, [33, 19])); sum(matmul(x, y), 0), sum(matmul(x, y), 1)"
    yield "x = leaf(n(13, [3, 4])); matmul(x, t(x)), matmul(t(x), x)"
    yield "x = leaf(expand(n(14, [1, 3]), [2, 3])); y = leaf(expand(n(15, [3, 1]), [3, 4])); matmul(x, y)"
    yield "matmul(tensor([[1.0, nan], [inf, 0.0]]), tensor([[0.0, 1.0], [0.0, 0.0]]))"
    yield "matmul(i(18, 99, [2, 3]), i(19, 99, [3, 2])), matmul(i(20, 9, [3]), i(21, 9, [3])), matmul(cast(i(22, 9, [2, 2]), 'i32'), cast(i(23, 9, [2]), 'i32'))"


def layers():
    for x in ("n(41, [3])", "n(42, [2, 3])", "n(43, [2, 2, 3])", "t(n(44, [3, 2]))", "n(45, [0, 3])", "expand(n(46, [3]), [2, 3])"):
        yield f"x = leaf({x}); w = leaf(n(47, [4, 3])); v = leaf(n(48, [4])); linear(x, w, v)"
        yield f"x = leaf({x}); w = leaf(t(n(49, [3, 4]))); linear(x, w)"
    yield "x = leaf(double(n(50, [2, 3]))); w = leaf(double(n(51, [4, 3]))); v = leaf(double(n(52, [4]))); linear(x, w, v)"
    yield "x = leaf(n(53, [2, 3])); w = leaf(n(54, [3, 3])); y = linear(x, w); linear(y, w)"
    yield "x = n(55, [2, 3]); w = leaf(n(56, [1, 3])); v = leaf(n(57, [1])); linear(x, w, v)"
    for at in ("tensor([0, 2, 0], 'i64')", "tensor([[1, 1], [4, 0]], 'i64')", "tensor(3, 'i64')", "zeros([0], 'i64')", "tensor([4, 4], 'i32')"):
        yield f"w = leaf(n(58, [5, 3])); embedding(w, {at})"
        yield f"w = leaf(t(n(59, [3, 5]))); embedding(w, {at})"
    for x in ("n(60, [2, 4])", "n(61, [2, 3, 4])", "t(n(62, [4, 2]))", "n(63, [4])", "n(64, [0, 4])", "double(n(65, [2, 4]))"):
        kind = "double" if "double" in x else ""
        yield f"x = leaf({x}); w = leaf({kind}(n(66, [4]))); v = leaf({kind}(n(67, [4]))); layer_norm(x, [4], w, v)"
        yield f"x = leaf({x}); layer_norm(x, [4])"
        yield f"x = leaf({x}); w = leaf({kind}(n(68, [4]))); layer_norm(x, [4], w, None, 0.1)"
    yield "x = leaf(n(69, [2, 3, 4])); w = leaf(n(70, [3, 4])); layer_norm(x, [3, 4], w), layer_norm(x, [2, 3, 4])"
    yield "x = leaf(n(71, [3, 1])); mul(layer_norm(x, [1]), 0), layer_norm(ones([2, 4]), [4]), layer_norm(tensor([[1.0, nan, 2.0]]), [3])"
    yield "x = leaf(add(double(n(72, [2, 6])), 1000.0)); layer_norm(x, [6])"
    for q, k, v in (("[2, 2, 3, 4]", "[2, 2, 3, 4]", "[2, 2, 3, 4]"), ("[1, 2, 3]", "[1, 4, 3]", "[1, 4, 3]"), ("[3, 2]", "[3, 2]", "[3, 5]"), ("[1, 1, 1, 8]", "[1, 1, 1, 8]", "[1, 1, 1, 8]"),
                    ("[2, 1, 5, 2]", "[2, 1, 5, 2]", "[2, 1, 5, 2]")):
        yield f"x = leaf(n(85, {q})); y = leaf(n(86, {k})); z = leaf(n(87, {v})); attention(x, y, z)"
        if q[:-2] == k[:-2]:
            yield f"x = leaf(n(88, {q})); y = leaf(n(89, {k})); z = leaf(n(90, {v})); attention(x, y, z, None, True)"
    yield "x = leaf(n(91, [2, 3, 4])); m = tril(ones([3, 3], 'b')); attention(x, x, x, m), attention(x, x, x, n(92, [3, 3]))"
    yield "x = leaf(n(93, [2, 4, 12])); y = split(x, 4, 2); attention(pick(y, 0), pick(y, 1), pick(y, 2), None, True)"
    yield "x = leaf(double(n(94, [2, 3, 4]))); attention(x, x, x, None, True)"
    for p in ("0.0", "1.0"):
        yield f"x = leaf(n(95, [2, 3])); dropout(x, {p}, True), dropout(x, {p}, False)"
    yield "x = leaf(n(96, [2, 3])); dropout(x, 0.5, False)"


def losses():
    for how in HOW:
        classes = "k = tensor([1, 0, 4, 2], 'i64')"
        yield f"x = leaf(n(101, [4, 5])); {classes}; cross_entropy(x, k, None, -100, '{how}')"
        yield f"x = leaf(t(n(102, [5, 4]))); {classes}; cross_entropy(x, k, None, 4, '{how}')"
        yield f"x = leaf(n(103, [4, 5])); {classes}; cross_entropy(x, k, p(104, [5]), -100, '{how}')"
        yield f"x = leaf(n(105, [4, 5])); {classes}; cross_entropy(x, k, None, -100, '{how}', 0.2)"
        yield f"x = leaf(n(106, [4, 5])); {classes}; cross_entropy(x, k, p(107, [5]), 0, '{how}', 0.1)"
        yield f"x = leaf(double(n(108, [4, 5]))); {classes}; cross_entropy(x, k, None, -100, '{how}')"
        yield f"x = leaf(n(109, [2, 5, 2])); k = tensor([[1, 0], [4, 2]], 'i64'); cross_entropy(x, k, None, -100, '{how}')"
        yield f"x = leaf(n(110, [5])); k = tensor(3, 'i64'); cross_entropy(x, k, None, -100, '{how}')"
        yield f"x = leaf(n(111, [4, 5])); y = softmax(n(112, [4, 5]), 1); cross_entropy(x, y, None, -100, '{how}')"
        yield f"x = leaf(n(113, [4, 5])); y = softmax(n(114, [4, 5]), 1); cross_entropy(x, y, p(115, [5]), -100, '{how}', 0.1)"
        chance = "x = leaf(sigmoid(n(125, [2, 3]))); y = sigmoid(n(126, [2, 3]))"
    yield "x = leaf(tensor([[1000.0, -1000.0], [0.0, 0.0]])); cross_entropy(x, tensor([1, 0], 'i64'))"
    yield "x = leaf(n(134, [2, 3])); cross_entropy(x, tensor([-100, -100], 'i64'))"
    yield "x = leaf(n(135, [2, 3])); cross_entropy(x, tensor([-100, -100], 'i64'), None, -100, 'sum')"
    yield "cross_entropy(tensor([[nan, 1.0], [inf, 1.0]]), tensor([0, 1], 'i64'), None, -100, 'none')"
    yield "x = leaf(n(136, [2, 3])); y = cross_entropy(x, tensor([0, 1], 'i64')); mul(y, y), add(y, 1)"


def refused():
    for program in ("matmul(n(141, [2, 3]), n(142, [2, 3]))", "matmul(n(143, [3]), n(144, [2]))", "matmul(n(145, []), n(146, [2]))", "matmul(n(147, [2]), n(148, []))", "matmul(n(149, [2, 3, 4]), n(150, [3, 4, 2]))",
                    "matmul(n(151, [2, 3]), i(152, 9, [3, 2]))", "matmul(n(153, [2, 3]), double(n(154, [3, 2])))",
                    "bmm(n(161, [2, 3]), n(162, [3, 2]))", "bmm(n(163, [2, 3, 4]), n(164, [3, 4, 2]))", "bmm(n(165, [2, 3, 4]), n(166, [2, 3, 4]))", "linear(n(186, [2, 3]), n(187, [4, 2]))", "linear(n(188, [2, 3]), n(189, [4, 3]), n(190, [3]))", "linear(n(191, [2, 3]), double(n(192, [4, 3])))",
                    "linear(i(193, 9, [2, 3]), n(194, [4, 3]))", "embedding(n(195, [5, 3]), tensor([5], 'i64'))", "embedding(n(196, [5, 3]), tensor([-1], 'i64'))", "embedding(n(197, [5, 3]), tensor([0.0]))",
                    "layer_norm(n(198, [2, 3]), [4])", "layer_norm(n(199, [2, 3]), [2])", "layer_norm(n(200, [2, 3]), [3], n(201, [2]))", "layer_norm(n(202, [2, 3]), [])", "layer_norm(i(203, 9, [2, 3]), [3])", "dropout(n(209, [3]), 1.5)", "dropout(n(210, [3]), -0.1)",
                    "cross_entropy(n(211, [2, 3]), tensor([3, 0], 'i64'))", "cross_entropy(n(212, [2, 3]), tensor([-1, 0], 'i64'))", "cross_entropy(n(213, [2, 3]), tensor([0], 'i64'))", "cross_entropy(n(214, [2, 3]), tensor([0, 1], 'i32'))",
                    "cross_entropy(n(215, [2, 3]), n(216, [2, 4]))", "cross_entropy(n(217, [2, 3]), tensor([0, 1], 'i64'), p(218, [2]))", "cross_entropy(n(219, [2, 3]), tensor([0, 1], 'i64'), None, -100, 'mean', 1.5)"):
        yield program


GROUPS = {"products": products, "layers": layers, "losses": losses}
