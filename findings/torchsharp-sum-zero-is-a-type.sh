#!/usr/bin/env bash
# TorchSharp 0.107.0: x.sum(0) sums everything into a byte, and x.norm(1) is no L1 norm.
#
# One would expect, as in PyTorch: x.sum(0) and x.prod(0) reduce the first dimension, x.norm(1) is the sum of sizes.
# What happens: sum and prod have an overload (ScalarType? type = null), and C# turns the constant 0 into any enum, here
#   ScalarType.Byte. It wins over (long dim, bool keepdim = false, ...), because it leaves nothing to a default, so the
#   result is one byte, which wraps at 256. x.sum(1), or an int variable that is 0, do reduce a dimension. norm has an
#   overload (int dim, ...), which fits better than (float p), so x.norm(1) and x.norm(2) are norms along a dimension.
# It bites where code is carried over from PyTorch: nothing fails, because a scalar broadcasts wherever a row fits.
# Way out: name the argument, x.sum(dim: 0) and x.norm(p: 1).
#
# Seen with .NET 10.0.12 on Debian 13:
#   TorchSharp 0.107.0.0, libtorch 2.10.0.0
#   x.sum(1)      expected Float32 [2]: 300 300           got Float32 [2]: 300 300
#   x.sum(0)      expected Float32 [3]: 200 200 200       got Byte []: 88
#   x.sum(dim: 0) expected Float32 [3]: 200 200 200       got Float32 [3]: 200 200 200
#   x.prod(0)     expected Float32 [3]: 10000 10000 10000 got Byte []: 0
#   x.norm(1)     expected Float32 []: 600                got Float32 [2]: 173.2 173.2
#   x.norm(p: 1)  expected Float32 []: 600                got Float32 []: 600
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

Console.WriteLine($"TorchSharp {typeof(torch).Assembly.GetName().Version}, libtorch {torch.__version__}");
using var x = full(new long[] { 2, 3 }, 100f);
var asDescribed =
    Is("x.sum(1)", x.sum(1), "Float32 [2]: 300 300")
    & Is("x.sum(0)", x.sum(0), "Float32 [3]: 200 200 200", "Byte []: 88")
    & Is("x.sum(dim: 0)", x.sum(dim: 0), "Float32 [3]: 200 200 200")
    & Is("x.prod(0)", x.prod(0), "Float32 [3]: 10000 10000 10000", "Byte []: 0")
    & Is("x.norm(1)", x.norm(1), "Float32 []: 600", "Float32 [2]: 173.2 173.2")
    & Is("x.norm(p: 1)", x.norm(p: 1), "Float32 []: 600");
if (!asDescribed) Console.WriteLine("The behaviour has changed.");
return asDescribed ? 0 : 1;

// True if the tensor is what is seen today: the surprise where there is one, else what one expects.
static bool Is(string call, Tensor result, string expected, string? surprise = null)
{
    var numbers = result.to(float64).data<double>().ToArray().Select(cell => cell.ToString("g4", CultureInfo.InvariantCulture).Replace("1e+04", "10000"));
    var got = $"{result.dtype} [{string.Join(", ", result.shape)}]: {string.Join(' ', numbers)}";
    Console.WriteLine($"{call,-13} expected {expected,-30} got {got}");
    return got == (surprise ?? expected);
}
END

dotnet run -c Release
