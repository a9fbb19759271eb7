#!/usr/bin/env bash
# TorchSharp 0.107.0: a module that returns its input unchanged makes a Sequential dispose its result or the caller's input.
#
# One would expect: a module whose forward returns x, as one's own dropout does while evaluating or a switched-off part
#   does always, can stand anywhere in a Sequential. In PyTorch it can, and so can the library's own nn.Identity.
# What happens: a Sequential disposes of what it takes for results between its parts, without asking whether a part has
#   returned its very input. As the last part such a module has the Sequential return a disposed tensor; in the middle it
#   takes the tensor away from the part after it; as the first part it disposes the tensor of the caller.
# It bites when a model that trained well is first evaluated: only then does the module return its input.
# Way out: return x.alias(), which is a handle of its own on the same memory.
#
# Seen with .NET 10.0.12 on Debian 13:
#   TorchSharp 0.107.0.0, libtorch 2.10.0.0
#   Linear, Unchanged            result disposed, caller's input there
#   Linear, Unchanged, Linear    InvalidOperationException: Tensor invalid -- empty handle.
#   Unchanged, Linear            result there, caller's input disposed
#   Linear, Identity, Linear     result there, caller's input there
#   Linear, Alias, Linear        result there, caller's input there
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
var asDescribed =
    Try("result disposed, caller's input there", Linear(), new Unchanged())
    & Try("InvalidOperationException: Tensor invalid -- empty handle.", Linear(), new Unchanged(), Linear())
    & Try("result there, caller's input disposed", new Unchanged(), Linear())
    & Try("result there, caller's input there", Linear(), nn.Identity(), Linear())
    & Try("result there, caller's input there", Linear(), new Alias(), Linear());
if (!asDescribed) Console.WriteLine("The behaviour has changed.");
return asDescribed ? 0 : 1;

static nn.Module<Tensor, Tensor> Linear() => nn.Linear(2, 2);

// True if the parts in a Sequential give what is seen today.
static bool Try(string seen, params nn.Module<Tensor, Tensor>[] parts)
{
    var input = ones(1, 2);
    string got;
    try
    {
        var result = nn.Sequential(parts).call(input);
        got = $"result {There(result)}, caller's input {There(input)}";
    }
    catch (Exception exception)
    {
        got = $"{exception.GetType().Name}: {exception.Message}";
    }

    Console.WriteLine($"{string.Join(", ", parts.Select(part => part.GetType().Name)),-28} {got}");
    return got == seen;
}

static string There(Tensor tensor) => tensor.IsInvalid ? "disposed" : "there";

class Unchanged() : nn.Module<Tensor, Tensor>("unchanged")
{
    public override Tensor forward(Tensor x) => x;
}

class Alias() : nn.Module<Tensor, Tensor>("alias")
{
    public override Tensor forward(Tensor x) => x.alias();
}
END

dotnet run -c Release
