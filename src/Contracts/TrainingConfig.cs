// How a run trains: batches, schedule, optimizer and how often it is measured.
using System.Text.Json.Serialization;

namespace AttentionLab.Contracts;

[JsonConverter(typeof(ChoiceJson<OptimizerKind>))]
public enum OptimizerKind
{
    AdamW,
    Sgd,

    /// <summary>Muon for the matrices inside the blocks, AdamW with the same learning rate for everything else.</summary>
    Muon,
}

public sealed record TrainingConfig
{
    /// <summary>Windows per step, B.</summary>
    [JsonRequired]
    public int Batch { get; init; } = 12;

    /// <summary>Steps of the whole run; the cosine ends there.</summary>
    [JsonRequired]
    public int Steps { get; init; } = 2000;

    /// <summary>The highest learning rate, reached after the warm-up.</summary>
    [JsonRequired]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>The learning rate at the last step; equal to the highest for a constant one.</summary>
    [JsonRequired]
    public double MinLearningRate { get; init; } = 1e-4;

    /// <summary>Steps over which the learning rate rises from 0.</summary>
    [JsonRequired]
    public int Warmup { get; init; } = 100;

    /// <summary>Decoupled weight decay, on matrices only.</summary>
    [JsonRequired]
    public double WeightDecay { get; init; } = 0.1;

    /// <summary>The longest gradient (L2 norm over all parameters); 0 does not clip.</summary>
    [JsonRequired]
    public double GradientClip { get; init; } = 1.0;

    /// <summary>Steps between two estimates of the loss.</summary>
    [JsonRequired]
    public int EvalEvery { get; init; } = 250;

    /// <summary>Batches that an estimate averages over, for each half of the corpus.</summary>
    [JsonRequired]
    public int EvalBatches { get; init; } = 20;

    /// <summary>Whether it is measured early, too: at steps 1, 10, 25, 50 and 100, on fewer batches. Not so where a person chose how often, nor in runs from before there was this.</summary>
    public bool EarlyEstimates { get; init; }

    [JsonRequired]
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.AdamW;
}
