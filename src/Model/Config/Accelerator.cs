// The device that models compute on: a GPU where the engine has one. The only place that knows of devices.
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal static class Accelerator
{
    /// <summary>Where weights and batches live. Set once, before anything is computed.</summary>
    public static Device Device { get; set; } = CPU;

    /// <summary>The elements of a Float32 tensor row by row, from whatever device it is on.</summary>
    public static float[] Read(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().contiguous().data<float>().ToArray();
    }
}
