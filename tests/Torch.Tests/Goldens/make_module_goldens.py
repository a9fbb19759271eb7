# Writes modules.json: what PyTorch computes for modules, optimizers, clipping and schedules. Run with PyTorch 1.13 or later.
import json
import os

import torch
from torch import nn

torch.manual_seed(1)
STEPS = 10


def floats(tensor):
    """Shape and values; nine digits give back every float32."""
    tensor = tensor.detach().float()
    return {"shape": list(tensor.shape), "values": [float(f"{value:.9g}") for value in tensor.reshape(-1).tolist()]}


def integers(tensor):
    return {"shape": list(tensor.shape), "values": tensor.reshape(-1).tolist()}


def optimizer_case(name, make):
    """Ten steps of a linear regression from the same start."""
    weight, bias = START["weight"].clone().requires_grad_(), START["bias"].clone().requires_grad_()
    optimizer = make([weight, bias])
    steps = []
    for _ in range(STEPS):
        optimizer.zero_grad(set_to_none=False)
        loss = nn.functional.mse_loss(nn.functional.linear(START["x"], weight, bias), START["target"])
        loss.backward()
        optimizer.step()
        steps.append({"loss": loss.item(), "weight": floats(weight), "bias": floats(bias)})
    return {"name": name, "steps": steps}


START = {
    "weight": torch.randn(3, 4),
    "bias": torch.randn(3),
    "x": torch.randn(5, 4),
    "target": torch.randn(5, 3) * 2,
}

OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
    "sgd decay": lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.05),
    "sgd momentum": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
    "sgd dampening": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.8, dampening=0.1, weight_decay=0.01),
    "sgd nesterov": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.01, nesterov=True),
    "sgd maximize": lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.5, maximize=True),
    "adam": lambda p: torch.optim.Adam(p, lr=0.1),
    "adam decay": lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.8, 0.95), weight_decay=0.1),
    "adam amsgrad": lambda p: torch.optim.Adam(p, lr=0.2, betas=(0.5, 0.9), amsgrad=True),
    "adam maximize": lambda p: torch.optim.Adam(p, lr=0.1, maximize=True),
    "adamw": lambda p: torch.optim.AdamW(p, lr=0.1, weight_decay=0),
    "adamw decay": lambda p: torch.optim.AdamW(p, lr=0.05, betas=(0.9, 0.95), eps=1e-6, weight_decay=0.2),
    "adamw amsgrad": lambda p: torch.optim.AdamW(p, lr=0.2, betas=(0.5, 0.9), weight_decay=0.1, amsgrad=True),
    "adamw maximize": lambda p: torch.optim.AdamW(p, lr=0.1, weight_decay=0.1, maximize=True),
}


def schedule_case(name, make, steps=14):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.5)
    scheduler = make(optimizer)
    rates = [optimizer.param_groups[0]["lr"]]
    for _ in range(steps):
        optimizer.step()
        scheduler.step()
        rates.append(optimizer.param_groups[0]["lr"])
    return {"name": name, "rates": rates}


lr = torch.optim.lr_scheduler
SCHEDULES = {
    "lambda": lambda o: lr.LambdaLR(o, lambda step: 1 / (1 + step)),
    "step": lambda o: lr.StepLR(o, step_size=4, gamma=0.3),
    "multi-step": lambda o: lr.MultiStepLR(o, milestones=[3, 5, 5, 11], gamma=0.5),
    "exponential": lambda o: lr.ExponentialLR(o, gamma=0.9),
    "constant": lambda o: lr.ConstantLR(o, factor=0.25, total_iters=6),
    "linear": lambda o: lr.LinearLR(o, start_factor=0.1, end_factor=0.8, total_iters=7),
    "cosine": lambda o: lr.CosineAnnealingLR(o, T_max=6, eta_min=0.02),
}


def course_case(name, make, steps=14):
    """Schedules that also move the momentum, or that need a measured value."""
    parameter = nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=0.5, momentum=0.9)
    scheduler = make(optimizer)
    rates, momenta = [], []
    for step in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        if isinstance(scheduler, lr.ReduceLROnPlateau):
            scheduler.step(MEASURED[step])
        else:
            scheduler.step()
    return {"name": name, "rates": rates, "momenta": momenta}


