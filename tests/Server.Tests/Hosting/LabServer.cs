// The real server on a real port, with a data folder of its own.
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using AttentionLab.Server.Live;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Server.Tests.Hosting;

public sealed class LabServer : WebApplicationFactory<Program>
{
    /// <summary>How long a test waits for what must happen, before it counts as not happening.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder? _own;
    private readonly Dictionary<string, string> _settings;

    public LabServer() : this(null) { }

    /// <param name="data">A folder to share with a server before or after; null for a folder of its own.</param>
    internal LabServer(string? data, params (string Key, string Value)[] settings)
    {
        _own = data is null ? new TempFolder() : null;
        Data = data ?? _own!.Path;
        _settings = settings.ToDictionary(setting => setting.Key, setting => setting.Value);
        UseKestrel(0);
        StartServer();
        Http = CreateClient();
    }

    public string Data { get; }
    public HttpClient Http { get; }
    public ILab Lab => Services.GetRequiredService<ILab>();

    public IRaces Races => Services.GetRequiredService<IRaces>();

    public Run Run(string id) => Services.GetRequiredService<RunStore>().Get(id);

    /// <summary>A small run on the play; evaluated often enough to have an estimate.</summary>
    public static NewRun Tiny(int steps = 20, long seed = 1) => new()
    {
        Preset = "tiny",
        Corpus = "play",
        Steps = steps,
        Seed = seed,
        Training = new() { Batch = 4, EvalEvery = 10, EvalBatches = 1 },
    };

    /// <summary>A run that goes on until it is stopped.</summary>
    public Task<RunInfo> StartEndless() => Lab.Start(Tiny(1_000_000) with { Training = new() { Batch = 4, EvalEvery = 1_000_000, EvalBatches = 1 } });

    /// <summary>The curve of a run that nothing interrupts, up to a step or further: what one that was interrupted is held against.</summary>
    public async Task<Metrics> Uninterrupted(NewRun request, int end)
    {
        var run = await Lab.Start(request);
        await Until(run.Id, info => info.Step >= end);
        await Lab.Stop(run.Id);
        return Lab.MetricsOf(run.Id);
    }

    /// <summary>Goes on with a run that is held, for at least so many steps, and holds it again; which step that is.</summary>
    public async Task<int> GoOn(string id, int steps)
    {
        await Lab.Resume(id);
        await Lab.Pause(id);
        return (await Lab.Step(id, steps)).Step;
    }

    public async Task<RunInfo> StartAndFinish(NewRun request)
    {
        var run = await Lab.Start(request);
        return await Until(run.Id, info => info.Status == RunStatus.Finished);
    }

    /// <summary>Waits until a run shows what is wanted.</summary>
    public Task<RunInfo> Until(string id, Func<RunInfo, bool> wanted) => Until(() => Lab.Find(id), wanted);

    /// <summary>Waits until a race shows what is wanted.</summary>
    public Task<RaceInfo> UntilRace(string id, Func<RaceInfo, bool> wanted) => Until(() => Races.Find(id), wanted);

    /// <summary>SignalR's client, connected to the hub by a WebSocket.</summary>
    public async Task<HubConnection> Hub()
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(ClientOptions.BaseAddress, LabHub.Path), HttpTransportType.WebSockets, options => options.SkipNegotiation = true)
            .AddJsonProtocol(options => RestJson.Configure(options.PayloadSerializerOptions))
            .Build();
        await hub.StartAsync();
        return hub;
    }

    /// <summary>A bare WebSocket to the hub, for what SignalR's client cannot do: it always reads.</summary>
    public async Task<ClientWebSocket> Socket()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(ClientOptions.BaseAddress) { Scheme = "ws", Path = LabHub.Path }.Uri, default);
        return socket;
    }

    public async Task<JsonElement> Get(string path)
    {
        using var answer = await Http.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<T> Until<T>(Func<T?> find, Func<T, bool> wanted) where T : class
    {
        var seen = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(RunInfo? changed)
        {
            if (find() is { } found && wanted(found)) seen.TrySetResult(found);
        }

        Lab.RunChanged += Look;
        try
        {
            Look(null);
            return await seen.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Not seen of {JsonSerializer.Serialize(find(), RestJson.Options)}");
        }
        finally
        {
            Lab.RunChanged -= Look;
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Lab:Data", Data);
        builder.UseSetting("Lab:Engine", TestedEngine.Name);
        foreach (var (key, value) in _settings) builder.UseSetting(key, value);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _own?.Dispose();
    }
}
