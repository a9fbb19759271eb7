// Models trained elsewhere answer here as PyTorch has them answer.
using System.Text.Json;

namespace AttentionLab.Model.Tests;

public class ForeignModelTests
{
    private static readonly JsonElement PyTorch = Golden.Json("foreign/logits.json");

    [Theory]
    [InlineData("nanogpt.pt", 250, true)]
    [InlineData("nanogpt-plain.pt", 250, false)]
    [InlineData("model.safetensors", 0, true)]
    public void Logits_OfAForeignModel_ArePyTorchs(string file, int step, bool biases)
    {
        using var foreign = Open(file);
        var checkpoint = new MemoryStream();
        foreign.WriteCheckpoint(checkpoint);
        checkpoint.Position = 0;
        var weights = WeightSnapshot.ReadSafetensors(checkpoint, foreign.Config);
        using var model = new Gpt(weights.Config);
        ModelWeights.Load(model, weights);
        model.eval();
        JsonElement golden = PyTorch.GetProperty(file);
        int[] tokens = [.. golden.GetProperty("tokens").EnumerateArray().Select(id => id.GetInt32())];
        float[] expected = [.. golden.GetProperty("logits").EnumerateArray().Select(logit => logit.GetSingle())]; // (T, V)
        Golden.Close(expected, SmallModel.Logits(model, tokens), 2e-5, file);
        Assert.Equal(step, foreign.Step);
        Assert.Equal(biases, foreign.Config.AttentionBias);
        Assert.True(foreign.Config is { TiedHead: true, HeadBias: false });
    }

    [Fact]
    public void NanoGpt_Checkpoint_KeepsWhatItNotes()
    {
        using var foreign = Open("nanogpt.pt");
        Assert.Equal(1.875, foreign.ValidationLoss);
        Assert.Equal(new GptConfig { Vocabulary = 65, Layers = 2, Heads = 4, Channels = 16, Context = 16, AttentionBias = true, TiedHead = true, HeadBias = false }, foreign.Config);
        Assert.Equal("To be", foreign.Tokenizer.Decode(foreign.Tokenizer.Encode("To be")));
    }

    [Theory]
    [InlineData("""{"n_layer":2,"n_head":4,"n_embd":32,"n_positions":16}""", "vocab_size")]
    [InlineData("""{"n_layer":2,"n_head":4,"n_embd":32,"n_positions":16,"vocab_size":287,"activation_function":"swish"}""", "swish")]
    [InlineData("""{"n_layer":2,"n_head":4,"n_embd":32,"n_positions":16,"vocab_size":287,"n_inner":64}""", "n_inner")]
    [InlineData("""{"n_layer":2,"n_head":4,"n_embd":32,"n_positions":16,"vocab_size":287,"layer_norm_epsilon":1e-6}""", "layer_norm_epsilon")]
    [InlineData("""{"n_layer":2,"n_head":5,"n_embd":32,"n_positions":16,"vocab_size":287}""", "5 heads")]
    [InlineData("""{"n_layer":2,"n_head":4,"n_embd":32,"n_positions":32,"vocab_size":287}""", "shape (16, 32)")]
    [InlineData("""{"n_layer":3,"n_head":4,"n_embd":32,"n_positions":16,"vocab_size":287}""", "h.2.ln_1.weight")]
    [InlineData("""{"n_layer":1,"n_head":4,"n_embd":32,"n_positions":16,"vocab_size":287}""", "no place")]
    [InlineData("""{"n_layer":2000000000,"n_head":4,"n_embd":32,"n_positions":16,"vocab_size":287}""", "model.layers")]
    [InlineData("""{"model_type":"llama"}""", "llama")]
    [InlineData("""[]""", "config.json cannot be read")]
    [InlineData("""{"n_layer":""", "config.json cannot be read")]
    public void HuggingFace_ConfigOfAnotherModel_IsRefusedByName(string config, string named)
    {
        using var file = File.OpenRead(PathOf("model.safetensors"));
        Assert.Contains(named, Assert.Throws<ModelException>(() => ForeignModel.HuggingFace(file, config, Characters)).Message);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void WriteCheckpoint_WeightThatIsNoNumber_IsRefusedByName(float spoilt)
    {
        byte[] bytes = File.ReadAllBytes(PathOf("model.safetensors"));
        BitConverter.TryWriteBytes(bytes.AsSpan(8 + (int)BitConverter.ToInt64(bytes) + 40), spoilt); // the first tensor
        using var foreign = ForeignModel.HuggingFace(new MemoryStream(bytes), File.ReadAllText(PathOf("config.json")), Characters);
        Assert.Contains("'wte.weight'", Assert.Throws<ModelException>(() => foreign.WriteCheckpoint(Stream.Null)).Message);
    }

    [Fact]
    public void NanoGpt_TruncatedAnywhere_IsRefusedAsAWhole()
    {
        byte[] whole = File.ReadAllBytes(PathOf("nanogpt-plain.pt"));
        for (int length = 0; length < whole.Length; length += 997)
        {
            var cut = new MemoryStream(whole[..length]);
            Assert.Throws<ModelException>(() =>
            {
                using var foreign = ForeignModel.NanoGpt(cut, _ => Meta());
                foreign.WriteCheckpoint(Stream.Null);
            });
        }
    }

    private static ForeignModel Open(string file)
    {
        var stream = File.OpenRead(PathOf(file));
        return file.EndsWith(".pt", StringComparison.Ordinal)
            ? ForeignModel.NanoGpt(stream, _ => Meta())
            : ForeignModel.HuggingFace(stream, File.ReadAllText(PathOf("config.json")), Characters);
    }

    private static CharacterTokenizer Meta() => NanoGptMeta.Read(File.ReadAllBytes(PathOf("meta.pkl")));

    /// <summary>Any tokenizer of that size.</summary>
    private static CharacterTokenizer Characters(int vocabulary) => CharacterTokenizer.FromSymbols(Enumerable.Range(0, vocabulary).Select(id => ((char)(0x4e00 + id)).ToString()));

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Goldens", "foreign", file);
}
