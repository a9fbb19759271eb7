// A snapshot stays what it was, and comes back from a file as the same model.
namespace AttentionLab.Model.Tests;

public class WeightSnapshotTests
{
    private static WeightSnapshot Reread(WeightSnapshot snapshot)
    {
        var stream = new MemoryStream();
        snapshot.WriteSafetensors(stream);
        stream.Position = 0;
        return WeightSnapshot.ReadSafetensors(stream, snapshot.Config);
    }

    [Fact]
    public void ReadSafetensors_OfWritten_IsTheSameModelBitForBit()
    {
        using Gpt model = SmallModel.Make();
        WeightSnapshot again = Reread(ModelWeights.Copy(model, 42));
        using var inference = new InferenceModel(again);
        Assert.Equal(42, inference.Step);
        Assert.Equal(SmallModel.Logits(model, SmallModel.Tokens), inference.Capture(SmallModel.Tokens).Logits);
    }

    [Fact]
    public void ReadSafetensors_OfATrainersSave_TakesTheWeights()
    {
        using var trainer = new Trainer(SmallModel.Config, SmallModel.Training, SmallModel.Corpus(), 3);
        trainer.Step();
        var stream = new MemoryStream();
        trainer.Save(stream);
        stream.Position = 0;
        WeightSnapshot weights = WeightSnapshot.ReadSafetensors(stream, SmallModel.Config);
        Assert.Equal(1, weights.Step);
        Assert.All(trainer.Snapshot().Tensors, weight => Assert.Equal(weight.Value.Data, weights.Tensors[weight.Key].Data));
        Assert.Equal(trainer.Snapshot().Tensors.Count, weights.Tensors.Count);
    }

    [Fact]
    public void Snapshot_TrainingGoesOn_StaysAsItWas()
    {
        using var trainer = new Trainer(SmallModel.Config, SmallModel.Training, SmallModel.Corpus(), 3);
        WeightSnapshot before = trainer.Snapshot();
        float[] copy = [.. before.Tensors["head.weight"].Data];
        trainer.Step();
        Assert.Equal(copy, before.Tensors["head.weight"].Data);
        Assert.NotEqual(copy, trainer.Snapshot().Tensors["head.weight"].Data);
    }

    [Fact]
    public void ReadSafetensors_OfAnotherModel_NamesTheWeight()
    {
        var stream = new MemoryStream();
        ModelWeights.Copy(SmallModel.Make(), 1).WriteSafetensors(stream);
        stream.Position = 0;
        Assert.Contains("tokenEmbedding.weight", Assert.Throws<ModelException>(() => WeightSnapshot.ReadSafetensors(stream, SmallModel.Config with { Channels = 24 })).Message);
        stream.Position = 0;
        Assert.Contains("blocks.2.", Assert.Throws<ModelException>(() => WeightSnapshot.ReadSafetensors(stream, SmallModel.Config with { Layers = 3 })).Message);
    }
}
