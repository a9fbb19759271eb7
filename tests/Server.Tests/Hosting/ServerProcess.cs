// The server as a process of its own, to be ended the ways a server is ended.
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Tests.Hosting;

public sealed class ServerProcess : IDisposable
{
    private const string Listening = "Now listening on: ";
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public HttpClient Http { get; } = new();

    /// <summary>Of the process.</summary>
    public int Id => _process.Id;

    public static Task<ServerProcess> Start(string data, params string[] arguments) => Started(Launch(data, arguments));

    /// <summary>A server that finds TorchSharp's library and libtorch in these folders.</summary>
    public static Task<ServerProcess> StartOn(string libtorch, string data, params string[] arguments) => Started(Launch(data, arguments, libtorch: libtorch));

    /// <summary>A server that ends itself when it comes to a moment of a file.</summary>
    public static Task<ServerProcess> StartCrashing(string data, DiskMoment moment, string file, int skip = 0, bool torn = false, params string[] arguments) =>
        Started(Launch(data, arguments, typeof(CrashingServer).Assembly, CrashingServer.Arguments(moment, file, skip, torn)));

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> End()
    {
        await _process.WaitForExitAsync().WaitAsync(LabServer.Patience);
        return _process.ExitCode;
    }

    private static async Task<ServerProcess> Started(Process process)
    {
        var server = new ServerProcess(process);
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
    public static Task<(int ExitCode, string Error)> Refusal(string data, params string[] arguments) => Refused(Launch(data, arguments));

    /// <inheritdoc cref="StartOn"/>
    public static Task<(int ExitCode, string Error)> RefusalOn(string libtorch, string data, params string[] arguments) => Refused(Launch(data, arguments, libtorch: libtorch));

    private static async Task<(int ExitCode, string Error)> Refused(Process server)
    {
        using var process = server;
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

    private static Process Launch(string data, string[]? arguments = null, Assembly? program = null, string[]? first = null, string? libtorch = null)
    {
        program ??= typeof(Program).Assembly;
        var start = new ProcessStartInfo("dotnet", [program.Location, .. first ?? [], "--urls", "http://127.0.0.1:0", "--Lab:Data", data, .. arguments ?? []])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["LAB__ENGINE"] = TestedEngine.Name;
        if ((libtorch ?? AppContext.GetData("AttentionLab.Libtorch") as string) is { } folders) start.Environment["ATTENTIONLAB_LIBTORCH"] = folders;
        return Process.Start(start)!;
    }
}
