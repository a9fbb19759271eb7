#!/usr/bin/env bash
# TorchSharp 0.107.0: a layer put in place of another computes, but is neither trained nor moved nor saved.
#
# One would expect, as in PyTorch: after model.head = nn.Linear(...) the model's parameters() and state_dict() hold the new
#   layer, and a block added to a ModuleList is one more block.
# What happens: RegisterComponents() reads the fields once. forward uses the new layer, while parameters(), state_dict() and
#   to() go on with the old one. A ModuleList likewise keeps the blocks it had when it was registered, although its Count
#   and its indexer show the new ones. (A Sequential's append and a ParameterList's Add do register.)
# It bites whoever gives a trained model a new head: the loss stays what it is, and the checkpoint holds the old head.
# Way out: call register_module(name, layer) for what is replaced or added, or build the whole model anew.
#
# Seen with .NET 10.0.12 on Debian 13:
#   TorchSharp 0.107.0.0, libtorch 2.10.0.0
#   forward gives 5 numbers: from the new head
#   state_dict() has head.weight of shape [1, 2]: expected [5, 2]
#   to(float64) left the new head's weight Float32: expected Float64
#   50 steps of SGD moved the new head's weight by 0: expected more
#   a ModuleList of 1 with 1 added: Count 2, parameters 2 (expected 4), keys blocks.0.weight blocks.0.bias
set -euo pipefail

libstdcxx=$(/sbin/ldconfig -p | awk '/libstdc\+\+\.so\.6 .*x86-64/ { print $NF; exit }')
if ! grep -aq GLIBCXX_3.4.32 "${libstdcxx:-/dev/null}"; then
  echo "TorchSharp 0.107.0 needs x64 Linux with the libstdc++ of GCC 13 or newer (Debian 13, Ubuntu 24.04); this system's is older." >&2
  exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > finding.csproj <<'END'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="TorchSharp" Version="0.107.0" />
    <PackageReference Include="libtorch-cpu-linux-x64" Version="2.10.0" />
  </ItemGroup>
</Project>
END

cat > Program.cs <<'END'
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

Console.WriteLine($"TorchSharp {typeof(torch).Assembly.GetName().Version}, libtorch {torch.__version__}");
var model = new Classifier();
model.head = nn.Linear(2, 5);
var answers = model.call(ones(1, 2)).shape[1];
var saved = model.state_dict()["head.weight"].shape;
Console.WriteLine($"forward gives {answers} numbers: from the new head");
Console.WriteLine($"state_dict() has head.weight of shape [{string.Join(", ", saved)}]: expected [5, 2]");

var optimizer = optim.SGD(model.parameters(), 0.1);
var before = model.head.weight!.clone();
for (var step = 0; step < 50; step++)
{
    optimizer.zero_grad();
    model.call(ones(1, 2)).square().sum().backward();
    optimizer.step();
}

var moved = (model.head.weight! - before).abs().max().item<float>();
model.to(float64);
var type = model.head.weight!.dtype;
Console.WriteLine($"to(float64) left the new head's weight {type}: expected Float64");
Console.WriteLine($"50 steps of SGD moved the new head's weight by {moved}: expected more");

var tower = new Tower();
tower.blocks.Add(nn.Linear(1, 1));
var parameters = tower.parameters().Count();
Console.WriteLine($"a ModuleList of 1 with 1 added: Count {tower.blocks.Count}, parameters {parameters} (expected 4), keys {string.Join(' ', tower.state_dict().Keys)}");

if (answers == 5 && saved[0] == 1 && type == float32 && moved == 0 && tower.blocks.Count == 2 && parameters == 2) return 0;
Console.WriteLine("The behaviour has changed.");
return 1;

class Classifier : nn.Module<Tensor, Tensor>
{
    public Linear head = nn.Linear(2, 1);

    public Classifier() : base("classifier") => RegisterComponents();

    public override Tensor forward(Tensor x) => head.call(x);
}

class Tower : nn.Module
{
    public ModuleList<Linear> blocks = new(nn.Linear(1, 1));

    public Tower() : base("tower") => RegisterComponents();
}
END

dotnet run -c Release
