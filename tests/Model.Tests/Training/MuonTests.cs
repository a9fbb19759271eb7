// Muon's steps are PyTorch's number for number, and it moves the matrices of the blocks and nothing else.
using System.Text.Json;
using static TorchSharp.torch;

namespace AttentionLab.Model.Tests;

public class MuonTests
{
    [Theory]
    [InlineData("square")]
    [InlineData("wide")]
    [InlineData("tall")]
    [InlineData("packed")]
    public void Step_ThreeTimes_GivesPyTorchsWeights(string name)
    {
        using var scope = NewDisposeScope();
        JsonElement golden = Golden.Json("muon.json"), matrix = Matrix(golden, name);
        var weight = new TorchSharp.Modules.Parameter(Tensor(matrix, "weight")); // (R, C)
        using var muon = new Muon([(name, weight, matrix.GetProperty("parts").GetInt32())], golden.GetProperty("weightDecay").GetDouble());
        foreach (JsonElement gradient in matrix.GetProperty("gradients").EnumerateArray())
        {
            weight.grad = tensor(Floats(gradient), weight.shape); // (R, C)
            muon.Step(golden.GetProperty("learningRate").GetDouble());
        }
        Golden.Close(Floats(matrix.GetProperty("after")), weight.data<float>().ToArray(), 2e-5, name);
        Golden.Close(Floats(matrix.GetProperty("momentum")), Assert.Single(muon.States).Momentum.data<float>().ToArray(), 1e-6, name);
    }

    [Theory]
    [InlineData("square")]
    [InlineData("wide")]
    [InlineData("tall")]
    [InlineData("packed")]
    public void Orthogonalize_OfAGradient_IsPyTorchs(string name)
    {
        using var scope = NewDisposeScope();
        JsonElement matrix = Matrix(Golden.Json("muon.json"), name);
        int parts = matrix.GetProperty("parts").GetInt32();
        long rows = matrix.GetProperty("rows").GetInt64(), columns = matrix.GetProperty("columns").GetInt64();
        var gradient = tensor(Floats(matrix.GetProperty("gradients")[0]), [rows, columns]).chunk(parts, 0)[0]; // (R / parts, C)
        var made = NewtonSchulz.Orthogonalize(gradient).contiguous(); // (R / parts, C)
        Golden.Close(Floats(matrix.GetProperty("orthogonal")), made.data<float>().ToArray(), 5e-5, name);
        Assert.All(Floats(matrix.GetProperty("singular")), value => Assert.InRange(value, 0.68f, 1.14f));
    }

    [Fact]
    public void Orthogonalize_OfKnownSingularValues_KeepsDirectionsAndBringsValuesNearOne()
    {
        using var scope = NewDisposeScope();
        double[] values = [8, 4, 1, 0.5, 0.1];
        var left = Mirror([1, 2, -1, 0.5f, 3]); // (5, 5)
        var right = Mirror([2, -1, 1, 4, 0.3f]); // (5, 5)
        var matrix = (left * tensor((float[])[.. values.Select(value => (float)value)], [5])).matmul(right.t()); // (5, 5), column i of left times value i
        float[] made = left.t().matmul(NewtonSchulz.Orthogonalize(matrix)).matmul(right).contiguous().data<float>().ToArray();
        double length = Math.Sqrt(values.Sum(value => value * value));
        for (int i = 0; i < 25; i++) Assert.Equal(i % 6 == 0 ? Polynomial(values[i / 6] / length) : 0, made[i], 1e-4);

        static double Polynomial(double s)
        {
            for (int i = 0; i < 5; i++) s = 3.4445 * s - 4.7750 * s * s * s + 2.0315 * s * s * s * s * s;
            Assert.InRange(s, 0.6, 1.2);
            return s;
        }
    }

    [Fact]
    public void Orthogonalize_OfZeros_IsZero()
    {
        using var scope = NewDisposeScope();
        Assert.All(NewtonSchulz.Orthogonalize(zeros([3, 4])).data<float>().ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Save_OfMuon_HoldsMomentaOfBlockMatricesAndMomentsOfAllElse()
    {
        using var trainer = new Trainer(SmallModel.Config, SmallModel.Training with { Optimizer = OptimizerKind.Muon }, SmallModel.Corpus(), 11);
        trainer.Step();
        var stream = new MemoryStream();
        trainer.Save(stream);
        stream.Position = 0;
        string[] saved = [.. Safetensors.Read(stream).Tensors.Keys];
        string[] block = ["attention.queryKeyValue", "attention.project", "feedForward.widen", "feedForward.project"];
        string[] expected = [.. from layer in (int[])[0, 1] from part in block select $"momentum.blocks.{layer}.{part}.weight"];
        Assert.Equal(expected.Order(), saved.Where(name => name.StartsWith("momentum.", StringComparison.Ordinal)).Order());
        string[] others = [.. trainer.Snapshot().Tensors.Keys.Where(name => !expected.Contains("momentum." + name))];
        Assert.Equal(others.Select(name => "exp_avg." + name).Order(), saved.Where(name => name.StartsWith("exp_avg.", StringComparison.Ordinal)).Order());
    }

    // I - 2 v v' / |v|^2 is orthogonal whatever v.
    private static Tensor Mirror(float[] direction)
    {
        var v = tensor(direction, [direction.Length, 1]); // (n, 1)
        var identity = ones(direction.Length, direction.Length).tril().triu(); // (n, n)
        return identity - v.matmul(v.t()) * 2 / v.square().sum(); // (n, n)
    }

    private static JsonElement Matrix(JsonElement golden, string name) =>
        golden.GetProperty("matrices").EnumerateArray().Single(matrix => matrix.GetProperty("name").GetString() == name);

    private static Tensor Tensor(JsonElement matrix, string key) =>
        tensor(Floats(matrix.GetProperty(key)), [matrix.GetProperty("rows").GetInt64(), matrix.GetProperty("columns").GetInt64()]);

    private static float[] Floats(JsonElement values) => [.. values.EnumerateArray().Select(value => value.GetSingle())];
}
