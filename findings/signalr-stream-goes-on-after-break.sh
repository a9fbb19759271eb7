#!/usr/bin/env bash
# SignalR's .NET client 10.0.15: leaving the loop over a stream does not end the stream.
#
# One would expect: leaving an await foreach, by break, return or an exception, disposes the enumerator; the client then
#   cancels the invocation, the hub's CancellationToken fires, and its finally blocks run, as they do when the same
#   IAsyncEnumerable is read without a hub between.
# What happens: the hub streams on to a client where nobody reads, until the connection closes. Only a CancellationToken of
#   one's own ends the stream.
# It bites whoever reads "the next few frames" of something live: each look leaves one more stream behind.
# Way out: StreamAsync(..., cancellation.Token), and cancel when the loop is left.
#
# Seen with .NET 10.0.12:
#   Microsoft.AspNetCore.SignalR.Client 10.0.15 (assembly 10.0.15.0)
#   read without a hub, left by break: ended (expected ended)
#   read from the hub, left by break: still streaming after 2 s (expected ended), more items come: True
#   read from the hub, left by break and token cancelled: ended
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > finding.csproj <<'END'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.AspNetCore.SignalR.Client" Version="10.0.15" />
  </ItemGroup>
</Project>
END

cat > Program.cs <<'END'
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

var builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddSignalR();
var app = builder.Build();
app.MapHub<Frames>("/frames");
await app.StartAsync();
await using var client = new HubConnectionBuilder().WithUrl(app.Urls.First() + "/frames").Build();
await client.StartAsync();
var version = typeof(HubConnection).Assembly.GetName().Version!;
Console.WriteLine($"Microsoft.AspNetCore.SignalR.Client 10.0.15 (assembly {version})");

await foreach (var _ in Frames.Endless(default)) break;
var plain = await Ended();
Console.WriteLine($"read without a hub, left by break: {Say(plain)} (expected ended)");

await foreach (var _ in client.StreamAsync<int>("Watch")) break;
var broken = await Ended();
var sent = Frames.Sent;
await Task.Delay(500);
var more = Frames.Sent > sent;
Console.WriteLine($"read from the hub, left by break: {Say(broken)} (expected ended), more items come: {more}");
await client.StopAsync();
await Ended();
await client.StartAsync();

using var cancellation = new CancellationTokenSource();
await foreach (var _ in client.StreamAsync<int>("Watch", cancellation.Token)) break;
cancellation.Cancel();
var cancelled = await Ended();
Console.WriteLine($"read from the hub, left by break and token cancelled: {Say(cancelled)}");

if (plain && !broken && more && cancelled) return 0;
Console.WriteLine("The behaviour has changed.");
return 1;

static string Say(bool ended) => ended ? "ended" : "still streaming after 2 s";

// Whether the stream ends within two seconds.
static async Task<bool> Ended() => await Task.WhenAny(Frames.End.Task, Task.Delay(2000)) == Frames.End.Task;

class Frames : Hub
{
    public static volatile int Sent;
    public static TaskCompletionSource End = new();

    public IAsyncEnumerable<int> Watch(CancellationToken stop) => Endless(stop);

    public static async IAsyncEnumerable<int> Endless([EnumeratorCancellation] CancellationToken stop)
    {
        var end = End = new();
        try
        {
            while (true)
            {
                yield return ++Sent;
                await Task.Delay(10, stop);
            }
        }
        finally
        {
            end.SetResult();
        }
    }
}
END

dotnet run -c Release
