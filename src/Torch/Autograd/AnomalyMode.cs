// The search for the first step that makes NaN: forward results are watched, gradients that turn NaN stop backward.
using TorchSharp.Loops;

namespace TorchSharp;

/// <summary>While one is open on a thread, backward throws on NaN and names the step that made it; disposing restores what was before.</summary>
/// <remarks>Every result and gradient is read once more, so training is slower.</remarks>
public class AnomalyMode : IDisposable
{
    [ThreadStatic]
    private static bool isEnabled;

    [ThreadStatic]
    private static bool checksNaN;

    // What is known of the first recorded operation whose result held NaN.
    [ThreadStatic]
    private static string? firstForward;

    private readonly bool wasEnabled = isEnabled;
    private readonly bool wasChecking = checksNaN;

    /// <param name="enabled">Whether to watch.</param>
    /// <param name="check_nan">False: watch nothing after all, as in PyTorch, where only the traces would be left.</param>
    public AnomalyMode(bool enabled, bool check_nan = true)
    {
        (isEnabled, checksNaN) = (enabled, check_nan);
        firstForward = null;
    }

    public static bool ShouldCheckNaN => isEnabled && checksNaN;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        (isEnabled, checksNaN) = (wasEnabled, wasChecking);
        firstForward = null;
    }

    /// <summary>Notes a recorded result, if it is the first with NaN.</summary>
    internal static void Watch(Node node, torch.Tensor result)
    {
        if (firstForward is not null || FirstNaN(result) is not { } at) return;
        firstForward = node.TakesNaN
            ? $"{node.Name} was the first operation that was given NaN; no recorded operation made it: look at the data and the weights"
            : $"{node.Name} was the first operation that made NaN of numbers, in element {at} of its result {result.Text}";
    }

    internal static bool AnyNaN(ReadOnlySpan<torch.Tensor?> tensors)
    {
        foreach (var tensor in tensors)
            if (tensor is not null && FirstNaN(tensor) is not null)
                return true;
        return false;
    }

    /// <exception cref="InvalidOperationException">The tensor to start from is NaN.</exception>
    internal static void RequireRoot(torch.Tensor root)
    {
        if (FirstNaN(root) is null) return;
        throw new InvalidOperationException(
            $"detect_anomaly: backward starts from NaN ({root.Text}). In the forward pass, {firstForward ?? "no operation was watched: open detect_anomaly before it"}.");
    }

    /// <exception cref="InvalidOperationException">A step's backward function has made NaN.</exception>
    internal static void RequireGradient(Node node, int input, torch.Tensor gradient)
    {
        if (FirstNaN(gradient) is not { } at) return;
        throw new InvalidOperationException(
            $"detect_anomaly: function '{node.Name}' returned nan values in the gradient of its input {input} ({gradient.Text}, element {at}); "
            + $"the gradients that came to it had none. In the forward pass, {firstForward ?? "no operation made NaN"}.");
    }

    private static unsafe long? FirstNaN(torch.Tensor tensor)
    {
        if (!tensor.is_floating_point()) return null;
        using var dense = Operand.Dense(tensor);
        long count = tensor.Count;
        if (tensor.IsFloat32)
        {
            float* x = dense.Floats;
            for (long i = 0; i < count; i++)
                if (float.IsNaN(x[i])) return i;
        }
        else
        {
            double* x = dense.Tensor.Pointer<double>();
            for (long i = 0; i < count; i++)
                if (double.IsNaN(x[i])) return i;
        }
        return null;
    }
}

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>Until disposed, backward on this thread throws on NaN and names the first step that made it.</summary>
        public static AnomalyMode detect_anomaly(bool check_nan = true) => new(true, check_nan);
    }
}
