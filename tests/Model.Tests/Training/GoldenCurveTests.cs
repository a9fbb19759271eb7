// Ten steps of training agree with PyTorch's, number for number.
using System.Text.Json;
using static TorchSharp.torch;

namespace AttentionLab.Model.Tests;

public class GoldenCurveTests
{
    [Fact]
    public void Step_TenTimesFromPyTorchsWeights_GivesPyTorchsCurve()
    {
        using Trainer trainer = Golden.Trainer();
        foreach (JsonElement expected in Golden.Json("curve.json").GetProperty("steps").EnumerateArray())
        {
            StepResult step = trainer.Step();
            Assert.Equal(expected.GetProperty("loss").GetDouble(), step.Loss, 1e-4);
            Assert.Equal(expected.GetProperty("gradientNorm").GetDouble(), step.GradientNorm, 1e-3);
            Assert.Equal(expected.GetProperty("learningRate").GetDouble(), step.LearningRate, 1e-12);
        }
        var weights = Golden.Tensors("final.safetensors").Tensors;
        foreach (var (name, (_, data)) in trainer.Snapshot().Tensors) Golden.Close(weights[name].Data, data, 5e-4, name);
    }

    [Fact]
    public void Loss_OfTheFirstBatch_HasPyTorchsLogitsAndGradients()
    {
        using Trainer trainer = Golden.Trainer();
        var golden = Golden.Tensors("first-step.safetensors").Tensors;
        using var scope = NewDisposeScope();
        string text = Golden.Json("curve.json").GetProperty("text").GetString()!;
        int[] tokens = CharacterTokenizer.FromText(text).Encode(text);
        int[] starts = [.. Golden.Json("curve.json").GetProperty("steps")[0].GetProperty("starts").EnumerateArray().Select(start => start.GetInt32())];
        var x = tensor((long[])[.. starts.SelectMany(start => tokens[start..(start + 8)]).Select(id => (long)id)], [4, 8]); // (B, T)
        var y = tensor((long[])[.. starts.SelectMany(start => tokens[(start + 1)..(start + 9)]).Select(id => (long)id)], [4, 8]); // (B, T)
        Golden.Close(golden["logits"].Data, trainer.Model.call(x).data<float>().ToArray(), 1e-5, "logits");
        Trainer.Loss(trainer.Model, x, y).backward();
        foreach (var (name, parameter) in trainer.Model.named_parameters())
            Golden.Close(golden["gradient." + name].Data, parameter.grad!.contiguous().data<float>().ToArray(), 2e-5, name);
    }
}
