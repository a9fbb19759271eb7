// The lab's own engine: the model on tensors in C#, wherever .NET runs, the same bits on any number of threads.
using AttentionLab.Model;

namespace AttentionLab.Engines.Managed;

public static class ManagedEngine
{
    /// <summary>There is nothing to load, and nothing that can fail.</summary>
    public static IEngine Create() => new ModelEngine(EngineNames.Managed);
}
