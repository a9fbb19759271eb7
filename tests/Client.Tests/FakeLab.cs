// A lab without a model, for tests of pages and controls: hands out what a test put in, remembers what was asked.
using System.Runtime.CompilerServices;

namespace AttentionLab.Client.Tests;

/// <summary>Fill its lists, render, look at <see cref="Calls"/>. Set <see cref="Refuse"/> to make every call be refused.</summary>
public sealed class FakeLab : ILab, IKeptWeights, IForks
{
    public List<RunInfo> AllRuns { get; } = [];

    public List<CorpusInfo> AllCorpora { get; } =
    [
        new("tiny-shakespeare", "Tiny Shakespeare", "tiny-shakespeare", 1_115_394, 65, "First Citizen:\nBefore we proceed any further, hear me speak.", null),
        new("play", "The embedded play", "play", 1_000_000, 65, "MIRELLA:\nThe tide returns.", null),
    ];

    public PresetCatalog Presets { get; set; } = new(
        [Preset("tiny", "Tiny", 3, 4, 32, 8, 32), Preset("small", "Small", 4, 4, 128, 64, 12)],
        "small", "tiny-shakespeare", "The lecture's own text.",
        new Limits(24, 24, 1024, 1024, 256, 1_000_000, 16_000_000, 4096, 2000, 60), Engines());

    /// <summary>What was asked, such as "Pause r1".</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Thrown by the next calls that can be refused.</summary>
    public LabException? Refuse { get; set; }

    /// <summary>The last request of its kind.</summary>
    public NewRun? Started { get; private set; }
    public RunChange? Changed { get; private set; }
    public InspectRequest? Inspected { get; private set; }
    public GenerateRequest? Generated { get; private set; }
    public string? Uploaded { get; private set; }

    /// <summary>Answers <see cref="Inspect"/>.</summary>
    public Func<InspectRequest, Inspection>? OnInspect { get; set; }

    /// <summary>Answers <see cref="Generate"/>.</summary>
    public List<GeneratedToken> TokensToGenerate { get; } = [];

    /// <summary>Holds <see cref="Generate"/> after each token until released; null lets it run.</summary>
    public SemaphoreSlim? GenerateGate { get; set; }

    /// <summary>Steps whose weights are kept, the same for every run.</summary>
    public List<int> KeptSteps { get; } = [1, 200, 420];

    /// <summary>Checkpoints of every run.</summary>
    public List<KeptCheckpoint> Checkpoints { get; } = [new(200, 9_800_000, 2.5, false), new(400, 9_800_000, 2.41, true), new(420, 9_800_000, null, false)];

    public ForkRequest? ForkAsked { get; private set; }

    public event Action<RunInfo>? RunChanged;
    public event Action<string>? RunDeleted;
    public event Action? EnginesChanged;

    /// <summary>Raised before a run goes.</summary>
    public event Action<RunInfo>? Deleting;

    public IReadOnlyList<CorpusInfo> Corpora => AllCorpora;
    public IReadOnlyList<RunInfo> Runs => AllRuns;
    public RunInfo? Recording { get; set; }
    public IReadOnlyList<int> StepsOf(string run) => Find(run) is null ? [] : KeptSteps;
    public RunInfo? Find(string id) => AllRuns.Find(run => run.Id == id);

    /// <summary>How many components listen to runs and engines; 0 when all of them were disposed.</summary>
    public int Listeners => (RunChanged?.GetInvocationList().Length ?? 0) + (RunDeleted?.GetInvocationList().Length ?? 0) + (EnginesChanged?.GetInvocationList().Length ?? 0);

    /// <summary>Puts a run's new state in and tells everyone.</summary>
    public void Become(RunInfo run)
    {
        int at = AllRuns.FindIndex(known => known.Id == run.Id);
        if (at < 0) AllRuns.Insert(0, run);
        else AllRuns[at] = run;
        RunChanged?.Invoke(run);
    }

    /// <summary>Puts the engines' new state in and tells everyone.</summary>
    public void Become(EngineChoice engines)
    {
        Presets = Presets with { Engines = engines };
        EnginesChanged?.Invoke();
    }

