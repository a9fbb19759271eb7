#!/usr/bin/env bash
# MudBlazor 9.12.0: a theme's scope is written with a colon before it, unless it has one: an attribute's or a class's rule matches nothing.
#
# One would expect: PseudoCss.Scope is a selector, so Scope = "[data-theme=\"dark\"]" or ".dark" puts the theme's variables on
#   the elements that match it, as ":root", the default, does; or an error, or a word in its documentation, that it may not be.
# What happens: every scope that does not begin with a colon gets one. ":[data-theme="dark"]" is no selector, so that a browser
#   drops the whole rule, and ":.dark" neither. Nothing is logged; the page has whatever theme another provider gave it.
# It bites whoever sends both palettes with the page and lets an attribute choose, which is how a page avoids to flash: the
#   palette that is chosen is never there, or, where a provider above has one, it is that one.
# Way out: begin with a pseudo class: Scope = ":root[data-theme=\"dark\"]".
#
# Seen with .NET 10.0.12 on Debian 12:
#   MudBlazor 9.12.0
#   Scope :root -> :root{
#   Scope [data-theme="dark"] -> :[data-theme="dark"]{ : expected [data-theme="dark"]{
#   Scope .dark -> :.dark{ : expected .dark{
#   Scope :root[data-theme="dark"] -> :root[data-theme="dark"]{
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

var version = typeof(MudTheme).Assembly.GetName().Version!;
Console.WriteLine($"MudBlazor {version.ToString(3)}");
var asExpected = true;
foreach (var (scope, surprise) in new[] { (":root", false), ("[data-theme=\"dark\"]", true), (".dark", true), (":root[data-theme=\"dark\"]", false) })
{
    var theme = new MudTheme { PseudoCss = new PseudoCss { Scope = scope } };
    var html = await renderer.Dispatcher.InvokeAsync(async () =>
        (await renderer.RenderComponentAsync<MudThemeProvider>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["Theme"] = theme }))).ToHtmlString());
    var before = html[..html.IndexOf("--mud-palette", StringComparison.Ordinal)];
    var rule = before[(before.LastIndexOfAny(['>', '}', '\n'], before.TrimEnd().Length - 2) + 1)..].Trim();
    Console.WriteLine($"Scope {scope} -> {rule}" + (surprise ? $" : expected {scope}{{" : ""));
    asExpected &= rule == (surprise ? ":" : "") + scope + "{";
}
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
