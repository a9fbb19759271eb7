"""Programs on operations that work element by element: functions of one number, arithmetic, comparisons, types."""

SMOOTH = ["exp", "tanh", "sigmoid", "sin", "cos", "erf", "expm1", "square", "silu", "gelu", "gelu_tanh", "neg"]
POSITIVE = ["log", "sqrt", "rsqrt", "log1p", "log2", "log10"]
AWAY = ["abs", "reciprocal", "relu", "leaky_relu", "sign", "floor", "ceil", "trunc", "round"]
TESTS = ["isnan", "isinf", "isfinite", "isposinf", "isneginf", "logical_not"]
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
ARITHMETIC = ["add", "sub", "mul", "div", "maximum", "minimum"]
STEPS = ["remainder", "div_floor", "div_trunc"]
COMPARISONS = ["eq", "ne", "lt", "le", "gt", "ge"]
TRUTH = ["logical_and", "logical_or", "logical_xor"]
BITS = ["bitwise_and", "bitwise_or", "bitwise_xor"]
TYPES = ["f32", "f64", "i64", "i32", "i16", "i8", "u8", "b"]
IN_PLACE = ["abs_", "neg_", "exp_", "log_", "sqrt_", "rsqrt_", "tanh_", "sigmoid_", "sin_", "cos_", "erf_", "log1p_", "expm1_", "log2_", "log10_",
            "reciprocal_", "relu_", "silu_", "gelu_", "sign_", "floor_", "ceil_", "trunc_", "round_"]


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
        if f not in ("silu", "gelu", "gelu_tanh", "leaky_relu", "floor", "ceil", "trunc", "round"):
            yield f"x = tensor([1, 2, 3], 'i64'); {f}(x)"
        if f not in ("silu", "gelu", "gelu_tanh", "leaky_relu", "floor", "ceil", "trunc", "round", "neg", "relu", "abs", "sign"):
            yield f"x = tensor([True, False], 'b'); {f}(x)"
    for f in TESTS:
        yield f"{f}({SPECIAL})"
        yield f"{f}(i(28, 3, [2, 2]))"
        yield f"{f}(b(29, [4]))"
        yield f"{f}(n(30, [0]))"
    for decimals in (1, 2, -1):
        yield f"x = leaf(mul(n(31, [5]), 7.123)); round(x, {decimals})"
    yield "x = tensor([0.5, 1.5, 2.5, -0.5, -1.5]); round(x), floor(x), ceil(x), trunc(x)"
    yield "x = leaf(n(32, [3])); positive(x), negative(x), absolute(x)"
    yield "bitwise_not(tensor([0, 1, -5], 'i64')), bitwise_not(tensor([0, 200], 'u8')), bitwise_not(b(33, [3]))"
    for f in ("sigmoid", "tanh", "gelu", "gelu_tanh", "silu", "exp", "expm1", "erf", "log1p"):
        yield f"{f}(tensor([-120.0, -90.0, -30.0, -9.0, -0.999, -1e-4, 0.0, 1e-4, 9.0, 30.0, 88.0, 120.0]))"


