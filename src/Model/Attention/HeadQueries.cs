// Reads where the queries of one head come from off the model's weights.
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal static class HeadQueries
{
    /// <summary>A copy of the head's share; null where the layer has no queries.</summary>
    public static QueryProjection? Of(Gpt model, int layer, int head)
    {
        if (model.Blocks[layer].Attention is not { QueryKeyValue: var packed }) return null;
        int size = model.Config.HeadSize;
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var weight = packed.weight!.narrow(0, head * size, size).transpose(0, 1).contiguous(); // (C, D)
        return new(Accelerator.Read(weight), packed.bias is { } bias ? Accelerator.Read(bias.narrow(0, head * size, size)) : null); // (D)
    }
}
