// Cross entropy of logits, by class or by probabilities, with its gradient.
using TorchSharp.Loops;

namespace TorchSharp;

internal static unsafe class LossOperation
{
    /// <summary>logits (N, C), (C) or (N, C, ..) and targets (N), () or (N, ..): class numbers, or probabilities in the logits' shape.</summary>
    public static torch.Tensor CrossEntropy(
        torch.Tensor logits, torch.Tensor targets, torch.Tensor? weight, long ignoreIndex, torch.nn.Reduction reduction, double labelSmoothing)
    {
        if (labelSmoothing is < 0 or > 1)
            throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "cross_entropy: label_smoothing must be in [0, 1].");
        using var temporaries = Temporaries.Open();
        if (targets.is_floating_point()) return temporaries.Result(Soft(logits, targets, weight, reduction, labelSmoothing));
        var (x, y) = Rows(logits, targets, weight, "cross_entropy");
        var losses = x.IsFloat32
            ? Fused(x, y, weight, ignoreIndex, labelSmoothing)
            : Composed(x.log_softmax(-1), y, weight, ignoreIndex, labelSmoothing);
        return temporaries.Result(Reduced(losses, y, weight, ignoreIndex, reduction, targets.sizes));
    }

    public static torch.Tensor Reduce(torch.Tensor losses, torch.nn.Reduction reduction) => reduction switch
    {
        torch.nn.Reduction.Mean => losses.mean(),
        torch.nn.Reduction.Sum => losses.sum(),
        _ => losses,
    };

    // (N, C) and (N), whatever the shapes were.
    private static (torch.Tensor, torch.Tensor) Rows(torch.Tensor x, torch.Tensor y, torch.Tensor? weight, string operation)
    {
        if (y.type != torch.ScalarType.Int64) throw new ArgumentException($"{operation}: expected targets of type Int64, but got {y.Text}.");
        if (!x.is_floating_point()) throw new ArgumentException($"{operation}: expected a floating point input, but got {x.Text}.");
        var classDim = x.Rank <= 1 ? 0 : 1;
        if (x.Rank == 0 || !Shape.Same(Shape.Without(x.sizes, classDim), y.sizes))
            throw new ArgumentException(
                $"{operation}: expected an input (N, C) or (N, C, ..) and targets (N) or (N, ..), but got {x.Text} and {y.Text}.");
        var classes = x.sizes[classDim];
        if (weight is not null && (weight.Rank != 1 || weight.sizes[0] != classes || weight.type != x.type))
            throw new ArgumentException($"{operation}: the weight must be {x.type} [{classes}], but got {weight.Text}.");
        if (x.Rank == 2) return (x, y);
        return ((x.Rank > 2 ? x.transpose(1, -1) : x).reshape([-1, classes]), (x.Rank > 2 ? y.transpose(1, -1) : y).reshape([-1]));
    }

    private static void RequireClasses(torch.Tensor targets, long classes, long ignoreIndex)
    {
        var at = targets.Pointer<long>();
        for (long i = 0, count = targets.Count; i < count; i++)
            if (at[i] != ignoreIndex && (ulong)at[i] >= (ulong)classes)
                throw new ArgumentOutOfRangeException(nameof(targets), at[i],
                    $"cross_entropy: target {at[i]} is out of bounds; allowed: 0 to {classes - 1}, or ignore_index {ignoreIndex}.");
    }

    private static torch.Tensor Fused(torch.Tensor x, torch.Tensor targets, torch.Tensor? weight, long ignoreIndex, double labelSmoothing)
    {
        using var logits = Operand.Dense(x);
        using var classes = Operand.Dense(targets);
        using var weights = weight is null ? default : Operand.Dense(weight);
        long rows = x.sizes[0], columns = x.sizes[1];
        RequireClasses(classes.Tensor, columns, ignoreIndex);
        var losses = torch.Tensor.Empty(targets.sizes, x.type);
        using var logSumExp = Operand.Empty([rows], x.type);
        Kernels.CrossEntropy.Forward(logits.Floats, classes.Tensor.Pointer<long>(), weight is null ? null : weights.Floats, ignoreIndex, labelSmoothing,
            losses.Floats, logSumExp.Floats, rows, columns);
        if (!Node.Wanted(x)) return losses;
        return Node.Of("CrossEntropyBackward0", (ignoreIndex, labelSmoothing), static (node, given) =>
        {
            // loss = ln sum e^x - x[target], smoothed and weighted  =>  dx = (softmax x - target) dloss, row by row
            using var dLoss = Operand.Dense(node.Gradient);
            var dx = torch.Tensor.Empty(node.Inputs[0].Sizes, torch.ScalarType.Float32);
            Kernels.CrossEntropy.Backward(node.Saved(0).Floats, node.Saved(1).Pointer<long>(), node.SavedOrNull(2) is { } kept ? kept.Floats : null,
                given.ignoreIndex, given.labelSmoothing, node.Saved(3).Floats, dLoss.Floats, dx.Floats, dx.sizes[0], dx.sizes[1]);
            node.Give(0, dx);
        }, x).Saves(logits.Tensor, classes.Tensor, weight is null ? null : weights.Tensor, logSumExp.Tensor).Finish(losses);
    }

    // loss[i] = -w[t] logp[i][t], and with smoothing e: (1 - e) of that + e/C sum of -w logp[i]; 0 where ignored.
    private static torch.Tensor Composed(torch.Tensor logProbabilities, torch.Tensor targets, torch.Tensor? weight, long ignoreIndex, double smoothing)
    {
        using var dense = Operand.Dense(targets);
        RequireClasses(dense.Tensor, logProbabilities.sizes[1], ignoreIndex);
        var ignored = targets.eq(ignoreIndex);
        var safe = targets.masked_fill(ignored, 0);
        var losses = logProbabilities.gather(1, safe.unsqueeze(1)).squeeze(1).neg();
        if (weight is not null) losses = losses.mul(weight.index_select(0, safe));
        if (smoothing > 0)
        {
            var all = (weight is null ? logProbabilities : logProbabilities.mul(weight)).sum(1).neg();
            losses = losses.mul(1 - smoothing).add(all.mul(smoothing / logProbabilities.sizes[1]));
        }
        return losses.masked_fill(ignored, 0);
    }

    private static torch.Tensor Reduced(
        torch.Tensor losses, torch.Tensor targets, torch.Tensor? weight, long ignoreIndex, torch.nn.Reduction reduction, long[] shape)
    {
        if (reduction == torch.nn.Reduction.None)
        {
            if (shape.Length == 1) return losses;
            if (shape.Length < 1) return losses.view(shape);
            // The rows are in (N, .., d1) order.
            return losses.view(Exchanged(shape)).transpose(1, -1);
        }
        if (reduction == torch.nn.Reduction.Sum) return losses.sum();
        return weight is null
            ? losses.sum().div(Counted(targets, ignoreIndex))
            : losses.sum().div(Total(targets, weight, ignoreIndex).to_type(losses.type));
    }

    // What the mean divides by: the number of targets that count.
    private static double Counted(torch.Tensor targets, long ignoreIndex)
    {
        using var dense = Operand.Dense(targets);
        var at = dense.Tensor.Pointer<long>();
        long counted = 0;
        for (long i = 0, count = targets.Count; i < count; i++) counted += at[i] != ignoreIndex ? 1 : 0;
        return counted;
    }

    // Or the sum of their classes' weights.
    private static torch.Tensor Total(torch.Tensor targets, torch.Tensor weight, long ignoreIndex)
    {
        var counted = targets.ne(ignoreIndex);
        return weight.detach().index_select(0, targets.masked_fill(targets.eq(ignoreIndex), 0)).mul(counted).sum();
    }

    private static long[] Exchanged(long[] shape)
    {
        var result = (long[])shape.Clone();
        (result[1], result[^1]) = (shape[^1], shape[1]);
        return result;
    }

    private static torch.Tensor Soft(torch.Tensor logits, torch.Tensor targets, torch.Tensor? weight, torch.nn.Reduction reduction, double smoothing)
    {
        if (!Shape.Same(logits.sizes, targets.sizes))
            throw new ArgumentException($"cross_entropy: probabilities must have the input's shape, but got {logits.Text} and {targets.Text}.");
        var dim = logits.Rank <= 1 ? 0 : 1;
        var classes = logits.sizes[dim];
        var probabilities = smoothing > 0 ? targets.mul(1 - smoothing).add(smoothing / classes) : targets;
        var products = logits.log_softmax(dim).mul(probabilities);
        if (weight is not null)
            products = products.mul(dim == 0 ? weight : weight.view([.. Enumerable.Repeat(1L, 1), classes, .. Enumerable.Repeat(1L, logits.Rank - 2)]));
        var losses = products.sum(dim).neg();
        return reduction == torch.nn.Reduction.Mean ? losses.sum().div(logits.Count / classes) : Reduce(losses, reduction);
    }
}
