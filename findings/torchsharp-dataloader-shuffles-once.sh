#!/usr/bin/env bash
# TorchSharp 0.107.0: a DataLoader with a seed shuffles every epoch alike; without one manual_seed does not reach it.
#
# One would expect, as in PyTorch: with shuffle: true and a seed each epoch has another order, and the whole sequence of
#   orders is the same in the next run; without a seed torch.manual_seed decides the orders.
# What happens: with a seed all epochs go through the data in one and the same order; without a seed the orders come from
#   elsewhere, so the same manual_seed gives other orders. No call gives both: new orders, and the same ones next time.
# It bites twice: a reproducible run trains on the same batches in the same order for ever, and a run that varies its
#   batches cannot be reproduced or resumed.
# Way out: pass the order of each epoch as the shuffler (an IEnumerable<long>), drawn from a generator of one's own.
#
# Seen with .NET 10.0.12 on Debian 13 (the numbers of the last three lines differ each time):
#   TorchSharp 0.107.0.0, libtorch 2.10.0.0
#   seed 5, epoch 1:                    11 22 62 47 61 ...
#   seed 5, epoch 2:                    11 22 62 47 61 ...  expected another order, got the same
#   manual_seed(1), epoch 1:            55 18 48 63 54 ...
#   manual_seed(1), epoch 2:            18 10 8 19 14 ...
#   manual_seed(1) again, epoch 1:      23 34 2 56 30 ...  expected the same order, got another
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
var dataset = utils.data.TensorDataset(arange(64, float32));

var seeded = utils.data.DataLoader(dataset, 8, shuffle: true, seed: 5, disposeDataset: false);
var seededFirst = Epoch(seeded);
var seededSecond = Epoch(seeded);
var stuck = seededFirst.SequenceEqual(seededSecond);
Say("seed 5, epoch 1:", seededFirst);
Say("seed 5, epoch 2:", seededSecond, $"expected another order, got {(stuck ? "the same" : "another")}");

manual_seed(1);
var free = utils.data.DataLoader(dataset, 8, shuffle: true, disposeDataset: false);
var freeFirst = Epoch(free);
Say("manual_seed(1), epoch 1:", freeFirst);
Say("manual_seed(1), epoch 2:", Epoch(free));
manual_seed(1);
var again = Epoch(utils.data.DataLoader(dataset, 8, shuffle: true, disposeDataset: false));
var deaf = !freeFirst.SequenceEqual(again);
Say("manual_seed(1) again, epoch 1:", again, $"expected the same order, got {(deaf ? "another" : "the same")}");

if (stuck && deaf) return 0;
Console.WriteLine("The behaviour has changed.");
return 1;

static void Say(string what, float[] order, string verdict = "") =>
    Console.WriteLine($"{what,-35} {string.Join(' ', order.Take(5))} ...  {verdict}".TrimEnd());

static float[] Epoch(IEnumerable<IList<Tensor>> loader) => [.. loader.SelectMany(batch => batch[0].data<float>().ToArray())];
END

dotnet run -c Release
