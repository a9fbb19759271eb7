// The lab as a process of its own on a port that stays, so that a browser can see it end and come back.
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AttentionLab.Browser.Tests;

internal sealed class LabProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _data = Directory.CreateTempSubdirectory("attentionlab-").FullName;
    private readonly int _port = FreePort();
    private Process? _process;

    public string Url => $"http://127.0.0.1:{_port}/";

    /// <summary>Listens when this returns.</summary>
    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", Url, "--Lab:Data", _data])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        if (AppContext.GetData("AttentionLab.Libtorch") is string folders) start.Environment["ATTENTIONLAB_LIBTORCH"] = folders;
        _process = Process.Start(start)!;
        var error = _process.StandardError.ReadToEndAsync();
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (!line.Contains("Application started")) continue;
            _ = _process.StandardOutput.ReadToEndAsync(); // a full pipe would hold it
            return;
        }
        throw new InvalidOperationException("The server did not start: " + await error);
    }

    /// <summary>As a power cut would end it: nothing is told.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit(Patience);
        }
        _process?.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
