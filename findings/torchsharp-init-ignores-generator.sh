#!/usr/bin/env bash
# TorchSharp 0.107.0: nn.init.normal_, nn.init.uniform_ and Categorical take a generator and draw from the global one.
#
# One would expect, as of torch.randn and tensor.normal_ and of PyTorch's own nn.init: equal generators give equal numbers,
#   and the process's global generator is left alone.
# What happens: the generator is not used. Weights depend on whatever the process drew before, and drawing them shifts
#   every dropout mask drawn later.
# It bites a trainer that gives each run a generator of its own: runs with one seed differ, and starting a run changes
#   the losses of one that trains already.
# Way out: tensor.normal_(mean, std, generator) and tensor.uniform_(from, to, generator), which do use it.
#
# Seen with .NET 10.0.12 on Debian 13:
#   TorchSharp 0.107.0.0, libtorch 2.10.0.0
#                             equal generators     the global generator
#   torch.randn               equal numbers        left alone
#   tensor.normal_            equal numbers        left alone
#   tensor.uniform_           equal numbers        left alone
#   nn.init.normal_           other numbers        moved on
#   nn.init.uniform_          other numbers        moved on
#   Categorical.sample        other numbers        moved on
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
using static TorchSharp.torch;

Console.WriteLine($"TorchSharp {typeof(torch).Assembly.GetName().Version}, libtorch {torch.__version__}");
Console.WriteLine($"{"",-25} {"equal generators",-20} the global generator");
var asDescribed =
    Try("torch.randn", own => randn(8, generator: own), heeded: true)
    & Try("tensor.normal_", own => zeros(8).normal_(0, 1, own), heeded: true)
    & Try("tensor.uniform_", own => zeros(8).uniform_(0, 1, own), heeded: true)
    & Try("nn.init.normal_", own => nn.init.normal_(zeros(8), 0, 1, own), heeded: false)
    & Try("nn.init.uniform_", own => nn.init.uniform_(zeros(8), 0, 1, own), heeded: false)
    & Try("Categorical.sample", own => distributions.Categorical(ones(50) / 50, generator: own).sample(8), heeded: false);
if (!asDescribed) Console.WriteLine("The behaviour has changed.");
return asDescribed ? 0 : 1;

// True if the draw heeds its generator exactly as expected of it here.
static bool Try(string name, Func<Generator, Tensor> draw, bool heeded)
{
    manual_seed(1);
    using var first = draw(new Generator(5));
    manual_seed(2);
    using var second = draw(new Generator(5));
    var equal = first.Equals(second);

    manual_seed(3);
    var before = get_rng_state();
    draw(new Generator(5)).Dispose();
    var untouched = before.Equals(get_rng_state());

    Console.WriteLine($"{name,-25} {(equal ? "equal numbers" : "other numbers"),-20} {(untouched ? "left alone" : "moved on")}");
    return equal == heeded && untouched == heeded;
}
END

dotnet run -c Release
