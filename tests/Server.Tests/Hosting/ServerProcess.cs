// The server as a process of its own, to be ended the ways a server is ended.
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using AttentionLab.Client.Contracts;
using AttentionLab.Server.Rest;

namespace AttentionLab.Server.Tests.Hosting;

public sealed class ServerProcess : IDisposable
{
    private const string Listening = "Now listening on: ";
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public HttpClient Http { get; } = new();

    public static async Task<ServerProcess> Start(string data)
    {
        var server = new ServerProcess(Launch(data));
        while (await server._process.StandardOutput.ReadLineAsync().WaitAsync(LabServer.Patience) is { } line)
        {
            if (!line.Contains(Listening)) continue;
            server.Http.BaseAddress = new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim());
            _ = server._process.StandardOutput.ReadToEndAsync();
            return server;
        }
        throw new InvalidOperationException("The server did not start: " + await server._process.StandardError.ReadToEndAsync());
    }

    /// <summary>Runs a server that is expected to refuse.</summary>
    public static async Task<(int ExitCode, string Error)> Refusal(string data, params string[] arguments)
    {
        using var process = Launch(data, arguments);
        var error = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(LabServer.Patience);
        return (process.ExitCode, (await error).Trim());
    }

    /// <summary>Starts a run that goes on until it is stopped.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> StartEndless() => await StartRun(LabServer.Tiny(1_000_000, seed: 4));

    /// <returns>Its id.</returns>
    public async Task<string> StartRun(NewRun request)
    {
        using var answer = await Http.PostAsJsonAsync("/api/runs", request, RestJson.Options);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    public Task<JsonElement> Get(string id) => Http.GetFromJsonAsync<JsonElement>($"/api/runs/{id}");

    public async Task Post(string id, string what) => (await Http.PostAsync($"/api/runs/{id}/{what}", null)).EnsureSuccessStatusCode();

    /// <summary>Waits until a run has come to a step.</summary>
    public async Task Until(string id, int step)
    {
        using var patience = new CancellationTokenSource(LabServer.Patience);
        while ((await Get(id)).GetProperty("step").GetInt32() < step) patience.Token.ThrowIfCancellationRequested();
    }

    /// <summary>As a power cut would: nothing is told.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(LabServer.Patience);
    }

    /// <summary>As a service is ended: with SIGTERM.</summary>
    public async Task<int> Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(LabServer.Patience);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
        Http.Dispose();
    }

    private static Process Launch(string data, params string[] arguments)
    {
        string server = typeof(Program).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [server, "--urls", "http://127.0.0.1:0", "--Lab:Data", data, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        return Process.Start(start)!;
    }
}
