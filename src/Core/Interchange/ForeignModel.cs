// A model that was trained elsewhere, read as one of the lab's: nanoGPT's checkpoints and GPT-2 as Hugging Face keeps it.
using System.Globalization;

namespace AttentionLab.Core;

/// <summary>Checked but for its weights, which are read when they are written.</summary>
public sealed class ForeignModel : IDisposable
{
    private readonly Gpt2Weights weights;
    private readonly IDisposable file;

    private ForeignModel(string origin, int step, double? validationLoss, ITokenizer tokenizer, Gpt2Weights weights, IDisposable file)
    {
        (Origin, Step, ValidationLoss, Tokenizer) = (origin, step, validationLoss, tokenizer);
        (this.weights, this.file) = (weights, file);
    }

    /// <summary>What it was: "nanoGPT checkpoint" or "GPT-2 of Hugging Face".</summary>
    public string Origin { get; }

    /// <summary>Steps it was trained for, where the file says so; else 0.</summary>
    public int Step { get; }

    /// <summary>The best loss on the validation part that the file notes; null where it notes none.</summary>
    public double? ValidationLoss { get; }

    public ITokenizer Tokenizer { get; }

    public GptConfig Config => weights.Config;

    /// <summary>A nanoGPT checkpoint.</summary>
    /// <param name="stream">Seekable; closed with the model.</param>
    /// <param name="tokenizerOf">Gives the tokenizer of a vocabulary of that size, or refuses and says what is missing.</param>
    /// <exception cref="ModelException">It is not one, or its model is none of the lab's.</exception>
    public static ForeignModel NanoGpt(Stream stream, Func<int, ITokenizer> tokenizerOf)
    {
        var file = new TorchFile(stream);
        try
        {
            if (file.Root is not PickledDictionary root || !root.TryGet("model", out PickledDictionary? state) || !root.TryGet("model_args", out PickledDictionary? sizes))
                throw new ModelException("The file is no nanoGPT checkpoint: it must be a dictionary with 'model' and 'model_args'.", "file");
            var tokenizer = tokenizerOf(Size(sizes, "vocab_size"));
            var config = new GptConfig
            {
                Vocabulary = tokenizer.Vocabulary,
                Layers = Size(sizes, "n_layer"),
                Heads = Size(sizes, "n_head"),
                Channels = Size(sizes, "n_embd"),
                Context = Size(sizes, "block_size"),
            };
            int step = root.TryGet("iter_num", out long iterations) ? (int)Math.Clamp(iterations, 0, ModelLimits.Steps) : 0;
            double? loss = root["best_val_loss"] switch
            {
                double number when double.IsFinite(number) => number,
                PickledTensor { Shape: [] } tensor when file.Read("best_val_loss", tensor) is [var number] && float.IsFinite(number) => number,
                _ => null,
            };
            return new("nanoGPT checkpoint", step, loss, tokenizer, new(new TorchSource(file, state), config, turned: false), file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>GPT-2 in safetensors.</summary>
    /// <param name="config">The text of its config.json.</param>
    /// <param name="stream">Seekable; closed with the model.</param>
    /// <exception cref="ModelException">It is not one, or its model is none of the lab's.</exception>
    public static ForeignModel HuggingFace(Stream stream, string config, Func<int, ITokenizer> tokenizerOf)
    {
        var shape = HuggingFaceConfig.Read(config);
        var tokenizer = tokenizerOf(shape.Vocabulary);
        return new("GPT-2 of Hugging Face", 0, null, tokenizer, new(new SafetensorsSource(stream), shape with { Vocabulary = tokenizer.Vocabulary }, turned: true), stream);
    }

    /// <summary>Writes a checkpoint of the lab: reads, checks and turns one weight after the other.</summary>
    /// <exception cref="ModelException">A weight cannot be read, or is not finite.</exception>
    public void WriteCheckpoint(Stream stream) => weights.Write(stream, new Dictionary<string, string>
    {
        [WeightSnapshot.StepKey] = Step.ToString(CultureInfo.InvariantCulture),
        ["model"] = ConfigJson.Write(Config),
    });

    public void Dispose() => file.Dispose();

    private static int Size(PickledDictionary sizes, string name) => sizes.TryGet(name, out long size) && size is >= 0 and <= int.MaxValue
        ? (int)size
        : throw new ModelException($"The checkpoint's model_args have no whole number '{name}'.", "file");
}
