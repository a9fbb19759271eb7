// Records everything that attention does in a forward pass; the model's own numbers stay the same, bit for bit.
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <summary>Attach, call the model on one sequence, read <see cref="Latest"/>, dispose: no trace is left.</summary>
internal sealed class AttentionProbe : IDisposable
{
    private readonly Gpt model;
    private readonly GptConfig config;
    private readonly AttentionTap tap;
    private readonly List<HeadCapture[]> layers = [];

    public AttentionProbe(Gpt model)
    {
        (this.model, config) = (model, model.Config);
        tap = new AttentionTap(model, OnLayer, OnAnswer);
    }

    /// <summary>The last pass, its first sequence where there were several; null before the first.</summary>
    public AttentionCapture? Latest { get; private set; }

    public void Dispose() => tap.Dispose();

    private void OnLayer(int layer, Tensor input, Tensor? packed)
    {
        if (layer == 0) layers.Clear();
        var edit = model.Blocks[layer].Edit;
        layers.Add(packed is null ? Average(input, edit) : Attend(input, packed, edit));
    }

    private void OnAnswer(Tensor tokens, Tensor logits)
    {
        var heads = new HeadCapture[layers.Count, layers.Count == 0 ? 0 : config.Heads];
        for (int layer = 0; layer < layers.Count; layer++)
            for (int head = 0; head < config.Heads; head++) heads[layer, head] = layers[layer][head];
        Latest = new((int)tokens.shape[1], config.HeadSize, Values(logits[0]), heads);
        layers.Clear();
    }

    private HeadCapture[] Attend(Tensor input, Tensor packed, LayerEdit? edit)
    {
        var (query, key, value) = CausalSelfAttention.SplitHeads(packed.narrow(0, 0, 1), config); // 3 x (1, H, T, D)
        return Heads(Values(input[0]), query, key, value, edit);
    }

    /// <summary>The average is attention whose affinities are all zero and whose values are the channels themselves.</summary>
    private HeadCapture[] Average(Tensor input, LayerEdit? edit)
    {
        var shares = AverageOfPast.SplitHeads(input.narrow(0, 0, 1), config); // (1, H, T, D)
        var none = zeros_like(shares); // (1, H, T, D)
        var heads = Heads(Values(input[0]), none, none, shares, edit);
        // The softmax of equal affinities is 1/(t+1) but for rounding; the average is exactly that.
        float[] weights = AverageOfPast.Weights((int)input.shape[1], (edit?.Config ?? config).Mask); // (T, T)
        return [.. heads.Select(head => head.Added is null ? head with { Weights = weights } : head)];
    }

    private HeadCapture[] Heads(float[] given, Tensor query, Tensor key, Tensor value, LayerEdit? edit)
    {
        var seen = edit?.Config ?? config;
        var explicitly = ExplicitAttention.Compute(query, key, value, seen.Scale, seen.Mask);
        float[][] queries = PerHead(query), keys = PerHead(key), values = PerHead(value); // H x (T, D)
        float[][] raw = PerHead(explicitly.Raw), scaled = PerHead(explicitly.Scaled), weights = PerHead(explicitly.Weights); // H x (T, T)
        float[][] outputs = PerHead(explicitly.Output); // H x (T, D)
        return [.. Enumerable.Range(0, config.Heads).Select(head =>
        {
            var changed = edit?.AddedTensor(head, query.device) is { } added
                ? ExplicitAttention.Compute(query[0, head], key[0, head], value[0, head], seen.Scale, seen.Mask, added) : null;
            return new HeadCapture
            {
                Input = given,
                Query = queries[head],
                Key = keys[head],
                Value = values[head],
                Raw = raw[head],
                Scaled = scaled[head],
                Added = edit?.AddedTo(head),
                Weights = changed is null ? weights[head] : Values(changed.Weights),
                Output = changed is null ? outputs[head] : Values(changed.Output),
            };
        })];
    }

    /// <summary>(B, H, ..) as one array per head, those of the first text first.</summary>
    internal static float[][] PerHead(Tensor heads)
    {
        float[] all = Values(heads);
        int count = (int)(heads.shape[0] * heads.shape[1]), size = all.Length / count;
        return [.. Enumerable.Range(0, count).Select(head => all[(head * size)..((head + 1) * size)])];
    }

    private static float[] Values(Tensor tensor) => Accelerator.Read(tensor);
}
