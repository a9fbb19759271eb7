// Small programs of the kind that people write with TorchSharp, unchanged: they must run and learn.
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Torch.Tests.Modules;

public class OrdinaryProgramTests
{
    [Fact]
    public void Regression_WithSequentialAndSgd_LearnsTheLine()
    {
        using var generator = new Generator(1);
        using var model = Sequential(Linear(2, 8), new Tanh(), Linear(8, 1));
        Fill(model, generator);
        using var optimizer = SGD(model.parameters(), 0.05, momentum: 0.9);
        using var x = rand(64, 2);
        using var y = (x.select(1, 0) * 3 + x.select(1, 1) * -2 + 0.5).unsqueeze(1);
        float first = float.NaN, last = float.NaN;
        for (int epoch = 0; epoch < 200; epoch++)
        {
            using var scope = NewDisposeScope();
            model.zero_grad();
            using var output = MeanSquares(model.call(x), y);
            output.backward();
            optimizer.step();
            last = output.item<float>();
            if (epoch == 0) first = last;
        }
        Assert.True(first > 0.5, $"the start is too good to learn from: {first}");
        Assert.True(last < 0.005, $"loss after training: {last}");
    }

    [Fact]
    public void CharacterModel_WithACustomModuleAndAdamW_LearnsTheNextCharacter()
    {
        const string text = "the quick brown fox jumps over the lazy dog. ";
        char[] vocabulary = [.. text.Distinct().Order()];
        long[] ids = [.. string.Concat(Enumerable.Repeat(text, 4)).Select(character => (long)Array.IndexOf(vocabulary, character))];
        using var generator = new Generator(2);
        using var model = new CharacterModel(vocabulary.Length, context: 4, channels: 24);
        Fill(model, generator);
        using var optimizer = AdamW(model.parameters(), lr: 0.01, weight_decay: 0.01);
        using var data = tensor(ids);
        float loss = float.NaN;
        model.train();
        for (int step = 0; step < 150; step++)
        {
            using var scope = NewDisposeScope();
            int at = step % text.Length;
            var windows = Enumerable.Range(at, 60).Select(start => data.narrow(0, start, 4).unsqueeze(0)).ToArray();
            var x = cat(windows); // (B, T)
            var y = data.narrow(0, at + 4, 60); // (B)
            var output = functional.cross_entropy(model.call(x), y);
            model.zero_grad();
            output.backward();
            nn.utils.clip_grad_norm_(model.parameters(), 1);
            optimizer.step();
            foreach (var group in optimizer.ParamGroups) group.LearningRate = 0.001 + 0.009 * (1 + Math.Cos(Math.PI * (step + 1) / 150)) / 2;
            loss = output.item<float>();
        }
        Assert.True(loss < 0.2, $"loss after training: {loss}");

        model.eval();
        using var none = no_grad();
        string written = "the ";
        for (int i = 0; i < 20; i++)
        {
            using var scope = NewDisposeScope();
            var x = tensor(written[^4..].Select(character => (long)Array.IndexOf(vocabulary, character)).ToArray()).unsqueeze(0);
            written += vocabulary[model.call(x).argmax(1).item<long>()];
        }
        Assert.Contains(written, text + text, StringComparison.Ordinal);
    }

    // The drop-in's and libtorch's generators differ: these programs draw their weights themselves.
    private static void Fill(nn.Module model, Generator generator)
    {
        foreach (var parameter in model.parameters()) init.normal_(parameter, 0, 0.3, generator);
    }

    private sealed class CharacterModel : Module<Tensor, Tensor>
    {
        private readonly Embedding table;
        private readonly Sequential layers;

        public CharacterModel(long vocabulary, long context, long channels) : base(nameof(CharacterModel))
        {
            table = Embedding(vocabulary, channels);
            layers = Made.Sequential(
                Linear(context * channels, 64),
                GELU(),
                LayerNorm(64),
                Linear(64, vocabulary));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => layers.call(functional.dropout(table.call(input).view(input.shape[0], -1), 0.01, training)); // (B, T) -> (B, V)
    }
}