def functions_in_place():
    for f in IN_PLACE:
        yield f"x = leaf(p(41, [2, 3])); y = mul(x, 1.5); {f}(y); y"
        yield f"x = leaf(p(42, [2, 3])); y = mul(x, 1.5); {f}(select(y, 1, 1)); y"
        yield f"x = p(43, [3, 2]); y = t(x); {f}(y); x, y"
        yield f"x = p(44, [2, 4]); {f}(tensor_slice(x, 1, 0, 4, 2)); x"
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
    for pair in PAIRS:
        yield f"{pair.replace('a(', 'p(')}; pow(x, y)"
    for f in STEPS:
        for pair in PAIRS:
            yield f"{pair}; {f}(x, y)"
        yield f"x = tensor([5.5, -5.5, 5.5, -5.5, 0.0, 1.0, 7.0]); y = tensor([2.0, 2.0, -2.0, -2.0, 3.0, inf, 0.0]); {f}(x, y)"
        yield f"x = tensor([7, -7, 7, -7, 6], 'i64'); y = tensor([2, 2, -2, -2, -3], 'i64'); {f}(x, y)"
        yield f"x = tensor([7, -7, 100], 'i32'); {f}(x, 2), {f}(x, -3), {f}(x, 2.5)"
        yield f"x = leaf(a(51, [4])); {f}(x, 1.25), {f}(x, -2)"
    for f in ("add", "sub", "mul", "div", "remainder", "floor_divide", "pow"):
        for kind in ("tensor([1.5, 2.0])", "tensor([2, 3], 'i64')", "tensor([2, 3], 'u8')", "tensor([2, 3], 'i8')", "tensor([2.5], 'f64')"):
            yield f"x = {kind}; {f}(x, 2), {f}(x, 1.5)"
    for f in ("add", "mul"):
        yield f"x = b(52, [3]); {f}(x, 2), {f}(x, 1.5), {f}(x, True)"
    yield "x = leaf(a(53, [2, 2])); scalar_sub(2, x), scalar_div(3.5, x), scalar_add(1, x), scalar_mul(-2.5, x)"
    yield "x = tensor([1, 2, 4], 'i64'); scalar_sub(2, x), scalar_div(3, x), scalar_add(1.5, x), scalar_mul(2, x)"
    yield "x = leaf(a(54, [2, 2])); y = leaf(a(55, [2])); plus(x, y), minus(x, y), times(x, y), over(x, y)"
    yield "x = a(56, [2, 2]); y = a(57, [2]); modulo(x, y), less_than(x, y), greater_than(x, y)"
    yield "x = leaf(a(58, [3])); y = leaf(a(59, [3])); multiply(x, y), subtract(x, y), divide(x, y), true_divide(x, y)"
    yield "x = leaf(a(60, [3])); multiply(x, 2), subtract(x, 2), divide(x, 2), true_divide(x, 2)"
    for alpha in ("2", "-1", "0.5", "0"):
        yield f"x = leaf(n(61, [2, 3])); y = leaf(n(62, [3])); add(x, y, {alpha})"
    yield "x = i(63, 9, [3]); y = i(64, 9, [3]); add(x, y, 3), add(x, 2, 4)"
    for exponent in ("2", "3", "-1", "0", "0.5", "-0.5", "1", "2.5", "-2"):
        yield f"x = leaf(p(65, [4])); pow(x, {exponent})"
    for exponent in ("2", "3", "-1", "0", "1"):
        yield f"x = leaf(a(66, [4])); pow(x, {exponent})"
    yield "pow(tensor([0.0, 0.0, -1.0, inf, nan]), tensor([0.0, -1.0, 0.5, -1.0, 0.0]))"
    yield "x = tensor([2, -3, 0], 'i64'); pow(x, 0), pow(x, 5), pow(x, tensor([3, 3, 0], 'i64')), pow(x, 2.0)"
    for low, high in (("-0.5", "1"), ("None", "0.25"), ("-0.25", "None"), ("1", "-1")):
        yield f"x = leaf(d(67, [2, 4])); clamp(x, {low}, {high}), clip(x, {low}, {high})"
    yield "x = leaf(d(68, [2, 3])); clamp_min(x, 0.1), clamp_max(x, 0.1)"
    yield "x = i(69, 9, [5]); clamp(x, 2, 6), clamp_min(x, 3)"
    yield "x = leaf(d(70, [2, 3])); y = leaf(sub(d(71, [3]), 0.3)); clamp_t(x, y), clamp_t(x, None, y), clamp_t(x, y, add(y, 0.4))"
    yield "x = tensor([nan, 1.0, -inf, inf]); clamp(x, -1, 1), clamp_min(x, 0)"
    for pair in PAIRS[:3]:
        yield f"{pair}; max2(x, y), min2(x, y)"


