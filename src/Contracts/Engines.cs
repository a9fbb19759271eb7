// The engines that can compute a run, and how each of them stands on this machine.
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace AttentionLab.Contracts;

/// <summary>Names of engines, as in requests and in run.json.</summary>
public static class EngineNames
{
    /// <summary>TorchSharp on libtorch.</summary>
    public const string TorchSharp = "torchsharp";

    /// <summary>The lab's own engine in C#: runs wherever .NET does.</summary>
    public const string Managed = "managed";

    public static IReadOnlyList<string> All { get; } = [TorchSharp, Managed];
}

[JsonConverter(typeof(JsonStringEnumConverter<EngineState>))]
public enum EngineState
{
    /// <summary>All that it needs is there; it is loaded when it is first needed.</summary>
    [JsonStringEnumMemberName("notLoaded")] NotLoaded,

    /// <summary>It computes, or can at once.</summary>
    [JsonStringEnumMemberName("loaded")] Loaded,

    /// <summary>It cannot compute here; the reason says why.</summary>
    [JsonStringEnumMemberName("unavailable")] Unavailable,
}

/// <summary>One engine on this machine.</summary>
/// <param name="Title">For people, with its version: "TorchSharp 0.107".</param>
/// <param name="State">Whether it can compute.</param>
/// <param name="Device">cpu or cuda; null until it is loaded.</param>
/// <param name="Threads">That train; null until it is loaded.</param>
/// <param name="Reason">Why it cannot compute here, as a sentence; null where it can.</param>
/// <param name="Promise">What a run on it can count on, for the place where an engine is chosen.</param>
public sealed record EngineInfo([property: AllowedValues(EngineNames.TorchSharp, EngineNames.Managed)] string Name, string Title, EngineState State, [property: AllowedValues("cpu", "cuda")] string? Device, int? Threads, string? Reason, string Promise)
{
    /// <summary>For a line: "TorchSharp 0.107 (not loaded yet)", "TorchSharp 0.107 (cpu, 2 threads)".</summary>
    [JsonIgnore]
    public string TitleAndState => State switch
    {
        EngineState.NotLoaded => $"{Title} (not loaded yet)",
        EngineState.Loaded => $"{Title} ({Device}, {Threads} {(Threads == 1 ? "thread" : "threads")})",
        _ => $"{Title} (cannot compute here)",
    };

    /// <summary>Whether a run can be trained on it here.</summary>
    [JsonIgnore]
    public bool CanCompute => State != EngineState.Unavailable;
}

/// <summary>All engines of this build, and the one that a run takes which names none.</summary>
/// <param name="Reason">Why that is not TorchSharp although nobody chose so, as a sentence; null else.</param>
public sealed record EngineChoice([property: AllowedValues(EngineNames.TorchSharp, EngineNames.Managed)] string Default, string? Reason, IReadOnlyList<EngineInfo> Engines)
{
    /// <summary>The one that a run takes which names none.</summary>
    [JsonIgnore]
    public EngineInfo DefaultEngine => Engines.First(engine => engine.Name == Default);

    /// <summary>Why no run can be trained on that engine here, as a sentence; null where one can.</summary>
    public string? ObstacleOf(string name) => Engines.FirstOrDefault(engine => engine.Name == name) is { } known ? known.Reason : $"This build has no engine '{name}'; it has {string.Join(" and ", EngineNames.All)}.";

    /// <summary>Where that engine computes; null where it is not loaded, or unknown.</summary>
    public string? DeviceOf(string name) => Engines.FirstOrDefault(engine => engine.Name == name)?.Device;

    /// <summary>For people; the name itself where this build has no such engine.</summary>
    public string TitleOf(string name) => Engines.FirstOrDefault(engine => engine.Name == name)?.Title ?? name;
}
