"""Programs on operations that work element by element: functions of one number, arithmetic, comparisons, types."""

SMOOTH = ["exp", "tanh", "sigmoid", "sin", "cos", "erf", "square", "gelu", "gelu_tanh", "neg"]
POSITIVE = ["log", "sqrt", "rsqrt"]
AWAY = ["abs", "relu", "sign"]
SPECIAL = "tensor([nan, inf, -inf, 0.0, -0.0, 1e-30, 1e30, -1.0, 0.5, -0.5, 1.5, 2.5])"

SAME = "x = leaf(a(1, [2, 3])); y = leaf(p(2, [2, 3]))"
PAIRS = [
    SAME,
    "x = leaf(a(3, [2, 3])); y = leaf(p(4, [3]))",
    "x = leaf(a(5, [2, 1])); y = leaf(p(6, [1, 3]))",
    "x = leaf(a(7, [])); y = leaf(p(8, [2, 2]))",
    "x = leaf(a(9, [2, 1, 2])); y = leaf(p(10, [3, 1]))",
    "x = leaf(t(a(11, [3, 2]))); y = leaf(p(12, [2, 3]))",
    "x = leaf(a(13, [0, 3])); y = leaf(p(14, [1, 3]))",
    "x = leaf(tensor_slice(a(15, [2, 6]), 1, 0, 6, 2)); y = leaf(expand(p(16, [3]), [2, 3]))",
    "x = leaf(double(a(17, [3]))); y = leaf(p(18, [3]))",
]
ARITHMETIC = ["add", "sub", "mul", "div"]
TYPES = ["f32", "f64", "i64", "i32", "i16", "i8", "u8", "b"]


def functions():
    for f in SMOOTH + POSITIVE + AWAY:
        kind = "p" if f in POSITIVE else "a" if f in AWAY else "n"
        yield f"x = leaf({kind}(21, [2, 3])); {f}(x)"
        yield f"x = leaf(t({kind}(22, [3, 2]))); {f}(x)"
        yield f"x = leaf(tensor_slice({kind}(23, [2, 6]), 1, 1, 6, 2)); {f}(x)"
        yield f"x = leaf({kind}(24, [0, 3])); {f}(x)"
        yield f"x = leaf({kind}(25, [])); {f}(x)"
        yield f"x = leaf(expand({kind}(26, [2, 1]), [2, 3])); {f}(x)"
        yield f"x = leaf(double({kind}(27, [4]))); {f}(x)"
        yield f"{f}({SPECIAL})"
    for f in SMOOTH + POSITIVE + AWAY:
        if f not in ("gelu", "gelu_tanh"):
            yield f"x = tensor([1, 2, 3], 'i64'); {f}(x)"
        if f not in ("gelu", "gelu_tanh", "neg", "relu", "abs", "sign"):
            yield f"x = tensor([True, False], 'b'); {f}(x)"
    yield f"logical_not({SPECIAL})"
    yield "logical_not(i(28, 3, [2, 2]))"
    yield "logical_not(b(29, [4]))"
    yield "logical_not(n(30, [0]))"
    for f in ("sigmoid", "tanh", "gelu", "gelu_tanh", "exp", "erf"):
        yield f"{f}(tensor([-120.0, -90.0, -30.0, -9.0, -0.999, -1e-4, 0.0, 1e-4, 9.0, 30.0, 88.0, 120.0]))"


def functions_in_place():
    yield "x = leaf(p(41, [2, 3])); y = mul(x, 1.5); relu_(y); y"
    yield "x = leaf(p(42, [2, 3])); y = mul(x, 1.5); relu_(select(y, 1, 1)); y"
    yield "x = p(43, [3, 2]); y = t(x); relu_(y); x, y"
    yield "x = p(44, [2, 4]); relu_(tensor_slice(x, 1, 0, 4, 2)); x"
    for value in ("2", "0.5", "True"):
        yield f"x = n(45, [2, 3]); fill_(select(x, 0, 1), {value}); x"
        yield f"x = i(46, 9, [2, 3]); fill_(x, {value}); x"
        yield f"x = leaf(n(47, [2, 3])); y = mul(x, 2); fill_(narrow(y, 1, 0, 2), {value}); y"
    yield "x = leaf(n(48, [2, 3])); y = mul(x, 2); zero_(select(y, 0, 0)); mul(y, x)"


