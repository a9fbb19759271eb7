// The same weights answer the same on both engines: logits, all that attention does, proofs, votes, lens, facts, texts.
namespace AttentionLab.Engines.Tests;

public sealed class AnswerParityTests
{
    /// <summary>Of what a model says, three times what was seen; a product that left out one summand would differ a thousand times as much.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>Of what its heads do: affinities are small sums of large products.</summary>
    private const double HeadTolerance = 5e-5;

    public static IEnumerable<object[]> Names => BothEngines.Names;

    [LibtorchTheory]
    [MemberData(nameof(Names))]
    public void Capture_SameWeights_HasTheSameNumbersAndProofs(string name)
    {
        var weights = BothEngines.Weights(name);
        using var managed = BothEngines.Managed.Load(weights);
        using var torchSharp = BothEngines.TorchSharp.Load(weights);
        int[] tokens = BothEngines.Tokens[..Math.Min(BothEngines.Tokens.Length, managed.Config.Context)];
        var interventions = new List<Interventions?> { null };
        if (managed.Config.Attends)
            interventions.Add(new() { Heads = [new(0, 0, KnockoutKind.Mean)], Cells = [new(0, 0, 3, 1, CellEditKind.Scale, 4), new(0, 0, 2, 0, CellEditKind.Forbid)], Tokens = [new(1, 2)] });
        foreach (var edits in interventions)
        {
            AttentionCapture one = managed.Capture(tokens, edits), other = torchSharp.Capture(tokens, edits);
            Assert.Equal((one.Layers, one.Heads, one.Tokens, one.HeadSize), (other.Layers, other.Heads, other.Tokens, other.HeadSize));
            Assert.Equal(managed.Config.Attends ? managed.Config.Layers : 0, one.Layers);
            SameNumbers.Require(one.Logits, other.Logits, Tolerance);
            for (int layer = 0; layer < one.Layers; layer++)
            {
                for (int head = 0; head < one.Heads; head++)
                {
                    SameNumbers.Require(one[layer, head], other[layer, head], HeadTolerance);
                    SameNumbers.Require(RowArithmetic.Explain(one[layer, head], managed.Config, 4), RowArithmetic.Explain(other[layer, head], managed.Config, 4), HeadTolerance);
                    SameNumbers.Require(managed.QueriesOf(layer, head), torchSharp.QueriesOf(layer, head), 0);
                }
            }
        }
    }

    [LibtorchTheory]
    [MemberData(nameof(Names))]
    public void SplitLogitAndLens_SameWeights_HaveTheSameParts(string name)
    {
        var weights = BothEngines.Weights(name);
        using var managed = BothEngines.Managed.Load(weights);
        using var torchSharp = BothEngines.TorchSharp.Load(weights);
        int[] tokens = BothEngines.Tokens[..Math.Min(BothEngines.Tokens.Length, managed.Config.Context)];
        if (managed.Config.Mixer == Mixer.Wavenet)
            Assert.Equal(Assert.Throws<ModelException>(() => managed.SplitLogit(tokens, 5, 2)).Message, Assert.Throws<ModelException>(() => torchSharp.SplitLogit(tokens, 5, 2)).Message);
        else
            SameNumbers.Require(managed.SplitLogit(tokens, 5, 2), torchSharp.SplitLogit(tokens, 5, 2), Tolerance);
        SameNumbers.Require(managed.ReadLens(tokens, 3, 2), torchSharp.ReadLens(tokens, 3, 2), Tolerance);
    }

    [LibtorchTheory]
    [MemberData(nameof(Names))]
    public void Generate_AtTemperatureZero_WritesTheSameText(string name)
    {
        var weights = BothEngines.Weights(name);
        using var managed = BothEngines.Managed.Load(weights);
        using var torchSharp = BothEngines.TorchSharp.Load(weights);
        var settings = new SamplerSettings { Tokens = 30, Temperature = 0, Candidates = 3, Attention = true };
        SampledToken[] one = [.. managed.Generate([3, 1], settings)], other = [.. torchSharp.Generate([3, 1], settings)];
        Assert.Equal(one.Select(token => token.Id), other.Select(token => token.Id));
        SameNumbers.Require(one, other, Tolerance);
    }

    [LibtorchTheory]
    [MemberData(nameof(Names))]
    public void Measure_SameWeights_GivesTheSameFactsEstimatesAndKnockouts(string name)
    {
        var weights = BothEngines.Weights(name);
        var windows = TextWindows.Of(BothEngines.Corpus, weights.Config.Context, BothEngines.Seed, 256);
        SameNumbers.Require(BothEngines.Managed.Measure(weights, windows), BothEngines.TorchSharp.Measure(weights, windows), Tolerance);
        using var managed = BothEngines.Managed.Train(weights.Config, BothEngines.Training, BothEngines.Corpus, BothEngines.Seed, 1);
        using var torchSharp = BothEngines.TorchSharp.Train(weights.Config, BothEngines.Training, BothEngines.Corpus, BothEngines.Seed, 1);
        SameNumbers.Require(managed.MeasureLoss(weights).Last(), torchSharp.MeasureLoss(weights).Last(), Tolerance);
        Assert.Equal(weights.Config.Attends, managed.MeasureKnockouts(weights).Any());
        SameNumbers.Require(managed.MeasureKnockouts(weights).LastOrDefault(), torchSharp.MeasureKnockouts(weights).LastOrDefault(), Tolerance);
        if (weights.Config.Attends) SameNumbers.Require(managed.CaptureWeights(BothEngines.Tokens[..6]), torchSharp.CaptureWeights(BothEngines.Tokens[..6]), Tolerance);
    }

    [LibtorchFact]
    public void Lessons_OnBothEngines_AreTheSame()
    {
        SameNumbers.Require(BothEngines.Managed.Average(6, 4, 3), BothEngines.TorchSharp.Average(6, 4, 3), 1e-6);
        SameNumbers.Require(BothEngines.Managed.AverageWorkedExample(), BothEngines.TorchSharp.AverageWorkedExample(), 1e-6);
        SameNumbers.Require(BothEngines.Managed.CaptureLessonRow(), BothEngines.TorchSharp.CaptureLessonRow(), 1e-6);
    }
}
