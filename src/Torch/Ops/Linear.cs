// y = x W' + b: the affine map of a layer, bias and the activation after it in the same pass over y.
using TorchSharp.Kernels;
using TorchSharp.Loops;

namespace TorchSharp;

/// <summary>What comes after an affine map, where nobody sees what lies between.</summary>
internal enum ActivationAfter
{
    None,
    Relu,
    Gelu,
}

internal static unsafe class LinearOperation
{
    /// <summary>x (.., in), weight (out, in), bias (out): y (.., out).</summary>
    public static torch.Tensor Forward(torch.Tensor x, torch.Tensor weight, torch.Tensor? bias, ActivationAfter activation = ActivationAfter.None)
    {
        if (weight.Rank != 2 || x.Rank == 0 || x.sizes[^1] != weight.sizes[1])
            throw new ArgumentException($"linear: expected an input (.., in) and a weight (out, in), but got {x.Text} and {weight.Text}.");
        if (bias is not null && (bias.Rank != 1 || bias.sizes[0] != weight.sizes[0]))
            throw new ArgumentException($"linear: expected a bias ({weight.sizes[0]}) for the weight {weight.Text}, but got {bias.Text}.");
        if (x.type != weight.type || bias is not null && bias.type != x.type)
            throw new ArgumentException($"linear: input, weight and bias must have the same dtype, but got {x.Text}, {weight.Text}" +
                (bias is null ? "." : $" and {bias.Text}."));
        // Apart where there are results between to be looked at, and where a product is no product but rows of dots.
        if (activation != ActivationAfter.None && (!x.IsFloat32 || AnomalyMode.ShouldCheckNaN || x.Count <= x.sizes[^1]))
        {
            using var temporaries = Temporaries.Open();
            var between = Forward(x, weight, bias);
            return temporaries.Result(activation == ActivationAfter.Gelu ? between.gelu() : between.relu());
        }
        if (!x.IsFloat32) return Composed(x, weight, bias);

        long input = weight.sizes[1], output = weight.sizes[0];
        using var dense = Operand.Dense(x);
        var rows = x.Count / Math.Max(1, input);
        var y = torch.Tensor.Empty(Shape.With(x.sizes, x.Rank - 1, output), x.type);
        using var row = bias is null ? default : Operand.Dense(bias);
        var wanted = Node.Wanted(x, weight, bias);
        using var slope = wanted && activation == ActivationAfter.Gelu ? Operand.Empty(y.sizes, y.type) : default;
        var epilogue = activation switch
        {
            ActivationAfter.Relu => Epilogue.Relu,
            ActivationAfter.Gelu => Epilogue.Gelu(wanted ? slope.Floats : null),
            _ => default,
        };
        MatrixProduct.MultiplyAddRow((int)rows, (int)output, (int)input, dense.Floats, input, 1,
            weight.Floats, weight.strides[1], weight.strides[0], bias is null ? null : row.Floats, y.Floats, output, epilogue);
        if (!wanted) return y;
        var node = Node.Of("LinearBackward0", static node => Backward(node), x, weight, bias)
            .Saves(weight.requires_grad ? dense.Tensor : null, x.requires_grad ? weight : null);
        if (activation == ActivationAfter.None) return node.Finish(y);

        // What lies between has a history but no memory.
        var unseen = node.Finish(torch.Tensor.Of(MemoryBlock.Of(0), y.sizes, y.strides, 0, y.type, scoped: false));
        torch.Tensor.RecordActivation(activation, unseen, y, activation == ActivationAfter.Gelu ? slope.Tensor : y);
        unseen.Retire();
        return y;
    }

    // y = x W' + b  =>  dx = dy W, dW = dy' x, db = sum of dy over the rows
    private static void Backward(Node node)
    {
        using var dy = Operand.Dense(node.Gradient);
        var output = dy.Tensor.sizes[^1];
        var rows = (int)(dy.Tensor.Count / Math.Max(1, output));
        if (node.Wants(0))
        {
            var weight = node.Saved(1);
            var dx = torch.Tensor.Empty(node.Inputs[0].Sizes, torch.ScalarType.Float32);
            if (node.SlopeBefore(0) is { } activation && activation.SavedSlope() is { IsContiguous: true } saved)
            {
                // x = f(z)  =>  dz = dx f'(z), in the same pass
                var slope = activation.Slope == SlopeKind.OfRelu ? Epilogue.TimesSlopeOfRelu(saved.Floats) : Epilogue.TimesSlope(saved.Floats);
                MatrixProduct.MultiplyAddRow(rows, (int)weight.sizes[1], (int)output, dy.Floats, output, 1,
                    weight.Floats, weight.strides[0], weight.strides[1], null, dx.Floats, weight.sizes[1], slope);
                node.GiveThrough(0, dx);
            }
            else
            {
                MatrixProduct.Multiply(rows, (int)weight.sizes[1], (int)output, dy.Floats, output, 1,
                    weight.Floats, weight.strides[0], weight.strides[1], dx.Floats, weight.sizes[1], accumulate: false);
                node.Give(0, dx);
            }
        }
        if (node.Wants(1))
        {
            var x = node.Saved(0);
            var input = x.sizes[^1];
            var dWeight = torch.Tensor.Empty(node.Inputs[1].Sizes, torch.ScalarType.Float32);
            MatrixProduct.Multiply((int)output, (int)input, rows, dy.Floats, 1, output, x.Floats, input, 1, dWeight.Floats, input, accumulate: false);
            node.Give(1, dWeight);
        }
        if (node.Inputs.Length > 2 && node.Wants(2))
        {
            var dBias = torch.Tensor.Empty([output], torch.ScalarType.Float32);
            RowBias.SumRows(dy.Floats, dBias.Floats, rows, output, accumulate: false);
            node.Give(2, dBias);
        }
    }

    private static torch.Tensor Composed(torch.Tensor x, torch.Tensor weight, torch.Tensor? bias)
    {
        using var temporaries = Temporaries.Open();
        var y = x.matmul(weight.t());
        return temporaries.Result(bias is null ? y : y.add(bias));
    }
}