def arithmetic():
    for f in ARITHMETIC:
        for pair in PAIRS:
            yield f"{pair}; {f}(x, y)"
        yield f"x = tensor([nan, inf, -inf, 0.0, 1.0]); y = tensor([1.0, -inf, inf, 0.0, nan]); {f}(x, y), {f}(y, x)"
    for f in ("add", "mul", "div", "pow"):
        for kind in ("tensor([1.5, 2.0])", "tensor([2, 3], 'i64')", "tensor([2, 3], 'u8')", "tensor([2, 3], 'i8')", "tensor([2.5], 'f64')"):
            yield f"x = {kind}; {f}(x, 2), {f}(x, 1.5)"
    for f in ("add", "mul"):
        yield f"x = b(52, [3]); {f}(x, 2), {f}(x, 1.5), {f}(x, True)"
    yield "x = leaf(a(54, [2, 2])); y = leaf(a(55, [2])); plus(x, y), minus(x, y), times(x, y), over(x, y)"
    for exponent in ("2", "3", "-1", "0", "0.5", "-0.5", "1", "2.5", "-2"):
        yield f"x = leaf(p(65, [4])); pow(x, {exponent})"
    for exponent in ("2", "3", "-1", "0", "1"):
        yield f"x = leaf(a(66, [4])); pow(x, {exponent})"


def arithmetic_in_place():
    yield "x = leaf(p(81, [2, 3])); y = leaf(p(82, [3])); z = mul(x, 1.5); add_(z, y); z"
    yield "x = leaf(p(83, [2, 3])); y = leaf(p(84, [2])); z = mul(x, 1.5); add_(select(z, 1, 0), y); z"
    for f in ("add_", "mul_"):
        yield f"x = leaf(p(85, [2, 3])); z = mul(x, 1.5); {f}(z, 2); {f}(t(z), 0.5); z"
    yield "x = p(86, [3, 2]); add_(t(x), p(87, [2, 3])); x"
    yield "x = p(88, [2, 3]); add_(x, x); x"
    yield "x = p(89, [0, 3]); add_(x, p(90, [3])); x"
    yield "x = i(91, 9, [2, 3]); add_(x, 3); add_(x, i(92, 5, [3])); x"
    yield "x = double(n(93, [3])); add_(x, n(94, [3])); add_(x, 2); x"
    for alpha in ("2", "-0.5"):
        yield f"x = leaf(n(99, [2, 3])); y = leaf(n(100, [3])); z = mul(x, 2); add_(z, y, {alpha}); z"


def comparisons():
    yield "x = tensor([1.0, 2.0, nan, inf, -inf, 0.0]); y = tensor([2.0, 2.0, nan, inf, 0.0, -0.0]); eq(x, y), eq(x, 2), eq(x, 0.5)"
    for pair in PAIRS[1:8]:
        yield f"{pair.replace('leaf', '')}; eq(x, y)"
    yield "x = i(111, 4, [3]); y = i(112, 4, [2, 3]); eq(x, y), eq(x, 2), eq(x, 1.5), eq(x, p(113, [3]))"
    yield "x = b(114, [4]); eq(x, b(115, [4])), eq(x, 1)"
    for f in ("ne", "lt", "le", "gt", "ge"):
        yield f"x = tensor([1.0, 2.0, nan, inf, -inf, 0.0]); {f}(x, 2), {f}(x, 0.5)"
        yield f"x = i(111, 4, [3]); {f}(x, 2), {f}(x, 1.5)"
        yield f"x = b(114, [4]); {f}(x, 1)"


def types():
    for source in TYPES:
        values = "[0, 1, 1]" if source == "b" else "[0, 3, 100]" if source in ("u8", "i8") else "[0, 1, -2]"
        yield "x = tensor(%s, '%s'); %s" % (values, source, ", ".join(f"cast(x, '{target}')" for target in TYPES))
    yield "x = tensor([300, -1, 65537], 'i64'); cast(x, 'u8'), cast(x, 'i8'), cast(x, 'i16'), cast(x, 'i32')"
    yield "x = leaf(n(131, [3])); double(x), mul(double(x), x), cast(x, 'f32')"
    yield "x = tensor([127, -128], 'i8'); add(x, 1), mul(x, 2), neg(x), abs(x)"
    yield "x = tensor([2147483647], 'i32'); add(x, 1), mul(x, x), sum(x)"
    yield "x = tensor([1.9, -1.9, 0.4, -0.0]); long(x), bool(x), double(x)"


def refused():
    for f in ("add", "sub", "mul", "div", "eq"):
        yield f"{f}(n(141, [2, 3]), n(142, [4]))"
        yield f"{f}(n(143, [2, 3]), n(144, [3, 2]))"
    yield "add_(n(145, [3]), n(146, [2, 3]))"
    yield "add_(i(148, 9, [3]), n(149, [3]))"
    for f in ("add_", "mul_"):
        yield f"{f}(i(147, 9, [3]), 1.5)"
        yield f"{f}(expand(n(150, [1, 3]), [2, 3]), 1)"
        yield f"{f}(leaf(n(151, [3])), 1)"
    yield "sub(b(157, [3]), b(158, [3]))"
    yield "neg(b(159, [3]))"
    yield "pow(tensor([2, 3], 'i64'), -1)"
    yield "leaf(tensor([1, 2], 'i64'))"


GROUPS = {
    "functions": functions, "functions-in-place": functions_in_place, "arithmetic": arithmetic, "arithmetic-in-place": arithmetic_in_place,
    "comparisons": comparisons, "types": types,
}
