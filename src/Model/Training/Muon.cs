// Muon: momentum whose update is made orthogonal, so that every direction of a matrix learns at the same speed.
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <summary>Moves matrices inside a network; embeddings, the head and everything that is not a matrix are for another optimizer.</summary>
/// <remarks>
/// After Keller Jordan (2024), with Nesterov momentum. The update's length follows Liu et al. (2025): 0.2 sqrt(larger side)
/// gives its cells the root mean square that AdamW's have, so that one learning rate and one weight decay serve both.
/// </remarks>
internal sealed class Muon : IDisposable
{
    private const double Momentum = 0.95;
    private const double RootMeanSquare = 0.2;

    private readonly double weightDecay;
    private readonly MuonMatrix[] matrices;

    public Muon(IEnumerable<(string Name, Parameter Weight, int Parts)> matrices, double weightDecay)
    {
        this.weightDecay = weightDecay;
        using var none = no_grad();
        this.matrices = [.. matrices.Select(matrix => new MuonMatrix(matrix.Name, matrix.Weight, matrix.Parts, zeros_like(matrix.Weight).DetachFromDisposeScope()))];
    }

    /// <summary>The momenta by the names of their matrices, live.</summary>
    public IEnumerable<(string Name, Tensor Momentum)> States => matrices.Select(matrix => (matrix.Name, matrix.Momentum));

    /// <summary>Only after a backward pass; matrices without a gradient stay.</summary>
    public void Step(double learningRate)
    {
        using var none = no_grad();
        foreach (MuonMatrix matrix in matrices)
        {
            using var scope = NewDisposeScope();
            if (matrix.Weight.grad is not { } gradient) continue;
            matrix.Momentum.Times_(Momentum).Plus_(gradient, 1 - Momentum); // (R, C)
            var ahead = gradient.Times(1 - Momentum).Plus_(matrix.Momentum, Momentum); // (R, C)
            if (weightDecay > 0) matrix.Weight.Times_(1 - learningRate * weightDecay); // (R, C)
            var weights = matrix.Weight.chunk(matrix.Parts, 0); // parts x (R / parts, C)
            var updates = ahead.chunk(matrix.Parts, 0); // parts x (R / parts, C)
            for (int part = 0; part < matrix.Parts; part++)
            {
                double length = RootMeanSquare * Math.Sqrt(Math.Max(updates[part].shape[0], updates[part].shape[1]));
                weights[part].Plus_(NewtonSchulz.Orthogonalize(updates[part]), -learningRate * length); // (R / parts, C)
            }
        }
    }

    public void Dispose()
    {
        foreach (MuonMatrix matrix in matrices) matrix.Momentum.Dispose();
    }

    /// <param name="Parts">How many matrices lie one above the other in it: each is made orthogonal by itself.</param>
    private sealed record MuonMatrix(string Name, Parameter Weight, int Parts, Tensor Momentum);
}
