// The arguments of one call in a golden program, each as the type an operation takes it as.
using TorchSharp;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Programs;

internal sealed record Arguments(string Operation, List<object?> Values)
{
    public int Count => Values.Count;

    /// <summary>The first tensor: what the operation is a method of.</summary>
    public Tensor X => T(0);

    public bool Has(int i) => i < Count && Values[i] is not null;

    public Tensor T(int i) => (Tensor)Values[i]!;

    public Tensor? MaybeT(int i) => Has(i) ? T(i) : null;

    public bool IsTensor(int i) => Has(i) && Values[i] is Tensor;

    public bool IsList(int i) => Has(i) && Values[i] is List<object?>;

    public long L(int i) => (long)Values[i]!;

    public long L(int i, long otherwise) => Has(i) ? L(i) : otherwise;

    public double D(int i) => Values[i] is long whole ? whole : (double)Values[i]!;

    public double D(int i, double otherwise) => Has(i) ? D(i) : otherwise;

    public bool B(int i, bool otherwise = false) => Has(i) ? (bool)Values[i]! : otherwise;

    public string Word(int i) => (string)Values[i]!;

    public Scalar S(int i) => Values[i] switch
    {
        long whole => whole,
        bool truth => truth,
        var real => (double)real!,
    };

    public ScalarType Type(int i) => ElementNames.Type(Word(i));

    public ScalarType? MaybeType(int i) => Has(i) ? Type(i) : null;

    public long[] Longs(int i) => [.. ((List<object?>)Values[i]!).Select(item => (long)item!)];

    public Tensor[] Tensors(int i) => [.. ((List<object?>)Values[i]!).Cast<Tensor>()];

    public List<object?> Items(int i) => (List<object?>)Values[i]!;

    public nn.Reduction How(int i) => (Has(i) ? Word(i) : "mean") switch
    {
        "mean" => nn.Reduction.Mean,
        "sum" => nn.Reduction.Sum,
        "none" => nn.Reduction.None,
        var other => throw new FormatException($"reduction {other}"),
    };
}
