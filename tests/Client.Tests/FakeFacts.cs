// Facts without a model: hands out what a test put in, or never answers, or refuses.
namespace AttentionLab.Client.Tests;

public sealed class FakeFacts : IRunFacts
{
    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>Answers; a task that is not done holds whoever asks.</summary>
    public Func<Task<Facts>> Answer { get; set; } = () => Task.FromResult(Measured);

    /// <summary>Every fact there is, of a model of two blocks.</summary>
    public static Facts Measured { get; } = new()
    {
        Step = 420,
        Windows = 16,
        Tokens = 64,
        Loss = 2.4,
        Estimate = new(420, 2.31, 2.45, 2.38),
        Rows = new(0.43, 0.21, 0.05, 1.1, 1.7, 0.31, 0.4, 0.36),
        Gradients = new(0.02, 0.03, 0.1, [0.11, 0.24]),
        Stream = new([0.5, 0.9, 1.6], [1.0, 1.01]),
        Order = new(0.34, 2.2),
        Future = new(0.41, 5.2),
    };

    /// <summary>The same with not one number in it.</summary>
    public static Facts Numberless { get; } = Measured with
    {
        Estimate = new(420, double.NaN, double.NaN, null),
        Rows = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN),
        Gradients = new(null, double.NaN, null, [double.NaN, double.NaN]),
        Stream = new([double.NaN, double.NaN, double.NaN], []),
        Order = new(double.NaN, double.NaN),
        Future = new(double.NaN, double.PositiveInfinity),
    };

    public Task<Facts> Of(string id, CancellationToken cancellation = default)
    {
        Asked++;
        return Answer();
    }
}
