// The engines of this build: which can compute here, which one a run takes that names none, and when TorchSharp is loaded. The only place that names both.
using System.Runtime.InteropServices;
using AttentionLab.Engines.Managed;
using AttentionLab.Engines.TorchSharp;

namespace AttentionLab.Server.Setup;

/// <summary>Thread-safe. At start TorchSharp is looked at from outside; it is loaded when the first page was served or when a run first needs it.</summary>
public sealed class EngineShelf
{
    private const string Auto = "auto";

    private const string TorchSharpPromise = "PyTorch's own library, called from C#. A run takes the same steps again on as many threads, bit for bit.";
    private const string ManagedPromise = "Our own, in C#: starts at once, runs wherever .NET does, is faster on a processor. A run takes the same steps again on any number of threads, bit for bit, and a step leaves under 10 KB of garbage.";

    private readonly IEngine _managed = ManagedEngine.Create();
    private readonly LabOptions _options;
    private readonly ILogger<EngineShelf> _log;
    private readonly string _cache;
    private readonly Lock _gate = new();
    private readonly EngineCheck _torchSharp;
    private volatile State _state;

    public EngineShelf(LabOptions options, ILogger<EngineShelf> log)
    {
        (_options, _log) = (options, log);
        _cache = options.Cache ?? OwnCache();
        _torchSharp = TorchSharpEngine.Check(_cache);
        _state = new(null, null, _torchSharp.Obstacle);
        if (options.Engine == EngineNames.TorchSharp && _torchSharp.Obstacle is { } obstacle)
            throw new LabStartException($"Lab:Engine is torchsharp, which cannot compute here: {obstacle} Allowed here: auto, managed.");
        log.LogInformation("Engine: {Engine}{Reason}", Choice.DefaultEngine.TitleAndState, Choice.Reason is { } reason ? $", because {reason}" : "");
    }

    /// <summary>Told when an engine was loaded, or could not be.</summary>
    public event Action? Changed;

    /// <summary>Threads that train.</summary>
    public int Threads => _options.Threads > 0 ? _options.Threads : Environment.ProcessorCount;

    /// <summary>Threads that belong to a run on that engine; null where their number changes no bit.</summary>
    public int? ThreadsOf(string name) => name == EngineNames.Managed ? null : Threads;

    /// <summary>How the engines stand now.</summary>
    public EngineChoice Choice
    {
        get
        {
            var state = _state;
            bool isFallback = _options.Engine == Auto && state.Obstacle is not null;
            string chosen = _options.Engine != Auto ? _options.Engine : isFallback ? EngineNames.Managed : EngineNames.TorchSharp;
            var torchSharp = new EngineInfo(EngineNames.TorchSharp, _torchSharp.Title, state.Obstacle is not null ? EngineState.Unavailable : state.Engine is null ? EngineState.NotLoaded : EngineState.Loaded,
                state.Device, state.Engine is null ? null : Threads, state.Obstacle, TorchSharpPromise);
            var managed = new EngineInfo(EngineNames.Managed, "Managed engine", EngineState.Loaded, "cpu", Threads, null, ManagedPromise);
            return new(chosen, isFallback ? state.Obstacle : null, [torchSharp, managed]);
        }
    }

    /// <summary>The engine of that name, loaded if it is not yet; only where somebody needs it.</summary>
    /// <exception cref="EngineException">This build has no such engine, or it cannot compute here; the message says why.</exception>
    public IEngine Get(string name) => name switch
    {
        EngineNames.Managed => _managed,
        EngineNames.TorchSharp => _state.Engine ?? Load(),
        _ => throw new EngineException($"This build has no engine '{name}'; it has {string.Join(" and ", EngineNames.All)}."),
    };

    /// <summary>The one that answers questions about a run: its own, or the managed one where that cannot compute here. Weights are the same numbers on both.</summary>
    public IEngine ForQuestions(string name)
    {
        try
        {
            return Get(name);
        }
        catch (EngineException)
        {
            return _managed;
        }
    }

