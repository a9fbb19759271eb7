// Every loss against PyTorch: value and gradient.
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Modules;

public class LossTests
{
    public static TheoryData<string> Losses => ModuleGoldens.Names("losses");

    [Theory]
    [MemberData(nameof(Losses))]
    public void Loss_OfFixedInputs_AgreesWithPyTorch(string name)
    {
        var golden = ModuleGoldens.Case("losses", name);
        using var scope = NewDisposeScope();
        var weights = ModuleGoldens.Section("lossWeights").ToTensor();
        nn.Module<Tensor, Tensor, Tensor> loss = name switch
        {
            "mse" => nn.MSELoss(),
            "mse sum" => nn.MSELoss(nn.Reduction.Sum),
            "l1" => nn.L1Loss(),
            "huber" => nn.HuberLoss(0.5),
            "smooth l1" => nn.SmoothL1Loss(beta: 0.5),
            "mse none" => nn.MSELoss(nn.Reduction.None),
            "cross entropy" => nn.CrossEntropyLoss(),
            "cross entropy weighted" => nn.CrossEntropyLoss(weights),
            "cross entropy ignoring 1" => nn.CrossEntropyLoss(ignore_index: 1),
            "cross entropy smoothed" => new TorchSharp.Modules.CrossEntropyLoss(label_smoothing: 0.1),
            "nll" => nn.NLLLoss(),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "The golden file has a loss that this test does not know."),
        };
        var x = golden.GetProperty("x").ToTensor();
        x.requires_grad = true;
        var y = loss.call(x, golden.GetProperty("target").ToTensor());
        y.sum().backward();

        ModuleGoldens.AssertClose(golden.GetProperty("y"), y, 2e-6, "loss");
        ModuleGoldens.AssertClose(golden.GetProperty("dx"), x.grad, 2e-6, "dx");
    }
}
