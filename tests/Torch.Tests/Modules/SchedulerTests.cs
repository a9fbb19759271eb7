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

    public static TheoryData<string> Courses => ModuleGoldens.Names("courses");

    [Theory]
    [MemberData(nameof(Courses))]
    public void Course_StepByStep_FollowsPyTorchInRateAndMomentum(string name)
    {
        var golden = ModuleGoldens.Case("courses", name);
        using var parameter = new Parameter(zeros(1));
        using var optimizer = SGD([parameter], 0.5, momentum: 0.9);
        var scheduler = Course(name, optimizer);
        List<double> rates = [], momenta = [];
        foreach (var measured in ModuleGoldens.Section("measured").EnumerateArray())
        {
            var group = optimizer.ParamGroups.Single();
            rates.Add(group.LearningRate);
            momenta.Add(((IMomentum)group).Momentum);
            if (scheduler is lr_scheduler.impl.ReduceLROnPlateau) scheduler.step(measured.GetDouble());
            else scheduler.step();
        }
        AssertClose([.. golden.GetProperty("rates").EnumerateArray().Select(rate => rate.GetDouble())], rates);
        AssertClose([.. golden.GetProperty("momenta").EnumerateArray().Select(momentum => momentum.GetDouble())], momenta);
    }

    [Fact]
    public void ReduceLROnPlateau_WithoutAValue_SaysWhatItNeeds()
    {
        using var parameter = new Parameter(zeros(1));
        using var optimizer = SGD([parameter], 0.5);
        Assert.Throws<InvalidOperationException>(() => lr_scheduler.ReduceLROnPlateau(optimizer).step());
    }

    private static lr_scheduler.LRScheduler Course(string name, Optimizer o) => name switch
    {
        "polynomial" => lr_scheduler.PolynomialLR(o, 8, 2),
        "multiplicative" => lr_scheduler.MultiplicativeLR(o, step => step % 2 == 1 ? 0.9 : 0.95),
        "sequential" => lr_scheduler.SequentialLR(
            o, [lr_scheduler.ConstantLR(o, 0.1, 2), lr_scheduler.ExponentialLR(o, 0.9), lr_scheduler.StepLR(o, 2)], [3, 9]),
        "warm-up then cosine" => lr_scheduler.SequentialLR(
            o, [lr_scheduler.LinearLR(o, 0.1, total_iters: 4), lr_scheduler.CosineAnnealingLR(o, 10)], [4]),
        "one cycle" => lr_scheduler.OneCycleLR(o, 1.0, total_steps: 14),
        "one cycle in lines" => lr_scheduler.OneCycleLR(
            o, 1.0, epochs: 2, steps_per_epoch: 7, pct_start: 0.25, anneal_strategy: lr_scheduler.impl.OneCycleLR.AnnealStrategy.Linear, div_factor: 10, final_div_factor: 100),
        "one cycle in three phases" => lr_scheduler.OneCycleLR(o, 1.0, 14, three_phase: true, base_momentum: 0.8, max_momentum: 0.9),
        "plateau" => lr_scheduler.ReduceLROnPlateau(o, patience: 1, factor: 0.5),
        "plateau of the most" => lr_scheduler.ReduceLROnPlateau(o, "max", patience: 2, cooldown: 2, threshold: 0.05, threshold_mode: "abs", min_lr: [0.02]),
        _ => throw new ArgumentException(name, nameof(name)),
    };

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
