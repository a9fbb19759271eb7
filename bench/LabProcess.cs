// The lab's server as a process of its own, with a data folder of its own, to be measured from outside.
using System.Diagnostics;
using System.Net.Sockets;

namespace AttentionLab.Bench;

/// <remarks>Its settings are taken from the environment (LAB__NICENESS=5).</remarks>
internal sealed class LabProcess : IDisposable
{
    private readonly Process _process;

    private readonly bool _ownsData;

    private LabProcess(int port, string? data)
    {
        (Data, _ownsData) = (data ?? Directory.CreateTempSubdirectory("attentionlab-bench-").FullName, data is null);
        _process = Launch(port, Data);
        Http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
    }

    public HttpClient Http { get; }

    /// <summary>Where the server keeps what it trains.</summary>
    public string Data { get; }

    /// <summary>Ready to train when this returns.</summary>
    /// <param name="data">A folder to serve, which stays; null for one of its own.</param>
    public static async Task<LabProcess> Start(string? data = null)
    {
        var server = new LabProcess(FreePort(), data);
        while (!await server.IsReady()) await Task.Delay(5);
        return server;
    }

    public void Dispose()
    {
        Http.Dispose();
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        if (_ownsData) Directory.Delete(Data, true);
    }

    private async Task<bool> IsReady()
    {
        if (_process.HasExited) throw new InvalidOperationException($"The server ended with code {_process.ExitCode}.");
        try
        {
            return (await Http.GetAsync("/readyz")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet
        }
    }

    private static Process Launch(int port, string data)
    {
        string program = Path.Combine(Root(), "src", "Server", "bin", "Release", "net10.0", "AttentionLab.Server.dll");
        if (!File.Exists(program)) throw new FileNotFoundException($"There is no {program}: build the server first, dotnet build -c Release src/Server.");
        var start = new ProcessStartInfo("dotnet", [program, "--urls", $"http://127.0.0.1:{port}"]) { RedirectStandardOutput = true };
        start.Environment["LAB__DATA"] = data;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        var server = Process.Start(start)!;
        server.OutputDataReceived += (_, line) => { }; // so that a full pipe does not hold the server
        server.BeginOutputReadLine();
        return server;
    }

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "AttentionLab.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("The benchmark must stand in the repository whose server it starts.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
