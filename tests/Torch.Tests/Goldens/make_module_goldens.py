# Writes modules.json: what PyTorch computes for modules, optimizers and clipping. Run with PyTorch 1.13 or later.
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
    "adamw": lambda p: torch.optim.AdamW(p, lr=0.1, weight_decay=0),
    "adamw decay": lambda p: torch.optim.AdamW(p, lr=0.05, betas=(0.9, 0.95), eps=1e-6, weight_decay=0.2),
    "adamw amsgrad": lambda p: torch.optim.AdamW(p, lr=0.2, betas=(0.5, 0.9), weight_decay=0.1, amsgrad=True),
    "adamw maximize": lambda p: torch.optim.AdamW(p, lr=0.1, weight_decay=0.1, maximize=True),
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
    module_case("layer norm without parameters", nn.LayerNorm(4, elementwise_affine=False), x),
    module_case("gelu", nn.GELU(), x),
    module_case("gelu by tanh", nn.GELU(approximate="tanh"), x),
    module_case("relu", nn.ReLU(), x),
    module_case("sequential", nn.Sequential(nn.Linear(4, 6), nn.Tanh(), nn.LayerNorm(6), nn.Linear(6, 2)), x),
]


def training_case(model, loss, optimizer, batches):
    """Losses of a training run, the state before and after it, and the outputs for the first batch in evaluation."""
    start = {key: plain(value) for key, value in model.state_dict().items()}
    losses = []
    model.train()
    for x, y in batches:
        optimizer.zero_grad()
        value = loss(model(x), y)
        value.backward()
        optimizer.step()
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
TRAININGS = {"regression": training_case(regression, nn.MSELoss(), regression_optimizer, regression_batches)}

result = {
    "trainings": TRAININGS,
    "start": {key: floats(value) for key, value in START.items()},
    "optimizers": [optimizer_case(name, make) for name, make in OPTIMIZERS.items()],
    "clipping": [clip_case(kind, limit) for kind in (2, 1, 3, float("inf")) for limit in (1.0, 1000.0)],
    "modules": MODULES,
}

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "modules.json")
with open(path, "w", encoding="utf-8", newline="\n") as file:
    file.write("{\n" + ",\n".join(f'"{key}": {json.dumps(value)}' for key, value in result.items()) + "\n}\n")
