#!/usr/bin/env bash
# TorchSharp 0.107.0: a module made inside a dispose scope loses the parameters of its own, and says nothing.
#
# One would expect: a dispose scope frees the tensors of a calculation, while what a module has registered is the module's
#   and lives as long as it. So it is for the layers of the library: a Linear made inside a scope keeps its weights.
# What happens: a parameter that one's own module makes and registers is disposed with the scope. Afterwards parameters(),
#   named_parameters() and state_dict() leave it out without a word, so that an optimizer and a checkpoint made then have
#   the rest of the model only. forward fails where it uses the field; where it does not, nothing does.
# It bites where a model is built inside a scope that is there for something else, as for a test or a fork of a run.
# Way out: build models outside of every scope, or detach each parameter from its scope in the constructor.
#
# Seen with .NET 10.0.12 on Debian 13:
#   TorchSharp 0.107.0.0, libtorch 2.10.0.0
#   made outside a scope: scale proj.weight proj.bias
#   made inside a scope:  proj.weight proj.bias   (expected the same three)
#   kept in the state_dict: proj.weight proj.bias
#   forward: InvalidOperationException: Tensor invalid -- empty handle.
#   made inside a scope, each parameter detached: scale proj.weight proj.bias
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
var outside = new Scaled(detach: false);
Scaled inside, detached;
using (NewDisposeScope()) inside = new Scaled(detach: false);
using (NewDisposeScope()) detached = new Scaled(detach: true);

Console.WriteLine($"made outside a scope: {Names(outside)}");
Console.WriteLine($"made inside a scope:  {Names(inside)}   (expected the same three)");
Console.WriteLine($"kept in the state_dict: {string.Join(' ', inside.state_dict().Keys)}");
var error = "none";
try
{
    inside.call(ones(1, 2));
}
catch (Exception exception)
{
    error = $"{exception.GetType().Name}: {exception.Message}";
}

Console.WriteLine($"forward: {error}");
Console.WriteLine($"made inside a scope, each parameter detached: {Names(detached)}");

const string All = "scale proj.weight proj.bias", Rest = "proj.weight proj.bias";
if (Names(outside) == All && Names(inside) == Rest && string.Join(' ', inside.state_dict().Keys) == Rest
    && error.StartsWith("InvalidOperationException") && Names(detached) == All) return 0;
Console.WriteLine("The behaviour has changed.");
return 1;

static string Names(nn.Module module) => string.Join(' ', module.named_parameters().Select(pair => pair.name));

class Scaled : nn.Module<Tensor, Tensor>
{
    private readonly Parameter scale = nn.Parameter(ones(2));
    private readonly Linear proj = nn.Linear(2, 2);

    public Scaled(bool detach) : base("scaled")
    {
        RegisterComponents();
        if (detach) scale.DetachFromDisposeScope();
    }

    public override Tensor forward(Tensor x) => scale * proj.call(x);
}
END

dotnet run -c Release
