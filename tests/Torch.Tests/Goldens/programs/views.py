"""Programs on views, indices, copies and new tensors."""

TWO = "x = leaf(n(1, [2, 6]))"
THREE = "x = leaf(n(2, [2, 3, 4]))"
TURNED = "x = leaf(transpose(n(3, [4, 3, 2]), 0, 2))"


def shapes():
    for sizes in ("[12]", "[3, 4]", "[-1]", "[2, -1, 3]", "[4, -1]", "[1, 12, 1]", "[2, 6]", "[6, 2, 1]"):
        yield f"{TWO}; view(x, {sizes}), reshape(x, {sizes})"
        yield f"x = leaf(t(n(4, [6, 2]))); reshape(x, {sizes})"
    for dims in ("0, 1", "1, 2", "-1, 0", "0, 0", "-2, -3"):
        yield f"{THREE}; transpose(x, {dims})"
    for dims in ("[0, 1, 2]", "[2, 0, 1]", "[-1, 0, 1]", "[1, 0, 2]", "[0, -1, -2]"):
        yield f"{THREE}; permute(x, {dims}), strides(permute(x, {dims}))"
        yield f"{TURNED}; contiguous(permute(x, {dims}))"
    yield "x = leaf(n(7, [3])); t(x), t(leaf(n(8, []))), t(n(9, [2, 3]))"
    yield f"{THREE}; pick([transpose(x, -2, -1)], 0), contiguous(transpose(x, 1, 2))"
    for dim in ("0", "1", "-1", "-3", "2"):
        yield f"{TWO}; unsqueeze(x, {dim}), strides(unsqueeze(x, {dim}))"
        yield f"{TURNED}; unsqueeze(x, {dim})"
    for rest in ("", ", 0", ", 1", ", -1", ", 2", ", -4"):
        yield f"x = leaf(n(10, [1, 3, 1, 2])); squeeze(x{rest})"
    yield "x = leaf(n(11, [])); squeeze(x), unsqueeze(x, 0), unsqueeze(x, -1)"
    for sizes in ("[2, 3]", "[4, 2, 3]", "[-1, 3]", "[2, 2, -1]", "[0, 3]", "[1, 3]"):
        source = "[1, 3]" if sizes != "[2, 2, -1]" else "[2, 3]"
        yield f"x = leaf(n(12, {source})); expand(x, {sizes})"
    yield "x = leaf(n(18, [])); expand(x, [2, 2]), expand(x, [1])"


def parts():
    for arguments in ("0, 0, 1", "1, 2, 3", "-1, -2, 2", "1, 0, 0", "1, 6, 0", "0, -1, 1"):
        yield f"{TWO}; narrow(x, {arguments})"
        yield f"x = leaf(t(n(21, [6, 2]))); narrow(x, {arguments}), offset(narrow(x, {arguments}))"
    for arguments in ("0, 0", "0, -1", "1, 3", "-1, -6", "1, 5"):
        yield f"{TWO}; select(x, {arguments})"
        yield f"x = leaf(t(n(22, [6, 2]))); select(x, {arguments}), offset(select(x, {arguments}))"
    for f, arguments in (("split", ("1", "2, 1", "4, 1", "6, -1", "9, 1")), ("chunk", ("1", "2, 1", "4, 1", "5, -1", "9, 1"))):
        for rest in arguments:
            yield f"{TWO}; {f}(x, {rest})"
            yield f"x = leaf(t(n(23, [6, 2]))); {f}(x, {rest})"
    for dim in ("0", "1", "-1"):
        yield f"{TWO}; unbind(x, {dim})"
        yield f"{TURNED}; part(unbind(x, {dim}), 0, 1)"
    for f in ("tril", "triu"):
        for rest in ("", ", 1", ", -1", ", 5", ", -5"):
            yield f"x = leaf(n(26, [3, 4])); {f}(x{rest})"
        yield f"x = leaf(transpose(n(27, [3, 3, 2]), 0, 2)); {f}(x)"
        yield f"{f}(i(28, 9, [3, 3])), {f}(b(29, [2, 3])), {f}(n(30, [0, 3]))"
    for dims in ("[0]", "[1]", "[0, 1]", "[-1]", "[]"):
        yield f"{TWO}; flip(x, {dims})"
        yield f"x = leaf(t(n(31, [3, 2]))); flip(x, {dims})"
    yield "x = leaf(n(36, [0, 3])); y = leaf(n(37, [2, 3])); cat([x, y]), cat([y, x, y])"
    yield "x = leaf(n(38, [0])); y = leaf(n(39, [2, 3])); cat([x, y], 0)"


