// Every golden program against PyTorch: outputs, gradients, refusals; and that no operation is without a program.
using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Programs;

public sealed partial class ProgramTests
{
    public static TheoryData<string, string> Programs() => Cases(program => !program.IsRefused);

    public static TheoryData<string, string> Refusals() => Cases(program => program.IsRefused);

    [Theory]
    [MemberData(nameof(Programs))]
    public void Program_OnTheEngine_GivesPyTorchOutputsAndGradients(string group, string program)
    {
        using var scope = NewDisposeScope();
        var golden = Find(group, program);
        var interpreter = new Interpreter();
        var outputs = interpreter.Run(program);
        Assert.Equal(golden.Outputs.Length, outputs.Count);
        for (var i = 0; i < outputs.Count; i++) AssertIs(golden.Outputs[i], outputs[i], $"output {i}");
        if (golden.Gradients.Length == 0) return;
        Ops.Golden.Loss(outputs.OfType<Tensor>().Where(output => output.requires_grad)).backward();
        foreach (var (leaf, value) in golden.Gradients) AssertIs(value, interpreter.Leaf(leaf).grad, $"gradient of {leaf}");
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Program_ThatPyTorchRefuses_IsRefusedWithAReason(string group, string program)
    {
        using var scope = NewDisposeScope();
        Assert.True(Find(group, program).IsRefused);
        var interpreter = new Interpreter();
        var error = Record.Exception(() => interpreter.Run(program));
        Assert.True(error is not null, "accepted");
        Assert.True(error is ArgumentException or InvalidOperationException or NotSupportedException or DivideByZeroException, error.ToString());
        Assert.True(interpreter.Called.Any(name => Names(error.Message, name)), $"names no operation: {error.Message}");
    }

    // Methods of one operation share its name: add_ says add.
    private static bool Names(string message, string operation) => message.Contains(operation.Trim('_'), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Programs_OfAllGroups_AreAtLeast1000() => Assert.True(GoldenProgram.Groups.Values.Sum(programs => programs.Length) >= 1000);

    [Fact]
    public void Language_EveryName_IsUsedByAProgram()
    {
        var used = GoldenProgram.Groups.Values.SelectMany(programs => programs).SelectMany(program => Words().Matches(program.Text)).Select(match => match.Groups[1].Value);
        Assert.Empty(Operations.Names.Except(used).Order());
    }

    [Fact]
    public void PublicOperations_OfTensorAndFunctional_AreEachUsedByAProgram()
    {
        const BindingFlags own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var ours = ((Type[])[typeof(Tensor), typeof(nn.functional)]).SelectMany(type => type.GetMethods(own))
            .Where(method => !method.IsSpecialName && (method.ReturnType == typeof(Tensor) || method.ReturnType == typeof(Tensor[]) || method.ReturnType == typeof((Tensor, Tensor))))
            .Select(method => method.Name).Distinct();
        Assert.Empty(ours.Except(Operations.Names).Except(ElsewhereTested).Order());
    }

    // Under another name in the language, or random, or about devices, scopes and handles: other tests have these.
    private static readonly string[] ElsewhereTested =
    [
        "scaled_dot_product_attention", "to_type", "cpu", "alias", "requires_grad_", "DetachFromDisposeScope", "MoveToOuterDisposeScope",
        "normal_", "gelu_",
    ];

    [GeneratedRegex(@"(\w+)\(")]
    private static partial Regex Words();

    private static TheoryData<string, string> Cases(Func<GoldenProgram, bool> isWanted)
    {
        var data = new TheoryData<string, string>();
        foreach (var (group, programs) in GoldenProgram.Groups)
            foreach (var program in programs.Where(isWanted)) data.Add(group, program.Text);
        return data;
    }

    private static GoldenProgram Find(string group, string program) => GoldenProgram.Groups[group].Single(one => one.Text == program);

    private static void AssertIs(string expected, object? actual, string what)
    {
        if (GoldenValues.Parse(expected) is { } values)
        {
            var tensor = Assert.IsType<Tensor>(actual is TorchSharp.Modules.Parameter parameter ? parameter.alias() : actual);
            Assert.True(values.Difference(tensor) is not { } difference, $"{what}: {values.Difference(tensor)}");
            return;
        }
        if (actual is double number) Assert.True(GoldenValues.AreClose(GoldenValues.Number(expected), number, 2e-5), $"{what}: {number}, expected {expected}");
        else Assert.Equal(expected, Text(actual));
    }

    // As Python writes it, without spaces.
    private static string Text(object? value) => value switch
    {
        null => "none",
        bool truth => truth ? "True" : "False",
        string word => word,
        IEnumerable items => "[" + string.Join(',', items.Cast<object>().Select(Text)) + "]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
