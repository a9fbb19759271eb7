// All weights of a model in two flat tensors, one that decays and one that does not; every parameter is a window on one of them.
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <remarks>
/// An optimizer then has two tensors to move instead of dozens, and a norm or a copy of all weights is two operations. Matrices
/// inside the blocks lie first, so that those outside are one stretch, too. Parameters are handed out in the order of
/// <see cref="WeightShapes"/>, which is that in which the network is built.
/// </remarks>
internal sealed class FlatWeights : IDisposable
{
    private readonly IReadOnlyList<Place> places;
    private readonly List<Parameter> parameters = [];
    private readonly Tensor decaying; // (N)
    private readonly Tensor free; // (M)
    private readonly long inside;

    public FlatWeights(GptConfig config)
    {
        places = Arrange(WeightShapes.Of(config), out inside, out long outside, out long vectors);
        using var none = no_grad();
        decaying = zeros(new[] { inside + outside }, device: Accelerator.Device).DetachFromDisposeScope(); // (N)
        free = zeros(new[] { vectors }, device: Accelerator.Device).DetachFromDisposeScope(); // (M)
    }

    /// <summary>Name, shape and window of every weight that has been handed out.</summary>
    public IEnumerable<(WeightShape Weight, Parameter Parameter)> All => places.Zip(parameters, (place, parameter) => (place.Weight, parameter));

    /// <summary>The next weight, zero so far.</summary>
    /// <exception cref="InvalidOperationException">The network asks for another shape than the configuration names here.</exception>
    public Parameter Next(params long[] shape)
    {
        var place = places[parameters.Count];
        if (!place.Weight.Shape.SequenceEqual(shape))
            throw new InvalidOperationException($"The network builds ({string.Join(", ", shape)}) where '{place.Weight.Name}' has ({string.Join(", ", place.Weight.Shape)}).");
        using var scope = NewDisposeScope();
        var parameter = new Parameter(Window(place, decaying, free)); // of the weight's shape
        parameter.DetachFromDisposeScope();
        parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Everything that decays, (N) or without the matrices inside the blocks, and everything that does not (M), each with its gradient.</summary>
    /// <remarks>From here on every parameter's gradient is a window, too: backward adds to it, and nobody may set it to null.</remarks>
    public FlatParameters Flatten(bool withInside)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        Tensor decayingGradient = zeros_like(decaying).DetachFromDisposeScope(), freeGradient = zeros_like(free).DetachFromDisposeScope(); // (N), (M)
        foreach (var (place, parameter) in places.Zip(parameters)) parameter.grad = Window(place, decayingGradient, freeGradient);
        long first = withInside ? 0 : inside;
        var flat = new Parameter(decaying.narrow(0, first, decaying.shape[0] - first)); // (N)
        flat.grad = decayingGradient.narrow(0, first, flat.shape[0]);
        var vectors = new Parameter(free.narrow(0, 0, free.shape[0])); // (M)
        vectors.grad = freeGradient.narrow(0, 0, free.shape[0]);
        foreach (Tensor kept in (Tensor[])[flat, vectors]) kept.DetachFromDisposeScope();
        return new(this, flat, vectors, first, decayingGradient, freeGradient);
    }

    public void Dispose()
    {
        foreach (var parameter in parameters) parameter.Dispose();
        decaying.Dispose();
        free.Dispose();
    }

    private static List<Place> Arrange(IReadOnlyList<WeightShape> weights, out long inside, out long outside, out long vectors)
    {
        inside = weights.Where(weight => weight is { IsMatrix: true, IsInsideBlock: true }).Sum(weight => weight.Count);
        long within = 0, beyond = inside, vector = 0;
        var places = new List<Place>();
        foreach (var weight in weights)
        {
            ref long at = ref vector;
            if (weight.IsMatrix) at = ref weight.IsInsideBlock ? ref within : ref beyond;
            places.Add(new(weight, at));
            at += weight.Count;
        }
        (outside, vectors) = (beyond - inside, vector);
        return places;
    }

    private static Tensor Window(Place place, Tensor matrices, Tensor vectors) =>
        (place.Weight.IsMatrix ? matrices : vectors).narrow(0, place.Start, place.Weight.Count).view(place.Weight.Shape); // of the weight's shape

    /// <param name="Start">Where it begins in its flat tensor.</param>
    internal sealed record Place(WeightShape Weight, long Start);

    /// <summary>What an optimizer moves.</summary>
    /// <param name="Decaying">(N); empty where all matrices are moved otherwise.</param>
    /// <param name="Free">(M).</param>
    internal sealed record FlatParameters(FlatWeights Weights, Parameter Decaying, Parameter Free, long First, Tensor DecayingGradient, Tensor FreeGradient) : IDisposable
    {
        /// <summary>All gradients together, those of matrices that are moved otherwise too.</summary>
        public void ZeroGradients()
        {
            DecayingGradient.zero_();
            FreeGradient.zero_();
        }

        /// <summary>Each weight's window of numbers that belong to the flat parameters, such as moments (N) and (M).</summary>
        public IEnumerable<(string Name, Tensor Window)> Split(Tensor decaying, Tensor free) =>
            from place in Weights.places
            where !place.Weight.IsMatrix || place.Start >= First
            let shifted = place.Weight.IsMatrix ? place with { Start = place.Start - First } : place
            select (place.Weight.Name, Window(shifted, decaying, free));

        public void Dispose()
        {
            foreach (Tensor tensor in (Tensor[])[Decaying, Free, DecayingGradient, FreeGradient]) tensor.Dispose();
        }
    }
}