def shared():
    for view, change in (("select(x, 0, 1)", "add_(y, 1)"), ("t(x)", "mul_(y, 2)"), ("view(x, [6])", "fill_(y, 3)"), ("narrow(x, 1, 1, 2)", "zero_(y)"),
                         ("unsqueeze(x, 0)", "copy_(y, n(51, [2, 3]))"),
                         ("pick(split(x, 1, 1), 2)", "add_(y, n(52, [2, 1]))"), ("detach(x)", "add_(y, 2)"),
                         ("permute(x, [1, 0])", "add_(y, n(53, [2]))"),
                         ("reshape(x, [3, 2])", "add_(y, 1)"), ("squeeze(unsqueeze(x, 1))", "relu_(y)")):
        yield f"x = n(54, [2, 3]); y = {view}; {change}; x, y"
        yield f"x = n(55, [2, 3]); y = {view}; mul_(x, 2); y"
    for view in ("tensor_slice(x, 1, 0, 3, 2)", "pick(unbind(x), 0)", "pick(chunk(x, 2, 1), 1)"):
        yield f"x = n(55, [2, 3]); y = {view}; mul_(x, 2); y"
    for copy in ("clone(x)", "contiguous(t(x))", "reshape(t(x), [6])", "flip(x, [0])", "mul(x, 1)", "double(x)"):
        yield f"x = n(56, [2, 3]); y = {copy}; add_(y, 1); x"
    yield "x = n(57, [2, 3]); y = contiguous(x); add_(y, 1); x, contiguous_p(t(x)), contiguous_p(x), contiguous_p(select(x, 1, 0)), contiguous_p(unsqueeze(x, 1))"
    yield "x = n(58, [2, 3]); y = cast(x, 'f32'); add_(y, 1); x"
    yield "x = n(59, [2, 3]); y = t(x); copy_(y, n(60, [3, 2])); copy_(select(x, 0, 0), tensor([7, 8, 9], 'i64')); x"
    yield "x = i(61, 9, [2, 2]); copy_(x, tensor([[1.9, -1.9], [0.5, 7.0]])); x"
    yield "x = n(62, [3, 3]); copy_(x, n(63, [3])); copy_(narrow(x, 0, 0, 1), n(64, [])); x"
    yield "x = leaf(n(65, [2, 3])); y = leaf(n(66, [3])); z = mul(x, 2); copy_(select(z, 0, 1), y); z"
    yield "x = leaf(n(67, [2, 3])); z = zeros([2, 3]); copy_(z, x); mul(z, z)"
    yield "x = leaf(double(n(68, [3]))); z = zeros([2, 3]); copy_(z, x); z"


def indices():
    for at in ("[0]", "[-1]", "[1, 2]"):
        yield f"x = leaf(n(71, [3, 4])); index(x, {at})"
    for dim in ("0", "1", "-1"):
        for source in ("n(81, [3, 3])", "t(n(82, [3, 3]))"):
            k = "tensor([[0, 2, 1], [1, 1, 0]], 'i64')"
            yield f"x = leaf({source}); s = leaf(n(85, [2, 3])); scatter_add(x, {dim}, {k}, s)"
            yield f"x = leaf({source}); y = mul(x, 1); s = leaf(n(86, [2, 3])); scatter_add_(y, {dim}, {k}, s); y"
            yield f"x = leaf({source}); index_select(x, {dim}, tensor([2, 0, 2], 'i64')), index_select(x, {dim}, tensor([1], 'i32'))"
    yield "x = i(91, 9, [2, 3]); gather(x, 1, tensor([[0], [2]], 'i64')), index_select(b(92, [3]), 0, tensor([2, 2], 'i64'))"
    for x, m in (("[2, 3]", "[3]"), ("[2, 3]", "[2, 1]"), ("[2, 3]", "[2, 3]"), ("[0, 3]", "[3]"), ("[]", "[]")):
        yield f"x = leaf(n(97, {x})); m = b(98, {m}); masked_fill(x, m, -2.5), masked_fill(x, m, inf)"


