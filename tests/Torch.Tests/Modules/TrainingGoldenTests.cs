// Whole trainings as TorchSharp's users write them, from PyTorch's weights: every loss, the weights at the end, what evaluation gives.
using System.Text.Json;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Torch.Tests.Modules;

public sealed class TrainingGoldenTests
{
    [Fact]
    public void Regression_SequentialAndSgd_FollowsPyTorch()
    {
        using var model = Sequential(Linear(2, 4), Tanh(), Linear(4, 1));
        using var optimizer = optim.SGD(model.parameters(), 0.1, momentum: 0.9);
        Train("regression", model, (y, target) => MSELoss().call(y, target), optimizer, null);
    }

    [Fact]
    public void Classifier_BatchNormAdamAndStepLR_FollowsPyTorch()
    {
        using var model = new Classifier();
        using var optimizer = optim.Adam(model.parameters(), 0.05);
        Train("classifier", model, (y, target) => CrossEntropyLoss().call(y, target), optimizer, optim.lr_scheduler.StepLR(optimizer, 3, 0.5));
    }

    [Fact]
    public void LogisticRegression_AdamWAndOneCycle_FollowsPyTorch()
    {
        using var model = Sequential(Linear(3, 4), SiLU(), Linear(4, 1));
        using var optimizer = optim.AdamW(model.parameters(), 0.05, weight_decay: 0.1);
        Train("logistic", model, (y, target) => BCEWithLogitsLoss().call(y, target), optimizer, optim.lr_scheduler.OneCycleLR(optimizer, 0.1, total_steps: 5));
    }

    private static void Train(
        string name, Module<Tensor, Tensor> model, Func<Tensor, Tensor, Tensor> loss, optim.Optimizer optimizer, optim.lr_scheduler.LRScheduler? scheduler)
    {
        using var scope = NewDisposeScope();
        var golden = ModuleGoldens.Section("trainings").GetProperty(name);
        Assert.Equal(golden.GetProperty("start").EnumerateObject().Select(entry => entry.Name), model.state_dict().Keys);
        model.load_state_dict(golden.GetProperty("start").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.ToTensor()));
        double[] losses = [.. golden.GetProperty("losses").EnumerateArray().Select(value => value.GetDouble())];
        var batches = golden.GetProperty("batches").EnumerateArray().ToList();
        model.train();
        for (var step = 0; step < losses.Length; step++)
        {
            using var inner = NewDisposeScope();
            optimizer.zero_grad();
            var value = loss(model.call(batches[step].GetProperty("x").ToTensor()), batches[step].GetProperty("y").ToTensor());
            value.backward();
            optimizer.step();
            scheduler?.step();
            Assert.True(Math.Abs(losses[step] - value.item<float>()) < 2e-5, $"step {step}: loss {value.item<float>()}, expected {losses[step]}");
        }
        model.eval();
        var state = model.state_dict();
        foreach (JsonProperty entry in golden.GetProperty("end").EnumerateObject())
        {
            if (state[entry.Name].dtype == ScalarType.Int64) Assert.Equal(entry.Value.ToTensor(), state[entry.Name]);
            else ModuleGoldens.AssertClose(entry.Value, state[entry.Name], 3e-5, entry.Name);
        }
        ModuleGoldens.AssertClose(golden.GetProperty("output"), model.call(batches[0].GetProperty("x").ToTensor()), 1e-4, "output");
    }

    private sealed class Classifier : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> fc1 = Linear(6, 8, hasBias: false);
        private readonly Module<Tensor, Tensor> norm = BatchNorm1d(8);
        private readonly Module<Tensor, Tensor> fc2 = Linear(8, 3);

        public Classifier() : base(nameof(Classifier)) => RegisterComponents();

        public override Tensor forward(Tensor input) => fc2.call(functional.relu(norm.call(fc1.call(input))));
    }
}
