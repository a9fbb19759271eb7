#!/usr/bin/env bash
# MudBlazor 9.12.0: a button whose Href is empty is no link: it becomes a <button> without an action. A MudLink with the same Href is one.
#
# One would expect: Href="" is the address that it is in HTML and in a MudLink: relative to <base>, the root of the app, so that
#   <MudButton Href=""> leads home as <a href=""> does; or, as with any other link, at least an element that can be followed.
# What happens: an empty or blank Href counts as none. MudButton, MudIconButton and MudFab render a <button> that looks the same,
#   takes the focus, and does nothing when it is pressed. Nothing is logged. MudLink, beside them, renders <a href="">.
# It bites whoever turns links of an app into MudBlazor's: the ones to its first page, whose route is "", are dead.
# Way out: "./", which means the same and is not empty.
#
# Seen with .NET 10.0.12 on Debian 12:
#   MudBlazor 9.12.0
#   MudButton Href="" -> <button> : expected <a>
#   MudIconButton Href="" -> <button> : expected <a>
#   MudFab Href="" -> <button> : expected <a>
#   MudLink Href="" -> <a>
#   MudButton Href="./" -> <a>
set -euo pipefail

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
    <FrameworkReference Include="Microsoft.AspNetCore.App" />
    <PackageReference Include="MudBlazor" Version="9.12.0" />
  </ItemGroup>
</Project>
END

cat > Program.cs <<'END'
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using MudBlazor;
using MudBlazor.Services;

var services = new ServiceCollection();
services.AddLogging();
services.AddMudServices();
services.AddSingleton<IJSRuntime, NoBrowser>();
services.AddSingleton<NavigationManager, Here>();
await using var provider = services.BuildServiceProvider();
await using var renderer = new HtmlRenderer(provider, NullLoggerFactory.Instance);

var version = typeof(MudButton).Assembly.GetName().Version!;
Console.WriteLine($"MudBlazor {version.ToString(3)}");
var asExpected = true;
async Task Show<T>(string name, string? href, bool surprise) where T : IComponent
{
    var parameters = new Dictionary<string, object?> { ["Href"] = href, [typeof(T) == typeof(MudIconButton) ? "aria-label" : "title"] = "Home" };
    var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    var element = html.TrimStart()[1..html.TrimStart().IndexOfAny([' ', '>'])];
    Console.WriteLine($"{name} Href=\"{href}\" -> <{element}>" + (surprise ? " : expected <a>" : ""));
    asExpected &= element == (surprise ? "button" : "a");
}
await Show<MudButton>("MudButton", "", surprise: true);
await Show<MudIconButton>("MudIconButton", "", surprise: true);
await Show<MudFab>("MudFab", "", surprise: true);
await Show<MudLink>("MudLink", "", surprise: false);
await Show<MudButton>("MudButton", "./", surprise: false);
return asExpected ? 0 : 1;

sealed class NoBrowser : IJSRuntime
{
    public ValueTask<T> InvokeAsync<T>(string identifier, object?[]? arguments) => default;
    public ValueTask<T> InvokeAsync<T>(string identifier, CancellationToken cancellation, object?[]? arguments) => default;
}

sealed class Here : NavigationManager
{
    public Here() => Initialize("http://localhost/", "http://localhost/");
}
END

status=0
dotnet run 2>&1 || status=$?
if [ "$status" -ne 0 ]; then echo "MudBlazor does otherwise now."; exit 1; fi