def made():
    for kind in ("f32", "f64", "i64", "i32", "i16", "i8", "u8", "b"):
        yield f"zeros([2, 3], '{kind}'), ones([2], '{kind}'), full([2], 1, '{kind}'), zeros([0, 2], '{kind}'), ones([], '{kind}')"
    for limits in ("5", "0", "2, 7", "1, 8, 3", "5, 0, -2", "0.0, 1.0, 0.25", "1.0, 2.0", "3.5", "-3, 3", "0, 1, 0.3"):
        yield f"arange({limits})"
    yield "tensor(2.5), tensor([1.5, 2.5], 'f64'), tensor([[1, 2], [3, 4]], 'i64'), tensor([True, False], 'b'), tensor([3, 4], 'u8')"
    yield "shape(zeros([2, 0, 3])), strides(zeros([2, 3, 4])), strides(zeros([2, 0, 3])), offset(select(zeros([2, 3]), 0, 1)), numel(zeros([2, 0]))"
    yield "x = n(122, [2, 3, 4]); shape(x), dim(x), numel(x), dtype(x), dtype(double(x)), dtype(bool(x))"
    yield "item(tensor(2.5)), item(tensor([7], 'i64')), item(tensor([[True]], 'b'))"


def refused():
    for program in ("view(n(131, [2, 6]), [5])", "view(n(132, [2, 6]), [-1, -1])", "view(n(133, [2, 6]), [-1, 5])", "view(t(n(134, [2, 6])), [12])",
                    "reshape(n(135, [2, 3]), [4, 2])", "reshape(n(136, [0, 3]), [-1, 0])", "view(n(137, [2, 3]), [-2, 3])", "transpose(n(142, [2, 3]), 0, 2)", "transpose(n(143, [2, 3]), -3, 0)",
                    "permute(n(144, [2, 3]), [0])", "permute(n(145, [2, 3]), [0, 0])", "permute(n(146, [2, 3]), [0, 2])", "t(n(147, [2, 3, 4]))",
                    "unsqueeze(n(148, [2, 3]), 3)", "unsqueeze(n(149, [2, 3]), -4)", "squeeze(n(150, [2, 3]), 2)", "expand(n(151, [2, 3]), [4, 3])", "expand(n(152, [2, 3]), [3])",
                    "expand(n(153, [3]), [-1, 3])", "expand(n(154, [2, 3]), [2, 6])", "narrow(n(155, [2, 6]), 1, 5, 2)", "narrow(n(156, [2, 6]), 2, 0, 1)", "narrow(n(157, [2, 6]), 1, 0, -1)",
                    "narrow(n(158, [2, 6]), 1, -7, 1)", "select(n(159, [2, 3]), 0, 2)", "select(n(160, [2, 3]), 0, -3)", "select(n(161, [2, 3]), 2, 0)", "select(n(162, []), 0, 0)", "split(n(165, [2, 6]), -1, 1)", "split(n(166, [2, 6]), 2, 2)", "chunk(n(167, [2, 6]), 0)",
                    "chunk(n(168, [2, 6]), 2, 2)", "unbind(n(169, [2, 3]), 2)", "unbind(n(170, []))", "tril(n(177, [3]))", "triu(n(178, []))",
                    "flip(n(179, [2, 3]), [2])", "flip(n(180, [2, 3]), [0, 0])", "cat([])", "cat([n(185, [2, 3]), n(186, [2, 4])])", "cat([n(187, [2, 3]), n(188, [2])])", "cat([n(189, [2]), n(190, [2])], 1)",
                    "cat([n(191, [])])"):
        yield program
    for program in ("index(n(201, [3, 4]), [3])", "index(n(202, [3, 4]), [-4])", "index(n(215, []), [0])",
                    "gather(n(216, [3]), 0, tensor([3], 'i64'))", "gather(n(217, [3]), 0, tensor([-1], 'i64'))", "gather(n(218, [3]), 0, tensor([[0]], 'i64'))", "gather(n(219, [3]), 1, tensor([0], 'i64'))",
                    "gather(n(220, [3]), 0, tensor([0.0]))", "gather(n(221, [2, 3]), 0, zeros([1, 4], 'i64'))", "scatter_add(n(228, [3]), 0, tensor([-1], 'i64'), n(229, [1]))",
                    "index_select(n(230, [3]), 0, tensor([3], 'i64'))", "index_select(n(231, [3]), 0, tensor([[0]], 'i64'))", "index_select(n(232, [3]), 0, tensor([0.0]))", "index_select(n(233, [3]), 1, tensor([0], 'i64'))", "masked_fill(n(242, [3]), b(243, [2]), 1)",
                    "copy_(n(253, [3]), n(254, [2]))", "copy_(n(255, [3]), n(256, [2, 3]))", "item(n(257, [2]))", "item(n(258, [0]))", "zeros([-1])", "arange(1, 5, -1)", "arange(5, 1)",
                    "arange(0, 5, 0)"):
        yield program


GROUPS = {"shapes": shapes, "parts": parts, "shared-storage": shared, "indices": indices, "new-tensors": made}
