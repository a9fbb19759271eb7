"""Runs every program on PyTorch and writes what it gives: one text file for each group of programs, in this folder.

Run with Debian's python3-torch (1.13.1):  /usr/bin/python3 make_programs.py
A block of a file is the program, then
  = type [shape] values        an output that is a tensor
  = value                      an output that is a number, a truth value, a list or a word
  ~ name type [shape] values   the gradient of a leaf under  sum over outputs and elements i of  output[i] cos(i);  '~ name none' without one
  !                            PyTorch refuses the program
"""
import os
import sys
import warnings

import torch

import autograd
import elementwise
import layers
import reductions
import views
from language import NAMES, run

HERE = os.path.dirname(os.path.abspath(__file__))
warnings.simplefilter("ignore")


def text(x):
    """A tensor in one line; as many digits as the type has."""
    flat = x.detach().reshape(-1).tolist()
    if x.is_floating_point():
        digits = 10 if x.dtype == torch.float64 else 7
        flat = [f"{v:.{digits}g}" for v in flat]
    else:
        flat = [str(int(v)) for v in flat]
    return " ".join([NAMES[x.dtype], "[" + ",".join(map(str, x.shape)) + "]", *flat])


def gradients(outputs, leaves):
    """Lines for the leaves, unless the program called backward itself."""
    differentiable = [y for y in outputs if isinstance(y, torch.Tensor) and y.requires_grad]
    if not leaves or not differentiable:
        return []
    loss = sum((y.double() * torch.cos(torch.arange(y.numel(), dtype=torch.float64)).view(y.shape)).sum() for y in differentiable)
    loss.backward()
    return [f"~ {name} " + ("none" if x.grad is None else text(x.grad)) for name, x in leaves.items()]


def block(program):
    outputs, leaves = run(program)
    lines = [program]
    lines += ["= " + (text(y) if isinstance(y, torch.Tensor) else str(y).replace(" ", "")) for y in outputs]
    if "backward" not in program:
        lines += gradients(outputs, leaves)
    return "\n".join(lines) + "\n"


def refusal(program, problems):
    try:
        run(program)
        problems.append(f"PyTorch accepts: {program}")
    except (RuntimeError, IndexError, ValueError, TypeError):
        pass
    return program + "\n!\n"


def write(group, blocks):
    programs = [one.split("\n", 1)[0] for one in blocks]
    repeated = {one for one in programs if programs.count(one) > 1}
    if repeated:
        print(f"{group}: repeated {repeated}")
    with open(os.path.join(HERE, group + ".txt"), "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(blocks))
    print(f"{group}: {len(blocks)}")
    return len(blocks)


def main():
    total = 0
    refused, problems = [], []
    for module in (elementwise, reductions, views, layers, autograd):
        for group, programs in module.GROUPS.items():
            blocks = []
            for program in programs():
                try:
                    blocks.append(block(program))
                except Exception as problem:
                    problems.append(f"{group}: {program}\n    {type(problem).__name__}: {problem}")
            total += write(group, blocks)
        refused += [refusal(program, problems) for program in module.refused()]
    total += write("refused", refused)
    if problems:
        sys.exit("\n".join(problems))
    print(total, "programs")


main()
