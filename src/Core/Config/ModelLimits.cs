// The largest values that are allowed, and whether a run fits the machine's memory.
using System.Globalization;

namespace AttentionLab.Core;

public static class ModelLimits
{
    public const int Vocabulary = 65_536;
    public const int Layers = 24;
    public const int Heads = 24;
    public const int Channels = 1024;
    public const int Context = 1024;
    public const int Widening = 8;
    public const int Batch = 256;
    public const int Steps = 1_000_000;
    public const double LearningRate = 10;
    public const int GeneratedTokens = 100_000;

    /// <summary>Every problem of a run: the model's, the training's, and whether both together fit into memory.</summary>
    public static IReadOnlyList<ConfigProblem> Problems(GptConfig model, TrainingConfig training)
    {
        var problems = new List<ConfigProblem>([.. model.Problems(), .. training.Problems()]);
        if (problems.Count > 0) return problems;
        if (MemoryProblem(TrainingBytes(model, training.Batch)) is { } problem)
            problems.Add(new("training.batch", $"this model with batches of {training.Batch} needs {problem}; take a smaller batch, context or model."));
        return problems;
    }

    /// <summary>Null when so much memory can be had; else how much is needed and how much there is.</summary>
    public static string? MemoryProblem(long needed)
    {
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return needed > available * 0.9 ? $"about {Gibibytes(needed)} of memory and this machine has {Gibibytes(available)}" : null;
    }

    /// <summary>Memory that training takes, estimated: weights, gradients, two moments, and what the backward pass keeps.</summary>
    public static long TrainingBytes(GptConfig model, int batch)
    {
        long tokens = (long)batch * model.Context;
        long perToken = model.IsTable ? 0 : model.Layers * ((14L + 2L * model.Widening) * model.Channels + (model.Attends ? (long)model.Heads * model.Context : 0));
        return sizeof(float) * (4 * model.ParameterCount + tokens * (perToken + 3L * model.Vocabulary));
    }

    private static string Gibibytes(long bytes) => (bytes / (double)(1L << 30)).ToString("0.0", CultureInfo.InvariantCulture) + " GiB";
}
