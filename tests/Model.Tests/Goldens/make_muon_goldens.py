# Computes with PyTorch what the tests hold Muon to: three steps on matrices of every shape, and the singular values it makes.
# Run in this folder with any Python that has torch: python3 make_muon_goldens.py
import json

import torch

A, B, C = 3.4445, -4.7750, 2.0315
MOMENTUM, DECAY, RATE, STEPS = 0.95, 0.1, 0.02, 3
SHAPES = {"square": (6, 6, 1), "wide": (5, 20, 1), "tall": (20, 5, 1), "packed": (18, 6, 3)}


def orthogonal(g):
    x = g.T if g.shape[0] > g.shape[1] else g
    x = x / (x.norm() + 1e-7)
    for _ in range(5):
        square = x @ x.T
        x = A * x + (B * square + C * square @ square) @ x
    return x.T if g.shape[0] > g.shape[1] else x


def steps(weight, gradients, parts):
    weight, momentum = weight.clone(), torch.zeros_like(weight)
    for gradient in gradients:
        momentum.lerp_(gradient, 1 - MOMENTUM)
        ahead = gradient.lerp(momentum, MOMENTUM)
        weight.mul_(1 - RATE * DECAY)
        for part, update in zip(weight.chunk(parts), ahead.chunk(parts)):
            part.sub_(orthogonal(update), alpha=RATE * 0.2 * max(update.shape) ** 0.5)
    return weight, momentum


def numbers(value):
    return [round(float(x), 9) for x in value.flatten()]


torch.manual_seed(3)
matrices = []
for name, (rows, columns, parts) in SHAPES.items():
    # Of very different sizes: what an update makes of a gradient must not depend on its length.
    weight = torch.randn(rows, columns).double()
    gradients = [torch.randn(rows, columns).double() * 10.0 ** -step for step in range(STEPS)]
    after, momentum = steps(weight, gradients, parts)
    first = orthogonal(gradients[0][: rows // parts])
    matrices.append(dict(name=name, rows=rows, columns=columns, parts=parts, weight=numbers(weight), gradients=[numbers(g) for g in gradients],
                         after=numbers(after), momentum=numbers(momentum), orthogonal=numbers(first),
                         singular=numbers(torch.linalg.svdvals(first))))
with open("muon.json", "w") as file:
    json.dump(dict(learningRate=RATE, weightDecay=DECAY, matrices=matrices), file)
    file.write("\n")
