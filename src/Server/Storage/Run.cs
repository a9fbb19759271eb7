// One run: its record, its files, and what it shows of itself.
using System.Text.Json;
using AttentionLab.Server.Live;

namespace AttentionLab.Server.Storage;

/// <summary>Written by the training thread (and renamed by anyone), read by anyone.</summary>
public sealed class Run : IDisposable
{
    private const string RecordName = "run.json", MetricsName = "metrics.jsonl", SamplesName = "samples.jsonl", HeadsName = "heads.jsonl", KnockoutsName = "knockouts.jsonl";
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _deleted = new();
    private volatile RunRecord _record;
    private volatile RunInfo _info;

    public Run(string folder, RunRecord record, int keepCheckpoints)
    {
        Folder = folder;
        Tokenizer = KnownTokenizers.Of(record.Tokenizer ?? new() { Kind = TokenizerState.Characters, Symbols = record.Symbols ?? throw new InvalidDataException("run.json names no tokenizer") });
        _record = record;
        Metrics = new MetricsLog(Path.Combine(folder, MetricsName));
        Frames = new FrameStore(folder);
        Samples = new(Path.Combine(folder, SamplesName), sample => sample.Step);
        Heads = new(Path.Combine(folder, HeadsName), line => line.Step);
        Knockouts = new(Path.Combine(folder, KnockoutsName), line => line.Step);
        Checkpoints = new CheckpointStore(Path.Combine(folder, "checkpoints"), keepCheckpoints, BestOf);
        Config = record.Model;
        _info = Describe(record) with { HasWeights = Checkpoints.Newest is not null };
    }

    public string Id => _record.Id;
    public string Folder { get; }
    public MetricsLog Metrics { get; }
    public FrameStore Frames { get; }
    public StepLines<Sample> Samples { get; }

    /// <summary>What each head looked at, at the kept frames' steps.</summary>
    public StepLines<HeadsLine> Heads { get; }

    /// <summary>The loss without each head, after some of the estimates.</summary>
    public StepLines<KnockoutLine> Knockouts { get; }
    public CheckpointStore Checkpoints { get; }
    public ITokenizer Tokenizer { get; }
    public GptConfig Config { get; }

    /// <summary>Live frames and those who watch them.</summary>
    public FrameFeed Live { get; } = new();

    /// <summary>The newest frames' weights in float32, while the trainer is in memory.</summary>
    public NewestCaptures Captures { get; } = new();

    /// <summary>Cancelled when the run is deleted.</summary>
    public CancellationToken Deleted => _deleted.Token;

    public RunInfo Info => _info;

    public RunRecord Record => _record;

    /// <summary>The probe text's tokens.</summary>
    public int[] ProbeIds => Tokenizer.Encode(_info.Probe);

    /// <summary>The probe text that a step is shown on: the last whose FromStep is not after it.</summary>
    public string ProbeAt(int step) => (_record.Probes.LastOrDefault(probe => probe.FromStep <= step) ?? _record.Probes[0]).Text;

    /// <summary>Reads a run's record from its folder.</summary>
    public static RunRecord ReadRecord(string folder)
    {
        var record = JsonSerializer.Deserialize<RunRecord>(File.ReadAllBytes(Path.Combine(folder, RecordName)), StoreJson.Indented) ?? throw new InvalidDataException("run.json is empty");
        return record.Format == RunRecord.CurrentFormat ? record : throw new InvalidDataException($"run.json has format {record.Format}; this server reads {RunRecord.CurrentFormat}");
    }

    /// <summary>The step with the lowest validation loss; null when none of them was measured.</summary>
    public int? BestOf(IReadOnlyList<int> steps)
    {
        var measured = steps.Where(step => Metrics.EstimateAt(step) is not null).ToList();
        return measured.Count == 0 ? null : measured.MinBy(step => Metrics.EstimateAt(step));
    }

    /// <summary>Copies what was recorded into another run's folder. The index of the frames goes first, so that it names none that was not copied.</summary>
    /// <exception cref="IOException">The disk took not all.</exception>
    public void CopyLogs(string folder)
    {
        foreach (string name in new[] { MetricsName, SamplesName, HeadsName, KnockoutsName, FrameStore.IndexName, FrameStore.FramesName })
            if (Path.Combine(Folder, name) is var file && File.Exists(file)) File.Copy(file, Path.Combine(folder, name));
    }

