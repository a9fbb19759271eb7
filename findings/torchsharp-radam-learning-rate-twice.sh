#!/usr/bin/env bash
# TorchSharp 0.107.0: from its sixth step on RAdam multiplies by the learning rate twice, so training all but stops.
#
# One would expect: with a gradient that is always 1, a step divided by the learning rate does not depend on the learning
#   rate. PyTorch 2.6 gives 1 for the first five steps and 0.02582 for the sixth, whatever the rate.
# What happens: the first five steps are right. From the sixth on, where the rectified update begins, a step divided by
#   the rate is still proportional to the rate: the update is lr * lr * ... At 0.001 it is a thousandth of what it should be.
# It bites because nothing fails: the loss falls for five steps and then looks like a plateau.
# Way out: AdamW with a warm-up, or an optimizer of one's own.
#
# Seen with .NET 10.0.12 on Debian 13 (PyTorch's figures from Debian 13's python3-torch 2.6.0):
#   TorchSharp 0.107.0.0, libtorch 2.10.0.0
#   lr 0.1    step 5 / lr 1.0000000  step 6 / lr 0.0025821   PyTorch 0.02582
#   lr 0.01   step 5 / lr 1.0000000  step 6 / lr 0.0002582   PyTorch 0.02582
#   lr 0.001  step 5 / lr 1.0000000  step 6 / lr 0.0000258   PyTorch 0.02582
#   x * x from 1, 2,000 steps at 0.001: x = 0.989   PyTorch 0.184
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
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const double SixthStepOfPyTorch = 0.02582;
Console.WriteLine($"TorchSharp {typeof(torch).Assembly.GetName().Version}, libtorch {torch.__version__}");
var asDescribed = true;
foreach (var rate in new[] { 0.1, 0.01, 0.001 })
{
    var steps = StepsOverRate(rate);
    Console.WriteLine($"lr {rate,-6} step 5 / lr {steps[4]:F7}  step 6 / lr {steps[5]:F7}   PyTorch {SixthStepOfPyTorch}");
    asDescribed &= Near(steps[4], 1) && Near(steps[5], SixthStepOfPyTorch * rate);
}

var parameter = nn.Parameter(ones(1, float64));
var optimizer = optim.RAdam([parameter], 0.001);
for (var step = 0; step < 2000; step++)
{
    optimizer.zero_grad();
    (parameter * parameter).sum().backward();
    optimizer.step();
}

Console.WriteLine($"x * x from 1, 2,000 steps at 0.001: x = {parameter.item<double>():F3}   PyTorch 0.184");
asDescribed &= parameter.item<double>() > 0.9;
if (!asDescribed) Console.WriteLine("The behaviour has changed.");
return asDescribed ? 0 : 1;

static bool Near(double value, double wanted) => Math.Abs(value - wanted) < 0.001 * wanted;

// Six steps under a gradient of 1, each divided by the learning rate.
static double[] StepsOverRate(double rate)
{
    var parameter = nn.Parameter(ones(1, float64));
    var optimizer = optim.RAdam([parameter], rate);
    return [.. Enumerable.Range(0, 6).Select(_ =>
    {
        optimizer.zero_grad();
        parameter.sum().backward();
        var before = parameter.item<double>();
        optimizer.step();
        return (before - parameter.item<double>()) / rate;
    })];
}
END

dotnet run -c Release
