// Averages without an engine: hands out what a test put in, remembers what was asked.
namespace AttentionLab.Client.Tests;

public sealed class FakeAverages : IAverages
{
    public AveragesRequest? Asked { get; private set; }

    public Func<Task<Averages>> Answer { get; set; } = () => Task.FromResult(Small);

    /// <summary>Two tokens of one channel.</summary>
    public static Averages Small { get; } = new(2, 1, [[1], [3]],
        [
            new("loop", null, null, null, [[1], [2]], 7.25, 300),
            new("product", [[1, 0], [1, 1]], [[1, 0], [0.5f, 0.5f]], 0, [[1], [2]], 2.5, 12),
            new("softmax", [[0, float.NegativeInfinity], [0, 0]], [[1, 0], [0.5f, 0.5f]], 0, [[1], [2]], 4, 20),
        ],
        [new("loop", "product", 0), new("loop", "softmax", 6e-8), new("product", "softmax", 0)], 64, 64);

    public Task<Averages> Compute(AveragesRequest request, CancellationToken cancellation = default)
    {
        Asked = request;
        return Answer();
    }
}
