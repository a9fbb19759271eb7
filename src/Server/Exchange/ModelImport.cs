// A model that was trained elsewhere becomes a finished run with one checkpoint, one frame and no metrics.
using AttentionLab.Server.Live;
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Exchange;

internal sealed class ModelImport(RunStore runs, EngineShelf engines)
{
    private const int LongestProbe = 64;

    /// <summary>Looked at when nobody has chosen a text; what the vocabulary lacks is left out.</summary>
    private const string ProbeText = "When the bell rang, the keeper and the boy ran to the harbour, because the boat had come back and the boy had seen the boat.";

    /// <param name="folder">Empty.</param>
    /// <exception cref="ModelException">Its weights cannot be read, or are not finite.</exception>
    public Run Take(ForeignModel model, string name, string file, string folder)
    {
        string checkpoint = Path.Combine(folder, RunArchive.CheckpointName(model.Step));
        Directory.CreateDirectory(Path.GetDirectoryName(checkpoint)!);
        AtomicFile.Write(checkpoint, model.WriteCheckpoint);
        string probe = Probe(model.Tokenizer, model.Config.Context);
        string engine = engines.Choose(null);
        KeepFrame(engines.Get(engine), model, checkpoint, model.Tokenizer.Encode(probe), folder);
        return runs.Adopt(folder, (id, now) => new()
        {
            Id = id,
            Name = name,
            Created = now,
            Status = RunStatus.Finished,
            Preset = RunInfo.Elsewhere,
            Corpus = new(RunInfo.Elsewhere, $"{model.Origin} {file}", ""),
            Seed = 0,
            Engine = engine,
            Model = model.Config,
            Training = Untrained(model.Step),
            Parameters = model.Config.ParameterCount,
            Tokenizer = model.Tokenizer.State,
            Probes = [new(0, probe)],
            Step = model.Step,
            ValLoss = model.ValidationLoss,
            Origin = $"{model.Origin} {file}",
            Message = "This model was imported, not trained here: it can be inspected and generated with, and has no curve.",
        });
    }

    /// <summary>Nothing is known of how it was trained, so every number but the steps is 0.</summary>
    private static TrainingConfig Untrained(int steps) => new()
    {
        Batch = 0,
        Steps = steps,
        LearningRate = 0,
        MinLearningRate = 0,
        Warmup = 0,
        WeightDecay = 0,
        GradientClip = 0,
        EvalEvery = 0,
        EvalBatches = 0,
    };

    private static string Probe(ITokenizer tokenizer, int context)
    {
        string text = ProbeText;
        foreach (string symbol in tokenizer.Unknown(text)) text = text.Replace(symbol, "");
        int[] ids = text.Length == 0 ? [.. Enumerable.Range(0, Math.Min(tokenizer.Vocabulary, context))] : tokenizer.Encode(text);
        for (int length = Math.Min(ids.Length, Math.Min(context, LongestProbe)); length > 0; length--)
        {
            string probe = tokenizer.Decode(ids[..length]);
            if (tokenizer.Unknown(probe).Count == 0 && tokenizer.Encode(probe).Length is var tokens && tokens >= 1 && tokens <= context) return probe;
        }
        throw new ModelException("The tokenizer can write no text that it can read again.", "vocab.json");
    }

    /// <summary>Shows at the same time that the model works.</summary>
    private static void KeepFrame(IEngine engine, ForeignModel model, string checkpoint, int[] probe, string folder)
    {
        using var file = File.OpenRead(checkpoint);
        var weights = WeightSnapshot.ReadSafetensors(file, model.Config);
        using var gpt = engine.Load(weights);
        using var frames = new FrameStore(folder);
        var capture = gpt.Capture(probe);
        float[][][] shown = [.. Enumerable.Range(0, capture.Layers).Select(layer => Enumerable.Range(0, capture.Heads).Select(head => capture[layer, head].Weights).ToArray())]; // [L][H] of (T, T)
        frames.Add(weights.Step, FramePacker.Pack(weights.Step, shown, model.Config.Mask));
        frames.Sync();
    }
}