    /// <summary>Which engine a new run gets: the one that is asked for, or the default, or the managed one where the default turns out not to load.</summary>
    /// <exception cref="LabException">The one that is asked for is unknown, or cannot compute here.</exception>
    public string Choose(string? asked)
    {
        try
        {
            string name = asked ?? Choice.Default;
            _ = Get(name);
            return name;
        }
        catch (EngineException e) when (asked is null && _options.Engine == Auto)
        {
            _log.LogWarning("A run that was to train on {Title} trains on the managed engine: {Reason}", _torchSharp.Title, e.Message);
            return EngineNames.Managed;
        }
        catch (EngineException e)
        {
            throw LabException.Field("engine", NotAllowed(asked, e.Message));
        }
    }

    /// <summary>What <see cref="Choose"/> would be refused for as far as that is known without loading an engine; null where nothing speaks against it.</summary>
    public string? ProblemOf(string? asked)
    {
        var choice = Choice;
        return choice.ObstacleOf(asked ?? choice.Default) is { } obstacle ? NotAllowed(asked, obstacle) : null;
    }

    private string NotAllowed(string? asked, string why)
    {
        string allowed = string.Join(", ", Choice.Engines.Where(engine => engine.CanCompute).Select(engine => engine.Name));
        string what = asked is null ? $"The request names no engine, and Lab:Engine is {_options.Engine}, which cannot compute here" : $"'{asked}' is not allowed";
        return $"{what}: {why} Allowed here: {allowed}.";
    }

    /// <summary>The engine that a run has, for going on with it.</summary>
    /// <exception cref="LabException">It cannot compute here; the run can go on with the other one as a fork.</exception>
    public IEngine OwnOf(string run, string engine)
    {
        try
        {
            return Get(engine);
        }
        catch (EngineException e)
        {
            throw LabException.Field("engine", $"Run '{run}' trains on {Choice.TitleOf(engine)}, which cannot compute here: {e.Message} Fork it to engine {EngineNames.Managed} to go on from its last checkpoint.", Refusal.Conflict);
        }
    }

    /// <summary>Loads the default engine beside everything else, so that the first run need not wait for it.</summary>
    public void LoadInBackground()
    {
        if (Choice is { Default: EngineNames.TorchSharp, DefaultEngine.State: EngineState.NotLoaded }) _ = Task.Run(() => ForQuestions(EngineNames.TorchSharp));
    }

    private IEngine Load()
    {
        lock (_gate)
        {
            if (_state.Engine is { } loaded) return loaded;
            if (_state.Obstacle is { } obstacle) throw new EngineException(obstacle);
            try
            {
                var (engine, device) = TorchSharpEngine.Load(_options.Device, _cache);
                _state = new(engine, device, null);
                _log.LogInformation("Engine: {Engine} is loaded", Choice.Engines[0].TitleAndState);
                return engine;
            }
            catch (Exception e)
            {
                string reason = EngineFault.Of(e) ?? $"{_torchSharp.Title} cannot be loaded: {e.Message}";
                _state = new(null, null, reason);
                _log.LogWarning("{Reason} {Then}", reason, _options.Engine == Auto ? "Runs that name no engine train on the managed one." : "Name engine managed, or leave Lab:Engine at auto.");
                throw e as EngineException ?? new EngineException(reason, e);
            }
            finally
            {
                Changed?.Invoke();
            }
        }
    }

    /// <summary>Of the person that runs the server, and of nobody else: what lies there is loaded into the process.</summary>
    private static string OwnCache()
    {
        string? given = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.Combine(!string.IsNullOrEmpty(given) ? given : Path.Combine(home.Length > 0 ? home : AppContext.BaseDirectory, ".cache"), "attentionlab", RuntimeInformation.RuntimeIdentifier);
    }

    private sealed record State(IEngine? Engine, string? Device, string? Obstacle);
}
