// Where the queries of one head come from: q = x W + b.
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <param name="Weight">(C, D) row by row.</param>
/// <param name="Bias">(D); null where the model has none.</param>
public sealed record QueryProjection(float[] Weight, float[]? Bias)
{
    /// <summary>A copy of the head's share; null where the layer has no queries.</summary>
    internal static QueryProjection? Of(Gpt model, int layer, int head)
    {
        if (model.Blocks[layer].Attention is not { QueryKeyValue: var packed }) return null;
        int size = model.Config.HeadSize;
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var weight = packed.weight!.narrow(0, head * size, size).transpose(0, 1).contiguous(); // (C, D)
        return new(Accelerator.Read(weight), packed.bias is { } bias ? Accelerator.Read(bias.narrow(0, head * size, size)) : null); // (D)
    }
}
