"""Programs on the tape itself: modes, detaching, accumulation, several backwards, changes in place on views."""

X = "x = leaf(n(1, [2, 3]))"


def modes():
    yield f"{X}; enter('no_grad'); y = mul(x, 2); leave(); requires_grad(y), requires_grad(x), is_leaf(y), grad_enabled()"
    yield f"{X}; enter('no_grad'); on = grad_enabled(); leave(); on, grad_enabled()"
    yield f"{X}; y = mul(x, 2); enter('no_grad'); z = mul(x, 3); leave(); y, requires_grad(z), z"
    yield f"{X}; enter('no_grad'); enter('enable_grad'); y = mul(x, 2); leave(); z = mul(x, 2); leave(); requires_grad(y), requires_grad(z), y"
    yield f"{X}; enter('no_grad'); add_(x, 1); leave(); x, requires_grad(x), is_leaf(x), mul(x, x)"
    yield f"{X}; enter('no_grad'); add_(select(x, 0, 1), 1); leave(); x, mul(x, x)"
    yield f"{X}; enter('no_grad'); zero_(x); leave(); exp(x)"
    yield f"{X}; enter('no_grad'); y = zeros_like(x); leave(); requires_grad(y), add(x, y)"
    yield f"{X}; is_leaf(x), is_leaf(mul(x, 2)), is_leaf(detach(mul(x, 2))), is_leaf(zeros([2])), is_leaf(t(x))"
    yield "x = n(2, [3]); requires_grad(x), is_leaf(x), is_leaf(mul(x, 2)), requires_grad(mul(x, 2))"
    yield "x = n(3, [3]); y = requires_grad_(x); requires_grad(x), is_leaf(y)"
    yield "x = leaf(n(4, [3])); y = requires_grad_(x, False); requires_grad(x)"


def detaching():
    yield f"{X}; y = detach(mul(x, 2)); mul(y, x)"
    yield f"{X}; y = mul(x, 2); z = detach(y); add_(z, 1); add(y, x)"
    yield f"{X}; y = mul(x, x); z = mul(detach(y), x); add(y, z)"
    yield f"{X}; y = softmax(detach(x), 1); mul(y, x), sub(x, detach(x))"
    yield f"{X}; y = clone(x); add_(y, 1); mul(y, x), requires_grad(y), is_leaf(y)"
    yield f"{X}; y = clone(detach(x)); add_(y, 1); mul(y, x)"
    yield "x = leaf(n(6, [4])); y = leaf(n(7, [4])); z = mul(x, detach(y)); sum(z)"


def accumulation():
    yield f"{X}; backward(sum(mul(x, 2))); backward(sum(mul(x, x))); grad(x)"
    yield f"{X}; backward(sum(mul(x, 2))); zero_grad(x); backward(sum(mul(x, x))); grad(x)"
    yield f"{X}; backward(sum(mul(x, 2))); drop_grad(x); backward(sum(exp(x))); grad(x)"
    yield f"{X}; y = mul(x, 2); backward(sum(mul(y, y))); has_grad(x), has_grad(mul(x, 1))"
    yield f"{X}; y = leaf(n(17, [3])); backward(sum(mul(x, 2))); has_grad(x), has_grad(y)"
    yield "x = leaf(double(n(18, [3]))); y = leaf(n(19, [3])); backward(sum(mul(x, y))); grad(x), grad(y), dtype(grad(y))"
    yield "x = leaf(n(20, [])); backward(mul(x, x)); grad(x)"
    yield "x = leaf(n(21, [1, 1])); backward(mul(x, x)); grad(x)"
    yield "x = leaf(n(22, [0, 3])); backward(sum(x)); grad(x)"
    yield "x = leaf(n(25, [3])); backward(sum(x)); g = grad(x); backward(sum(mul(x, 2))); g, grad(x)"
    yield "x = leaf(n(26, [3])); y = mul(x, 1); add_(y, x); backward(sum(mul(y, y))); grad(x)"