MEASURED = [3.0, 2.0, 2.0, 2.5, 2.1, 1.9, 1.9, 1.9, 1.9, 1.9, 1.89999, 1.5, 1.6, 1.7]
COURSES = {
    "polynomial": lambda o: lr.PolynomialLR(o, total_iters=8, power=2.0),
    "multiplicative": lambda o: lr.MultiplicativeLR(o, lambda step: 0.9 if step % 2 else 0.95),
    "sequential": lambda o: lr.SequentialLR(o, [lr.ConstantLR(o, factor=0.1, total_iters=2), lr.ExponentialLR(o, gamma=0.9), lr.StepLR(o, step_size=2)], milestones=[3, 9]),
    "warm-up then cosine": lambda o: lr.SequentialLR(o, [lr.LinearLR(o, start_factor=0.1, total_iters=4), lr.CosineAnnealingLR(o, T_max=10)], milestones=[4]),
    "one cycle": lambda o: lr.OneCycleLR(o, max_lr=1.0, total_steps=14),
    "one cycle in lines": lambda o: lr.OneCycleLR(o, max_lr=1.0, epochs=2, steps_per_epoch=7, pct_start=0.25, anneal_strategy="linear", div_factor=10, final_div_factor=100),
    "one cycle in three phases": lambda o: lr.OneCycleLR(o, max_lr=1.0, total_steps=14, three_phase=True, base_momentum=0.8, max_momentum=0.9),
    "plateau": lambda o: lr.ReduceLROnPlateau(o, patience=1, factor=0.5),
    "plateau of the most": lambda o: lr.ReduceLROnPlateau(o, mode="max", patience=2, cooldown=2, threshold=0.05, threshold_mode="abs", min_lr=0.02),
}


def clip_case(kind, max_norm):
    gradients = [torch.randn(3, 5) * 3, torch.randn(7)]
    parameters = [torch.zeros_like(gradient, requires_grad=True) for gradient in gradients]
    for parameter, gradient in zip(parameters, gradients):
        parameter.grad = gradient.clone()
    norm = nn.utils.clip_grad_norm_(parameters, max_norm, kind)
    return {
        "kind": "inf" if kind == float("inf") else kind,
        "maxNorm": max_norm,
        "before": [floats(gradient) for gradient in gradients],
        "norm": norm.item(),
        "after": [floats(parameter.grad) for parameter in parameters],
    }


def module_case(name, module, x):
    """Forward, then backward from a fixed gradient of the output."""
    x = x.clone()
    if x.is_floating_point():
        x.requires_grad_()
    y = module(x)
    dy = torch.randn_like(y)
    y.backward(dy)
    return {
        "name": name,
        "x": floats(x) if x.is_floating_point() else integers(x),
        "parameters": {key: floats(value) for key, value in module.named_parameters()},
        "y": floats(y),
        "dy": floats(dy),
        "dx": floats(x.grad) if x.is_floating_point() else None,
        "gradients": {key: floats(value.grad) for key, value in module.named_parameters()},
    }


def shaken(module):
    """Parameters that start at 0 or 1 would hide mistakes."""
    for parameter in module.parameters():
        nn.init.normal_(parameter)
    return module


x = torch.randn(2, 3, 4)
MODULES = [
    module_case("linear", nn.Linear(4, 5), x),
    module_case("linear without bias", nn.Linear(4, 2, bias=False), x),
    module_case("embedding", nn.Embedding(6, 3), torch.tensor([[0, 5, 2], [2, 2, 1]])),
    module_case("embedding with padding", nn.Embedding(6, 3, padding_idx=2), torch.tensor([[0, 5, 2], [2, 2, 1]])),
    module_case("layer norm", shaken(nn.LayerNorm(4)), x),
    module_case("layer norm of two dimensions", shaken(nn.LayerNorm([3, 4], eps=0.01)), x),
    module_case("layer norm without parameters", nn.LayerNorm(4, elementwise_affine=False), x),
    module_case("gelu", nn.GELU(), x),
    module_case("gelu by tanh", nn.GELU(approximate="tanh"), x),
    module_case("relu", nn.ReLU(), x),
    module_case("silu", nn.SiLU(), x),
    module_case("sigmoid", nn.Sigmoid(), x),
    module_case("tanh", nn.Tanh(), x),
    module_case("softmax", nn.Softmax(dim=1), x),
    module_case("log softmax", nn.LogSoftmax(dim=-1), x),
    module_case("leaky relu", nn.LeakyReLU(0.2), x),
    module_case("flatten", nn.Flatten(), x),
    module_case("sequential", nn.Sequential(nn.Linear(4, 6), nn.Tanh(), nn.LayerNorm(6), nn.Linear(6, 2)), x),
]


def loss_case(name, loss, x, target):
    x = x.clone().requires_grad_()
    y = loss(x, target)
    y.sum().backward()
    return {
        "name": name,
        "x": floats(x),
        "target": floats(target) if target.is_floating_point() else integers(target),
        "y": floats(y),
        "dx": floats(x.grad),
    }


