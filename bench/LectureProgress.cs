// The lecture benchmark's checkpoint: the trainer's whole state and the seconds it took so far.
using System.Text.Json;

namespace AttentionLab.Bench;

/// <summary>Each checkpoint has its own file, and one small file says which counts: a kill at any moment leaves a whole one.</summary>
internal sealed class LectureProgress
{
    private readonly string? folder;
    private int step;

    private LectureProgress(string? folder) => this.folder = folder;

    /// <summary>Spent in steps, without validation.</summary>
    public double TrainingSeconds { get; set; }

    /// <summary>Of all threads in the same steps: shows how much of the time other programs had the processor.</summary>
    public double ProcessorSeconds { get; set; }

    public double ValidationSeconds { get; set; }

    private string Index => Path.Combine(folder!, "progress.json");

    /// <param name="folder">Null keeps nothing.</param>
    public static LectureProgress Open(string? folder)
    {
        var progress = new LectureProgress(folder);
        if (folder is null) return progress;
        Directory.CreateDirectory(folder);
        if (!File.Exists(progress.Index)) return progress;
        var saved = JsonSerializer.Deserialize<Saved>(File.ReadAllText(progress.Index))!;
        progress.step = saved.Step;
        (progress.TrainingSeconds, progress.ProcessorSeconds, progress.ValidationSeconds) = (saved.TrainingSeconds, saved.ProcessorSeconds, saved.ValidationSeconds);
        return progress;
    }

    /// <summary>The trainer where it was left, or a new one.</summary>
    public Trainer Resume(GptConfig model, TrainingConfig training, Corpus corpus, long seed)
    {
        if (step == 0) return new Trainer(model, training, corpus, seed);
        using FileStream stream = File.OpenRead(FileOf(step));
        return Trainer.Restore(stream, model, training, corpus, seed);
    }

    public void Save(Trainer trainer)
    {
        if (folder is null) return;
        int before = step;
        step = trainer.StepsDone;
        using (FileStream stream = File.Create(FileOf(step))) trainer.Save(stream);
        File.WriteAllText(Index + ".part", JsonSerializer.Serialize(new Saved(step, TrainingSeconds, ProcessorSeconds, ValidationSeconds)));
        File.Move(Index + ".part", Index, overwrite: true);
        if (before > 0 && before != step) File.Delete(FileOf(before));
    }

    private string FileOf(int step) => Path.Combine(folder!, FormattableString.Invariant($"step-{step}.safetensors"));

    private sealed record Saved(int Step, double TrainingSeconds, double ProcessorSeconds, double ValidationSeconds);
}
