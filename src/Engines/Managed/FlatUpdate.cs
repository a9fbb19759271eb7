// One step of an optimizer over flat parameters: the managed engine's own, in one fused kernel each.
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal static class FlatUpdate
{
    /// <summary>After a backward pass; the groups have their learning rates.</summary>
    /// <param name="states">AdamW's, of each group's one parameter; the optimizer finds its own.</param>
    public static void Step(optim.Optimizer optimizer, AdamW.State[] states) => optimizer.step();
}