    /// <summary>Changes what the run shows, without writing it down (progress).</summary>
    public void Show(Func<RunInfo, RunInfo> change)
    {
        lock (_gate) _info = change(_info);
    }

    /// <summary>Changes the record, shows it and writes it down.</summary>
    /// <exception cref="IOException">It was changed and is shown, but could not be written.</exception>
    public RunInfo Change(Func<RunRecord, RunRecord> change)
    {
        lock (_gate)
        {
            _record = change(_record);
            _info = Describe(_record) with
            {
                HasWeights = _info.HasWeights || Checkpoints.Newest is not null,
                TokensPerSecond = _record.Status == RunStatus.Running ? _info.TokensPerSecond : null,
                EtaSeconds = _record.Status == RunStatus.Running ? _info.EtaSeconds : null,
            };
            Write();
            return _info;
        }
    }

    /// <summary>Changes name or tags alone: nothing of the training is touched, so nobody waits for it.</summary>
    /// <exception cref="IOException">As for any change.</exception>
    public RunInfo Label(string? name, IReadOnlyList<string>? tags)
    {
        lock (_gate)
        {
            _record = _record with { Name = name ?? _record.Name, Tags = tags ?? _record.Tags };
            _info = _info with { Name = _record.Name, Tags = _record.Tags ?? [] };
            Write();
            return _info;
        }
    }

    /// <summary>Is no racer any more, because its race was deleted.</summary>
    /// <exception cref="IOException">As for any change.</exception>
    public Run Leave()
    {
        lock (_gate)
        {
            _record = _record with { Race = null };
            _info = _info with { Race = null };
            Write();
            return this;
        }
    }

    /// <summary>Forgets everything after a step, so that it can be trained again.</summary>
    public void CutAfter(int step)
    {
        Live.Clear();
        Captures.Clear();
        Metrics.CutAfter(step);
        Frames.CutAfter(step);
        Samples.CutAfter(step);
        Heads.CutAfter(step);
        Knockouts.CutAfter(step);
    }

    /// <summary>Everything recorded is on the disk when this returns.</summary>
    public void Sync()
    {
        Metrics.Sync();
        Frames.Sync();
        Samples.Sync();
        Heads.Sync();
        Knockouts.Sync();
    }

    /// <summary>Ends every stream of this run.</summary>
    public void MarkDeleted() => _deleted.Cancel();

    public void Dispose()
    {
        Metrics.Dispose();
        Frames.Dispose();
        Samples.Dispose();
        Heads.Dispose();
        Knockouts.Dispose();
    }

    private void Write() => AtomicFile.Write(Path.Combine(Folder, RecordName), stream => JsonSerializer.Serialize(stream, _record, StoreJson.Indented));

    private RunInfo Describe(RunRecord record)
    {
        string probe = record.Probes[^1].Text;
        return new RunInfo
        {
            Id = record.Id,
            Name = record.Name,
            Tags = record.Tags ?? [],
            Status = record.Status,
            Step = record.Step,
            Steps = record.Training.Steps,
            TrainLoss = record.TrainLoss,
            ValLoss = record.ValLoss,
            EvalStep = record.EvalStep,
            EarlyBatches = record.EvalStep is { } estimated ? new EstimateSchedule(record.Training, record.Model.Context).BatchesAt(estimated) : null,
            Accuracy = record.Accuracy,
            Parameters = record.Parameters,
            Preset = record.Preset,
            Corpus = record.Corpus.Id,
            Task = record.Task,
            Tokens = new(Tokenizer.State.Kind, Tokenizer.Vocabulary, record.TokensPerCharacter),
            Seed = record.Seed,
            Engine = record.Engine,
            Device = record.Device,
            Threads = record.Threads,
            Model = record.Model,
            Training = record.TrainingNow(),
            Probe = probe,
            ProbeTokens = [.. Tokenizer.Encode(probe).Select(Tokenizer.TextOf)],
            Sample = record.Sample,
            Message = record.Message,
            Created = record.Created,
            Origin = record.Origin,
            Race = record.Race?.Id,
            Parent = record.Parent,
        };
    }
}
