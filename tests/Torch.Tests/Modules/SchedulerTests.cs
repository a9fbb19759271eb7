// Learning-rate schedules against PyTorch, step by step, and by jumping to a step.
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace AttentionLab.Torch.Tests.Modules;

public class SchedulerTests
{
    public static TheoryData<string> Schedules => ModuleGoldens.Names("schedules");

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Schedule_StepByStep_FollowsPyTorch(string name)
    {
        double[] expected = Rates(name);
        using var parameter = new Parameter(zeros(1));
        using var optimizer = SGD([parameter], 0.5);
        var scheduler = Make(name, optimizer);
        var rates = new List<double> { optimizer.ParamGroups.Single().LearningRate };
        while (rates.Count < expected.Length)
        {
            scheduler.step();
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
        }
        AssertClose(expected, rates);
        Assert.Equal(rates[^1], scheduler.get_last_lr().Single());
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Schedule_JumpingToAStep_HasThatStepsRate(string name)
    {
        double[] expected = Rates(name);
        using var parameter = new Parameter(zeros(1));
        using var optimizer = SGD([parameter], 0.5);
        var scheduler = Make(name, optimizer);
        var rates = new List<double>();
        for (int step = 0; step < expected.Length; step++)
        {
            scheduler.step(step);
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
        }
        AssertClose(expected, rates);
    }

    [Fact]
    public void LambdaLR_WithTheWrongNumberOfFunctions_SaysSo()
    {
        using var parameter = new Parameter(zeros(1));
        using var optimizer = SGD([parameter], 0.5);
        Assert.Throws<ArgumentException>(() => new lr_scheduler.impl.LambdaLR(optimizer, [_ => 1, _ => 2]));
    }

    private static double[] Rates(string name) =>
        [.. ModuleGoldens.Case("schedules", name).GetProperty("rates").EnumerateArray().Select(rate => rate.GetDouble())];

    private static void AssertClose(double[] expected, List<double> rates)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - rates[i]) < 1e-12, $"step {i}: expected {expected[i]:r}, got {rates[i]:r}");
    }

    private static lr_scheduler.LRScheduler Make(string name, Optimizer optimizer) => name switch
    {
        "lambda" => lr_scheduler.LambdaLR(optimizer, step => 1.0 / (1 + step)),
        "step" => lr_scheduler.StepLR(optimizer, 4, 0.3),
        "multi-step" => lr_scheduler.MultiStepLR(optimizer, [3, 5, 5, 11], 0.5),
        "exponential" => lr_scheduler.ExponentialLR(optimizer, 0.9),
        "constant" => lr_scheduler.ConstantLR(optimizer, 0.25, 6),
        "linear" => lr_scheduler.LinearLR(optimizer, 0.1, 0.8, 7),
        "cosine" => lr_scheduler.CosineAnnealingLR(optimizer, 6, 0.02),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "The golden file has a schedule that this test does not know."),
    };
}
