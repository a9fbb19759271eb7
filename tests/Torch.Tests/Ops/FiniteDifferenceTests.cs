// Every gradient against central differences, and a check that no operation with a backward is left out.
using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Ops;

public sealed class FiniteDifferenceTests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var group in Golden.Groups)
            foreach (var (name, golden) in Golden.Read(group))
                if (golden.Gradients.Any(gradient => gradient is not null) && !IsKink(name)) data.Add(group, name);
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradient_Float64_EqualsCentralDifference(string group, string name) =>
        Check(Golden.Read(group)[name], OpCases.Of(group)[name], ScalarType.Float64, step: 1e-6, tolerance: 2e-7);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradient_Float32_EqualsCentralDifference(string group, string name) =>
        Check(Golden.Read(group)[name], OpCases.Of(group)[name], ScalarType.Float32, step: 4e-3, tolerance: 4e-3);

    [Fact]
    public void Cases_TheirTapes_ShowEveryBackwardOfTheSource()
    {
        var seen = new HashSet<string>();
        foreach (var group in Golden.Groups)
            foreach (var (name, golden) in Golden.Read(group))
            {
                if (golden.Gradients.All(gradient => gradient is null)) continue;
                using var scope = NewDisposeScope();
                var inputs = Inputs(golden, ScalarType.Float32);
                foreach (var output in OpCases.Of(group)[name](inputs)) Collect(output, seen);
            }
        foreach (var program in Programs.GoldenProgram.Groups.Values.SelectMany(programs => programs))
        {
            if (program.Gradients.Length == 0) continue;
            using var scope = NewDisposeScope();
            foreach (var output in new Programs.Interpreter().Run(program.Text).OfType<Tensor>()) Collect(output, seen);
        }
        using (NewDisposeScope())
        {
            // Random, so without a golden: its gradient is checked in DropoutTests.
            Collect(nn.functional.dropout(ones(4, requires_grad: true)), seen);
        }
        var source = Directory.EnumerateFiles(Path.Combine(Repository(), "src", "Torch"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains(Path.DirectorySeparatorChar + "obj" + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "\"([A-Za-z]+(Backward\\d|Backwards)|CopySlices)\"").Select(match => match.Groups[1].Value))
            .Distinct();
        Assert.Empty(source.Except(seen).Order());
    }

    // Where the function has a corner or loses all digits, only the golden says what the gradient should be.
    private static bool IsKink(string name) =>
        name.EndsWith("_ties", StringComparison.Ordinal) || name == "infinite_gradients" || name.EndsWith("_extreme", StringComparison.Ordinal);

    private static void Collect(Tensor output, HashSet<string> names)
    {
        var open = new Stack<TorchSharp.Node>();
        if (output.GradientTarget.Item1 is { } root) open.Push(root);
        while (open.TryPop(out var node))
        {
            names.Add(node.Name);
            foreach (var edge in node.Inputs)
                if (edge.Function is { } function) open.Push(function);
        }
    }

    private static Tensor[] Inputs(Golden golden, ScalarType type) =>
        golden.Inputs.Select((input, i) => input.ToTensor(type).requires_grad_(golden.Gradients[i] is not null)).ToArray();

    private static void Check(Golden golden, OpCase function, ScalarType type, double step, double tolerance)
    {
        using var scope = NewDisposeScope();
        var inputs = Inputs(golden, type);
        Golden.Loss(function(inputs)).backward();
        for (var i = 0; i < inputs.Length; i++)
        {
            if (golden.Gradients[i] is null) continue;
            var gradient = inputs[i].grad!.to_type(ScalarType.Float64).data<double>().ToArray();
            for (long element = 0; element < gradient.Length; element++)
            {
                using var inner = NewDisposeScope();
                using var noGrad = no_grad();
                var flat = inputs[i].view(-1);
                var original = flat[element].clone();
                double At(double shift)
                {
                    flat[element] = original + shift;
                    return Golden.Loss(function(inputs)).item<double>();
                }
                var numeric = (At(step) - At(-step)) / (2 * step);
                flat[element] = original;
                var error = Math.Abs(numeric - gradient[element]);
                Assert.True(error <= tolerance * (1 + Math.Abs(numeric)),
                    $"input {i}, element {element}: gradient {gradient[element]}, central difference {numeric}");
            }
        }
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AttentionLab.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