    public async Task<CorpusInfo> AddCorpus(string name, Stream text, CancellationToken cancellation = default)
    {
        Note($"AddCorpus {name}");
        using var reader = new StreamReader(text);
        Uploaded = await reader.ReadToEndAsync(cancellation);
        var corpus = new CorpusInfo("c1", name, "text", Uploaded.Length, Uploaded.Distinct().Count(), Uploaded[..Math.Min(200, Uploaded.Length)], null);
        AllCorpora.Add(corpus);
        return corpus;
    }

    /// <summary>Answers <see cref="Outline"/>, with what the request makes of its preset; a test may say more of it.</summary>
    public Func<RunOutline, NewRun, RunOutline> OnOutline { get; set; } = (outline, _) => outline;

    /// <summary>Requests that were outlined.</summary>
    public List<NewRun> Outlined { get; } = [];

    public Task<RunOutline> Outline(NewRun request, CancellationToken cancellation = default)
    {
        Outlined.Add(request);
        var preset = Presets.Presets.First(one => one.Name == (request.Preset ?? Presets.Default));
        var training = preset.Training with { Steps = request.Steps ?? preset.Training.Steps, LearningRate = request.Training?.LearningRate ?? preset.Training.LearningRate };
        var model = preset.Model with { Channels = request.Model?.Channels ?? preset.Model.Channels };
        long parameters = 1000L * model.Channels;
        return Task.FromResult(OnOutline(new()
        {
            Errors = new Dictionary<string, string>(),
            Model = model,
            Training = training,
            Parameters = parameters,
            Memory = new(4 * parameters, 4 * parameters, 8 * parameters),
            Times = [new(EngineNames.TorchSharp, null, TimeBasis.None, "not measured yet"), new(EngineNames.Managed, training.Steps * 0.06, TimeBasis.Same, "from 2 runs here")],
        }, request));
    }

    public Task<RunInfo> Start(NewRun request, CancellationToken cancellation = default)
    {
        Started = request;
        Note("Start");
        var run = Run($"r{AllRuns.Count + 1}", RunStatus.Running) with { Name = request.Name ?? "Small on Tiny Shakespeare" };
        Become(run);
        return Task.FromResult(run);
    }

    public Task<RunInfo> Pause(string id) => Set(id, "Pause", RunStatus.Paused);
    public Task<RunInfo> Resume(string id) => Set(id, "Resume", RunStatus.Running);
    public Task<RunInfo> Step(string id, int count = 1) => Set(id, $"Step {count}", RunStatus.Paused, count);
    public Task<RunInfo> Stop(string id) => Set(id, "Stop", RunStatus.Stopped);

    public Task<RunInfo> Change(string id, RunChange change)
    {
        Changed = change;
        Note($"Change {id}");
        var run = Find(id)!;
        Become(run with { Name = change.Name ?? run.Name, Tags = change.Tags ?? run.Tags, Probe = change.Probe ?? run.Probe });
        return Task.FromResult(Find(id)!);
    }

    public IReadOnlyList<KeptCheckpoint> CheckpointsOf(string run) => Checkpoints;

    public Task<RunInfo> Fork(string parent, ForkRequest request, CancellationToken cancellation = default)
    {
        ForkAsked = request;
        Note($"Fork {parent}");
        var fork = Run("fork", RunStatus.Running);
        Become(fork);
        return Task.FromResult(fork);
    }

    public Task Delete(string id)
    {
        Note($"Delete {id}");
        if (Find(id) is { } run) Deleting?.Invoke(run);
        AllRuns.RemoveAll(run => run.Id == id);
        RunDeleted?.Invoke(id);
        return Task.CompletedTask;
    }

    /// <summary>Estimates of runs that have others than the usual one.</summary>
    public Dictionary<string, Estimates> Curves { get; } = [];

