// What a new run would be, said before it is started: every number, how large it is, how long it may take, and what is wrong.
using System.Text.Json.Serialization;

namespace AttentionLab.Contracts;

/// <summary>Answers a request for a new run without starting it. Nothing is written, fetched or loaded for it.</summary>
public sealed record RunOutline
{
    /// <summary>What the request would be refused for, a sentence for each field by its JSON name; empty where the run could be started.</summary>
    public required IReadOnlyDictionary<string, string> Errors { get; init; }

    /// <summary>The model with every number that the request leaves out; null where there is no such preset. Its vocabulary is that of the text, where <see cref="Parameters"/> is known.</summary>
    public GptConfig? Model { get; init; }

    /// <summary>The training with every number that the request leaves out; null where there is no such preset.</summary>
    public TrainingConfig? Training { get; init; }

    /// <summary>Trainable numbers; null where the model cannot be built, or its vocabulary is not known because the text is not on this machine.</summary>
    public long? Parameters { get; init; }

    /// <summary>What training keeps in memory; null where <see cref="Parameters"/> is.</summary>
    public TrainingMemory? Memory { get; init; }

    /// <summary>The expected time on each engine of this build; none where <see cref="Parameters"/> is null.</summary>
    public IReadOnlyList<ExpectedTime> Times { get; init; } = [];
}

/// <summary>Bytes that training keeps from one step to the next, exact; what a step keeps until its backward pass comes on top, and depends on the engine.</summary>
/// <param name="Weights">4 for each parameter.</param>
/// <param name="Gradients">As many.</param>
/// <param name="Optimizer">AdamW keeps two numbers for each parameter, SGD none, Muon one for each cell of a matrix inside the blocks and two for the rest.</param>
public sealed record TrainingMemory(long Weights, long Gradients, long Optimizer)
{
    public long Total => Weights + Gradients + Optimizer;
}

/// <summary>How close what was measured comes to what is asked.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TimeBasis>))]
public enum TimeBasis
{
    /// <summary>Nothing was measured on that engine yet: there is no number.</summary>
    [JsonStringEnumMemberName("none")] None,

    /// <summary>Steps of this much work were measured.</summary>
    [JsonStringEnumMemberName("same")] Same,

    /// <summary>Steps of less work and of more were measured.</summary>
    [JsonStringEnumMemberName("between")] Between,

    /// <summary>Only steps of less work, or only of more, were measured: the least certain.</summary>
    [JsonStringEnumMemberName("beyond")] Beyond,
}

/// <summary>Expected time of a whole run, estimates of its loss and samples included.</summary>
/// <param name="Engine">One of <see cref="EngineNames"/>.</param>
/// <param name="Seconds">Null where nothing was measured.</param>
/// <param name="Basis">How far it can be trusted.</param>
/// <param name="Says">What it rests on, for people: "from 2 runs here", "not measured yet".</param>
public sealed record ExpectedTime(string Engine, double? Seconds, TimeBasis Basis, string Says);