def shared_use():
    yield f"{X}; add(x, x), mul(x, x), sub(x, x), div(x, add(x, 10))"
    yield f"{X}; y = exp(x); add(mul(y, y), mul(y, x))"
    yield f"{X}; y = sum(x, 0); z = sum(x, 1); add(sum(y), mul(sum(z), sum(z)))"
    yield f"{X}; y = mul(x, 2); z = add(y, 1); w = mul(y, z); add(w, y)"
    yield f"{X}; y = t(x); matmul(x, y), mul(x, x)"
    yield f"{X}; y = narrow(x, 1, 0, 2); z = narrow(x, 1, 1, 2); mul(y, z), add(y, 1)"
    yield f"{X}; y = split(x, 1, 1); mul(pick(y, 0), pick(y, 2))"
    yield f"{X}; y = unbind(x, 0); mul(pick(y, 0), pick(y, 1)), pick(y, 0)"
    yield f"{X}; y = mul(x, 2); sum(y), mean(y), max(mul(y, d(31, [2, 3])))"
    yield f"{X}; y = leaf(n(32, [3])); z = mul(x, y); w = mul(z, y); add(w, z)"
    yield f"{X}; h = tanh(matmul(x, n(33, [3, 4]))); y = softmax(matmul(h, n(34, [4, 3])), 1); mul(y, x)"
    yield f"{X}; y = x; y = mul(y, 1.5); y = add(y, x); y = mul(y, 1.5); y = add(y, x); y"
    yield f"{X}; y = expand(sum(x, 0, True), [2, 3]); mul(x, y)"
    yield f"{X}; y = sub(x, mean(x, [1], True)); z = sqrt(mean(square(y), [1], True)); div(y, add(z, 0.001))"


def in_place_on_views():
    changes = ["add_(y, 1)", "mul_(y, 2)", "zero_(y)", "fill_(y, 3)", "copy_(y, mul(y, 3))"]
    for change in changes:
        for view in ("select(z, 0, 1)", "t(z)", "view(z, [6])"):
            yield f"{X}; z = mul(x, 1.5); y = {view}; {change}; z, mul(y, 2)"
    for change in ("add_(z, 1)", "copy_(z, mul(x, 3))"):
        for view in ("select(z, 0, 1)", "t(z)", "view(z, [6])", "narrow(z, 1, 1, 2)"):
            yield f"{X}; z = mul(x, 1.5); y = {view}; {change}; y, mul(z, 2)"
    yield f"{X}; z = mul(x, 1); y = t(z); w = select(y, 0, 1); mul_(w, 3); y, z"
    yield f"{X}; z = mul(x, 1); y = view(z, [6]); w = narrow(y, 0, 2, 3); mul_(w, 3); add_(z, x); z, y"
    yield f"{X}; z = zeros([2, 3]); copy_(select(z, 0, 1), select(x, 0, 0)); mul(z, z), requires_grad(z)"
    yield f"{X}; z = zeros([2, 3]); add_(select(z, 1, 0), select(x, 1, 2)); mul_(z, 2); z"
    yield f"{X}; z = mul(x, 1); y = detach(z); add_(y, 1); z, mul(z, 2)"
    yield f"{X}; z = mul(x, 1); y = clone(z); add_(z, 1); y, z"
    yield f"{X}; z = mul(x, 2); w = add(z, 0); mul_(z, 3); w, z"
    yield f"{X}; z = mul(x, 2); w = relu(z); add_(z, 1); w, z"
    yield f"{X}; z = mul(x, 2); add_(z, 1); mul_(z, 2); relu_(z); z"


def refused():
    for program in (f"{X}; backward(x)", f"{X}; backward(mul(x, 2))", "backward(sum(n(51, [3])))", f"{X}; y = sum(mul(x, x)); backward(y); backward(y)",
                    f"{X}; enter('no_grad'); y = sum(mul(x, x)); leave(); backward(y)", f"{X}; y = exp(x); mul_(y, 2); backward(sum(y))", f"{X}; y = mul(x, 2); z = mul(y, y); add_(y, 1); backward(sum(z))",
                    f"{X}; y = mul(x, 2); z = sum(square(y)); zero_(select(y, 0, 0)); backward(z)", f"{X}; add_(x, 1)", f"{X}; add_(select(x, 0, 0), 1)", f"{X}; mul_(t(x), 2)", f"{X}; zero_(x)", f"{X}; copy_(x, n(53, [2, 3]))",
                    f"{X}; y = mul(x, 2); requires_grad_(y, False)", f"{X}; y = detach(sum(x)); backward(y)", f"{X}; y = sigmoid(x); z = mul(y, 2); zero_(y); backward(sum(z))",
                    f"{X}; y = softmax(x, 1); mul_(y, 2); backward(sum(y))", f"{X}; y = mul(x, x); w = n(57, [3, 2]); z = matmul(y, w); add_(y, 1); backward(sum(matmul(y, requires_grad_(w)))); add_(w, 1)",
                    f"{X}; enter('no_grad'); enter('enable_grad'); leave(); y = sum(mul(x, x)); leave(); backward(y)",
                    f"{X}; backward(sum(gt(x, 0)))", f"{X}; backward(sum(argmax(x, 1)))"):
        yield program


GROUPS = {"modes": modes, "detach": detaching, "accumulation": accumulation, "shared-use": shared_use, "in-place-on-views": in_place_on_views}