def arithmetic_in_place():
    for f in ("add_", "sub_", "mul_", "div_", "pow_"):
        yield f"x = leaf(p(81, [2, 3])); y = leaf(p(82, [3])); z = mul(x, 1.5); {f}(z, y); z"
        yield f"x = leaf(p(83, [2, 3])); y = leaf(p(84, [2])); z = mul(x, 1.5); {f}(select(z, 1, 0), y); z"
        yield f"x = leaf(p(85, [2, 3])); z = mul(x, 1.5); {f}(z, 2); {f}(t(z), 0.5); z"
        yield f"x = p(86, [3, 2]); {f}(t(x), p(87, [2, 3])); x"
        yield f"x = p(88, [2, 3]); {f}(x, x); x"
        yield f"x = p(89, [0, 3]); {f}(x, p(90, [3])); x"
    for f in ("add_", "sub_", "mul_"):
        yield f"x = i(91, 9, [2, 3]); {f}(x, 3); {f}(x, i(92, 5, [3])); x"
        yield f"x = double(n(93, [3])); {f}(x, n(94, [3])); {f}(x, 2); x"
    yield "x = n(80, [2, 3]); subtract_(x, n(79, [3])); subtract_(x, 2); x"
    yield "x = i(95, 99, [4]); div_floor_(x, 7); y = i(96, 99, [4]); div_trunc_(y, 7); x, y"
    yield "x = n(97, [4]); div_floor_(x, 0.75); y = n(98, [4]); div_trunc_(y, 0.75); x, y"
    for alpha in ("2", "-0.5"):
        yield f"x = leaf(n(99, [2, 3])); y = leaf(n(100, [3])); z = mul(x, 2); add_(z, y, {alpha}); z"
    for low, high in (("-0.5", "1"), ("None", "0.25")):
        yield f"x = leaf(d(101, [2, 4])); y = mul(x, 2); clamp_(y, {low}, {high}); y"
    yield "x = leaf(d(102, [2, 3])); y = mul(x, 1); m = b(103, [3]); masked_fill_(y, m, 2.5); y"
    yield "x = leaf(d(104, [4, 4])); y = mul(x, 1); tril_(y); triu_(y, -1); y"


def comparisons():
    values = "x = tensor([1.0, 2.0, nan, inf, -inf, 0.0]); y = tensor([2.0, 2.0, nan, inf, 0.0, -0.0])"
    for f in COMPARISONS:
        yield f"{values}; {f}(x, y), {f}(x, 2), {f}(x, 0.5)"
        for pair in PAIRS[1:8]:
            yield f"{pair.replace('leaf', '')}; {f}(x, y)"
        yield f"x = i(111, 4, [3]); y = i(112, 4, [2, 3]); {f}(x, y), {f}(x, 2), {f}(x, 1.5), {f}(x, p(113, [3]))"
        yield f"x = b(114, [4]); {f}(x, b(115, [4])), {f}(x, 1)"
    for f in ("not_equal", "less", "less_equal", "greater", "greater_equal", "equal"):
        yield f"{values}; {f}(x, y)"
    for f in TRUTH:
        yield f"{f}(b(116, [2, 3]), b(117, [3]))"
        yield f"{f}(n(118, [3]), tensor([0.0, 1.0, nan]))"
        yield f"{f}(i(119, 2, [4]), b(120, [4]))"
        yield f"{f}(b(121, [0]), b(122, [1]))"
    for f in BITS:
        for kind in ("b(123, [2, 3]), b(124, [3])", "i(125, 99, [4]), i(126, 99, [4])", "tensor([200, 7], 'u8'), tensor([15, 9], 'u8')",
                     "tensor([-1, 6], 'i32'), tensor([3, 3], 'i64')", "b(127, [3]), i(128, 9, [3])"):
            yield f"{f}({kind})"
    yield f"{values}; isclose(x, y), isclose(x, y, 1e-5, 1e-8, True), isclose(x, y, 0.6), isclose(x, y, 0.0, 1.5)"
    yield "x = tensor([1.0, 2.0]); allclose(x, x), allclose(x, add(x, 1e-7)), allclose(x, add(x, 0.1)), allclose(x, add(x, 0.1), 0.2)"