    public Metrics MetricsOf(string id, int fromStep = 0) => Refuse is { } refusal ? throw refusal : new()
    {
        Step = [1, 2, 3],
        TrainLoss = [4.2, 4.0, 3.8],
        LearningRate = [1e-3, 1e-3, 1e-3],
        GradientNorm = [1, 1, 1],
        TokensPerSecond = [9000, 9000, 9000],
        Eval = Curves.GetValueOrDefault(id) ?? new Estimates { Step = [3], TrainLoss = [3.9], ValLoss = [3.95] },
    };

    public ThinCurve ThinCurveOf(string id) => Refuse is { } refusal ? throw refusal : new([1, 2, 3], [4.2, 4.0, 3.8]);

    public Task<Inspection> Inspect(string id, InspectRequest request, CancellationToken cancellation = default)
    {
        Inspected = request;
        Note($"Inspect {id}");
        return Task.FromResult((OnInspect ?? throw new InvalidOperationException("Set OnInspect first."))(request));
    }

    public async IAsyncEnumerable<GeneratedToken> Generate(string id, GenerateRequest request, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        Generated = request;
        Note($"Generate {id}");
        foreach (var token in TokensToGenerate)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return token;
            if (GenerateGate is { } gate) await gate.WaitAsync(cancellation);
        }
    }

    /// <summary>Both engines; TorchSharp is the default, and can compute unless a reason says why not.</summary>
    public static EngineChoice Engines(string? reason = null) => new(reason is null ? EngineNames.TorchSharp : EngineNames.Managed, reason,
    [
        new(EngineNames.TorchSharp, "TorchSharp 0.107", reason is null ? EngineState.NotLoaded : EngineState.Unavailable, null, null, reason, "The same steps again on as many threads."),
        new(EngineNames.Managed, "Managed engine", EngineState.Loaded, "cpu", 2, null, "The same steps on any number of threads."),
    ]);

    /// <summary>A run of the small preset, 420 of 2,000 steps done.</summary>
    public static RunInfo Run(string id, RunStatus status) => new()
    {
        Id = id,
        Name = $"Run {id}",
        Status = status,
        Step = 420,
        Steps = 2000,
        TrainLoss = 2.345678,
        ValLoss = 2.456789,
        TokensPerSecond = status == RunStatus.Running ? 23456 : null,
        EtaSeconds = status == RunStatus.Running ? 83 : null,
        Parameters = 809_537,
        Preset = "small",
        Corpus = "tiny-shakespeare",
        Engine = EngineNames.Managed,
        Seed = 1337,
        Model = Small.Model,
        Training = Small.Training,
        Probe = "ROMEO:\nO",
        ProbeTokens = ["R", "O", "M", "E", "O", ":", "\n", "O"],
        Sample = new Sample(400, "KING:\nThe day"),
        Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        HasWeights = true,
    };

    private static PresetInfo Small => Preset("small", "Small", 4, 4, 128, 64, 12);

    private static PresetInfo Preset(string name, string title, int layers, int heads, int channels, int context, int batch) => new(
        name, title, $"{title} model for tests.",
        new GptConfig
        {
            Layers = layers,
            Heads = heads,
            Channels = channels,
            Context = context,
            Dropout = 0,
            Mixer = Mixer.Attention,
            Activation = Activation.Gelu,
            FeedForward = true,
            Residual = true,
            LayerNorm = true,
            Mask = true,
            Scale = true,
            Positions = true,
            Vocabulary = 65,
        },
        new TrainingConfig
        {
            Batch = batch,
            Steps = 2000,
            LearningRate = 1e-3,
            MinLearningRate = 1e-4,
            Warmup = 100,
            WeightDecay = 0.1,
            GradientClip = 1,
            EvalEvery = 250,
            EvalBatches = 20,
            Optimizer = OptimizerKind.AdamW,
        },
        809_537);

    private Task<RunInfo> Set(string id, string verb, RunStatus status, int steps = 0)
    {
        Note($"{verb} {id}");
        var run = Find(id)!;
        Become(run with { Status = status, Step = run.Step + steps });
        return Task.FromResult(Find(id)!);
    }

    private void Note(string call)
    {
        Calls.Add(call);
        if (Refuse is { } refusal) throw refusal;
    }
}
