// Records everything that attention does in a forward pass; the model's own numbers stay the same, bit for bit.
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <summary>Attach, call the model on one sequence, read <see cref="Latest"/>, dispose: no trace is left.</summary>
public sealed class AttentionProbe : IDisposable
{
    private readonly GptConfig config;
    private readonly AttentionTap tap;
    private readonly List<HeadCapture[]> layers = [];

    public AttentionProbe(Gpt model)
    {
        config = model.Config;
        tap = new AttentionTap(model, OnLayer, OnAnswer);
    }

    /// <summary>The last pass, its first sequence where there were several; null before the first.</summary>
    public AttentionCapture? Latest { get; private set; }

    public void Dispose() => tap.Dispose();

    private void OnLayer(int layer, Tensor input, Tensor? packed)
    {
        if (layer == 0) layers.Clear();
        layers.Add(packed is null ? Average(input) : Attend(input, packed));
    }

    private void OnAnswer(Tensor tokens, Tensor logits)
    {
        var heads = new HeadCapture[layers.Count, layers.Count == 0 ? 0 : config.Heads];
        for (int layer = 0; layer < layers.Count; layer++)
            for (int head = 0; head < config.Heads; head++) heads[layer, head] = layers[layer][head];
        Latest = new((int)tokens.shape[1], config.HeadSize, Values(logits[0]), heads);
        layers.Clear();
    }

    private HeadCapture[] Attend(Tensor input, Tensor packed)
    {
        var (query, key, value) = CausalSelfAttention.SplitHeads(packed.narrow(0, 0, 1), config); // 3 x (1, H, T, D)
        var explicitly = ExplicitAttention.Compute(query, key, value, config.Scale, config.Mask);
        float[] given = Values(input[0]); // (T, C)
        float[][] queries = PerHead(query), keys = PerHead(key), values = PerHead(value); // H x (T, D)
        float[][] raw = PerHead(explicitly.Raw), scaled = PerHead(explicitly.Scaled), weights = PerHead(explicitly.Weights); // H x (T, T)
        float[][] outputs = PerHead(explicitly.Output); // H x (T, D)
        return [.. Enumerable.Range(0, config.Heads).Select(head => new HeadCapture
        {
            Input = given,
            Query = queries[head],
            Key = keys[head],
            Value = values[head],
            Raw = raw[head],
            Scaled = scaled[head],
            Weights = weights[head],
            Output = outputs[head],
        })];
    }

    /// <summary>The average is attention whose affinities are all zero and whose values are the channels themselves.</summary>
    private HeadCapture[] Average(Tensor input)
    {
        int tokens = (int)input.shape[1];
        float[] none = new float[tokens * tokens], weights = AverageOfPast.Weights(tokens, config.Mask); // (T, T)
        var shares = input.narrow(0, 0, 1).view(1, tokens, config.Heads, config.HeadSize).transpose(1, 2); // (1, H, T, D)
        var mean = tensor(weights, [tokens, tokens], device: input.device).matmul(shares); // (1, H, T, D)
        float[] given = Values(input[0]), zero = new float[tokens * config.HeadSize]; // (T, C), (T, D)
        float[][] values = PerHead(shares), outputs = PerHead(mean); // H x (T, D)
        return [.. Enumerable.Range(0, config.Heads).Select(head => new HeadCapture
        {
            Input = given,
            Query = zero,
            Key = zero,
            Value = values[head],
            Raw = none,
            Scaled = none,
            Weights = weights,
            Output = outputs[head],
        })];
    }

    /// <summary>(1, H, ..) as one array per head.</summary>
    internal static float[][] PerHead(Tensor heads)
    {
        float[] all = Values(heads);
        int size = all.Length / (int)heads.shape[1];
        return [.. Enumerable.Range(0, (int)heads.shape[1]).Select(head => all[(head * size)..((head + 1) * size)])];
    }

    private static float[] Values(Tensor tensor) => Accelerator.Read(tensor);
}