def types():
    for first in range(len(TYPES)):
        for second in range(first, len(TYPES)):
            one, two = TYPES[first], TYPES[second]
            yield f"x = tensor([1, 0, 1], '{one}'); y = tensor([1, 1, 0], '{two}'); add(x, y), mul(x, y), div(x, add(y, 1)), maximum(x, y), eq(x, y)"
            if one != two:
                yield f"x = tensor([1, 2], '{one}'); y = tensor(1, '{two}'); add(x, y), mul(y, x), where(tensor([True, False]), x, y), cat([x, reshape(y, [1])])"
    for source in TYPES:
        values = "[0, 1, 1]" if source == "b" else "[0, 3, 100]" if source in ("u8", "i8") else "[0, 1, -2]"
        yield "x = tensor(%s, '%s'); %s" % (values, source, ", ".join(f"cast(x, '{target}')" for target in TYPES))
    yield "x = tensor([1.9, -1.9, 0.4, -0.0]); long(x), int(x), bool(x), double(x), float(x)"
    yield "x = tensor([1.5, -2.5]); to_type(x, 'f64'), short(x), byte(abs(x))"
    yield "x = tensor([300, -1, 65537], 'i64'); cast(x, 'u8'), cast(x, 'i8'), cast(x, 'i16'), cast(x, 'i32')"
    yield "x = leaf(n(131, [3])); double(x), mul(double(x), x), cast(x, 'f32')"
    yield "x = leaf(n(132, [2, 2])); y = double(n(133, [2])); add(x, y), type_as(x, y)"
    yield "x = tensor([127, -128], 'i8'); add(x, 1), mul(x, 2), neg(x), abs(x)"
    yield "x = tensor([250, 5], 'u8'); add(x, 10), sub(x, 6), neg(x)"
    yield "x = tensor([2147483647], 'i32'); add(x, 1), mul(x, x), sum(x)"


def refused():
    for f in ("add", "sub", "mul", "div", "maximum", "pow", "eq", "lt", "logical_and", "remainder"):
        yield f"{f}(n(141, [2, 3]), n(142, [4]))"
        yield f"{f}(n(143, [2, 3]), n(144, [3, 2]))"
    for f in ("add_", "sub_", "mul_", "div_"):
        yield f"{f}(n(145, [3]), n(146, [2, 3]))"
        yield f"{f}(i(147, 9, [3]), 1.5)"
        yield f"{f}(i(148, 9, [3]), n(149, [3]))"
        yield f"{f}(expand(n(150, [1, 3]), [2, 3]), 1)"
        yield f"{f}(leaf(n(151, [3])), 1)"
    for f in ("exp_", "sqrt_", "tanh_", "sigmoid_"):
        yield f"{f}(i(152, 9, [3]))"
        yield f"{f}(leaf(p(153, [3])))"
    for f in BITS:
        yield f"{f}(n(154, [3]), n(155, [3]))"
    yield "bitwise_not(n(156, [3]))"
    yield "sub(b(157, [3]), b(158, [3]))"
    yield "neg(b(159, [3]))"
    yield "pow(tensor([2, 3], 'i64'), -1)"
    yield "div_floor(tensor([2, 3], 'i64'), 0)"
    yield "remainder(tensor([2, 3], 'i64'), 0)"
    yield "clamp(n(160, [3]))"
    yield "isclose(n(161, [3]), double(n(162, [3])))"
    yield "leaf(tensor([1, 2], 'i64'))"
    yield "where(n(163, [3]), n(164, [3]), n(165, [3]))"


GROUPS = {
    "functions": functions, "functions-in-place": functions_in_place, "arithmetic": arithmetic, "arithmetic-in-place": arithmetic_in_place,
    "comparisons": comparisons, "types": types,
}
