// A whole training as TorchSharp's users write it, from PyTorch's weights: every loss, the weights at the end, what evaluation gives.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Torch.Tests.Modules;

public sealed class TrainingGoldenTests
{
    [Fact]
    public void Regression_SequentialAndSgd_FollowsPyTorch()
    {
        using var model = Sequential(Linear(2, 4), new Tanh(), Linear(4, 1));
        using var optimizer = SGD(model.parameters(), 0.1, momentum: 0.9);
        Train("regression", model, MeanSquares, optimizer);
    }

    private static void Train(
        string name, Module<Tensor, Tensor> model, Func<Tensor, Tensor, Tensor> loss, optim.Optimizer optimizer)
    {
        using var scope = NewDisposeScope();
        var golden = ModuleGoldens.Section("trainings").GetProperty(name);
        Assert.Equal(golden.GetProperty("start").EnumerateObject().Select(entry => entry.Name), model.ParameterNames());
        foreach (var (key, parameter) in model.named_parameters()) ModuleGoldens.Set(parameter, golden.GetProperty("start").GetProperty(key));
        double[] losses = [.. golden.GetProperty("losses").EnumerateArray().Select(value => value.GetDouble())];
        var batches = golden.GetProperty("batches").EnumerateArray().ToList();
        model.train();
        for (var step = 0; step < losses.Length; step++)
        {
            using var inner = NewDisposeScope();
            model.zero_grad();
            var value = loss(model.call(batches[step].GetProperty("x").ToTensor()), batches[step].GetProperty("y").ToTensor());
            value.backward();
            optimizer.step();
            Assert.True(Math.Abs(losses[step] - value.item<float>()) < 2e-5, $"step {step}: loss {value.item<float>()}, expected {losses[step]}");
        }
        model.eval();
        foreach (var (key, parameter) in model.named_parameters())
            ModuleGoldens.AssertClose(golden.GetProperty("end").GetProperty(key), parameter, 3e-5, key);
        ModuleGoldens.AssertClose(golden.GetProperty("output"), model.call(batches[0].GetProperty("x").ToTensor()), 1e-4, "output");
    }
}