logits, classes = torch.randn(6, 4), torch.tensor([0, 3, 1, 1, 2, 3])
WEIGHTS = torch.tensor([1.0, 2.0, 0.5, 3.0])
LOSSES = [
    loss_case("mse", nn.MSELoss(), torch.randn(3, 2), torch.randn(3, 2)),
    loss_case("mse sum", nn.MSELoss(reduction="sum"), torch.randn(3, 2), torch.randn(3, 2)),
    loss_case("mse none", nn.MSELoss(reduction="none"), torch.randn(3, 2), torch.randn(3, 2)),
    loss_case("l1", nn.L1Loss(), torch.randn(3, 2), torch.randn(3, 2)),
    loss_case("huber", nn.HuberLoss(delta=0.5), torch.randn(3, 2), torch.randn(3, 2)),
    loss_case("smooth l1", nn.SmoothL1Loss(beta=0.5), torch.randn(3, 2), torch.randn(3, 2)),
    loss_case("cross entropy", nn.CrossEntropyLoss(), logits, classes),
    loss_case("cross entropy weighted", nn.CrossEntropyLoss(weight=WEIGHTS), logits, classes),
    loss_case("cross entropy ignoring 1", nn.CrossEntropyLoss(ignore_index=1), logits, classes),
    loss_case("cross entropy smoothed", nn.CrossEntropyLoss(label_smoothing=0.1), logits, classes),
    loss_case("nll", nn.NLLLoss(), torch.log_softmax(logits, 1), classes),
]



class Classifier(nn.Module):
    """A digit-like classifier: what its training gives, from given weights and in a fixed order of batches."""

    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(6, 8, bias=False)
        self.norm = nn.BatchNorm1d(8)
        self.fc2 = nn.Linear(8, 3)

    def forward(self, x):
        return self.fc2(torch.relu(self.norm(self.fc1(x))))


def training_case(model, loss, optimizer, scheduler, batches):
    """Losses of a training run, the state before and after it, and the outputs for the first batch in evaluation."""
    start = {key: plain(value) for key, value in model.state_dict().items()}
    losses = []
    model.train()
    for x, y in batches:
        optimizer.zero_grad()
        value = loss(model(x), y)
        value.backward()
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        losses.append(value.item())
    model.eval()
    return {
        "start": start,
        "batches": [{"x": plain(x), "y": plain(y)} for x, y in batches],
        "losses": losses,
        "end": {key: plain(value) for key, value in model.state_dict().items()},
        "output": plain(model(batches[0][0])),
    }


def plain(tensor):
    return floats(tensor) if tensor.is_floating_point() else integers(tensor)


torch.manual_seed(2)
regression = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1))
regression_batches = [(torch.randn(5, 2), torch.randn(5, 1)) for _ in range(6)]
regression_optimizer = torch.optim.SGD(regression.parameters(), lr=0.1, momentum=0.9)
classifier = Classifier()
classifier_batches = [(torch.randn(7, 6), torch.randint(0, 3, (7,))) for _ in range(8)]
classifier_optimizer = torch.optim.Adam(classifier.parameters(), lr=0.05)
logistic = nn.Sequential(nn.Linear(3, 4), nn.SiLU(), nn.Linear(4, 1))
logistic_batches = [(torch.randn(6, 3), torch.randint(0, 2, (6, 1)).float()) for _ in range(5)]
logistic_optimizer = torch.optim.AdamW(logistic.parameters(), lr=0.05, weight_decay=0.1)
TRAININGS = {
    "regression": training_case(regression, nn.MSELoss(), regression_optimizer, None, regression_batches),
    "classifier": training_case(classifier, nn.CrossEntropyLoss(), classifier_optimizer, lr.StepLR(classifier_optimizer, 3, 0.5), classifier_batches),
    "logistic": training_case(logistic, nn.BCEWithLogitsLoss(), logistic_optimizer, lr.OneCycleLR(logistic_optimizer, 0.1, total_steps=5), logistic_batches),
}

result = {
    "trainings": TRAININGS,
    "start": {key: floats(value) for key, value in START.items()},
    "optimizers": [optimizer_case(name, make) for name, make in OPTIMIZERS.items()],
    "schedules": [schedule_case(name, make) for name, make in SCHEDULES.items()],
    "courses": [course_case(name, make) for name, make in COURSES.items()],
    "measured": MEASURED,
    "clipping": [clip_case(kind, limit) for kind in (2, 1, 3, float("inf")) for limit in (1.0, 1000.0)],
    "modules": MODULES,
    "lossWeights": floats(WEIGHTS),
    "losses": LOSSES,
}

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "modules.json")
with open(path, "w", encoding="utf-8", newline="\n") as file:
    file.write("{\n" + ",\n".join(f'"{key}": {json.dumps(value)}' for key, value in result.items()) + "\n}\n")
