// Runs a golden program: calls by name, assignments, lists, numbers. The language is that of Goldens/programs/language.py.
using System.Globalization;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Programs;

internal sealed class Interpreter
{
    private readonly Dictionary<string, object?> variables = [];
    private readonly Stack<IDisposable> modes = new();
    private string text = "";
    private int at;

    /// <summary>The operations that were called.</summary>
    public HashSet<string> Called { get; } = [];

    /// <summary>Runs all statements; the outputs of the last, lists of tensors flattened.</summary>
    public List<object?> Run(string program)
    {
        try
        {
            string[] statements = program.Split(';', StringSplitOptions.TrimEntries);
            foreach (string statement in statements[..^1]) Execute(statement);
            List<object?> outputs = [];
            foreach (var result in Evaluated(statements[^1]))
            {
                if (result is List<object?> list && list.Exists(item => item is Tensor)) outputs.AddRange(list);
                else outputs.Add(result);
            }
            return outputs;
        }
        finally
        {
            while (modes.TryPop(out var mode)) mode.Dispose();
        }
    }

    public Tensor Leaf(string name) => (Tensor)variables[name]!;

    private void Execute(string statement)
    {
        int equals = statement.IndexOf('=', StringComparison.Ordinal);
        int parenthesis = statement.IndexOf('(', StringComparison.Ordinal);
        if (equals > 0 && (parenthesis < 0 || equals < parenthesis)) variables[statement[..equals].Trim()] = Evaluated(statement[(equals + 1)..]).Single();
        else Evaluated(statement);
    }

    private List<object?> Evaluated(string expressions)
    {
        (text, at) = (expressions, 0);
        List<object?> results = [];
        do results.Add(Expression());
        while (Takes(','));
        if (at < text.Length) throw new FormatException($"'{text}': unexpected '{text[at..]}'");
        return results;
    }

    private object? Expression()
    {
        Space();
        if (Takes('[')) return Sequence(']');
        if (Takes('(')) return Sequence(')').Single();
        if (text[at] == '\'')
        {
            int end = text.IndexOf('\'', at + 1);
            string word = text[(at + 1)..end];
            at = end + 1;
            Space();
            return word;
        }
        int start = at;
        bool isNegative = Takes('-');
        int from = at;
        while (at < text.Length && IsPartOfWord(from)) at++;
        string name = text[from..at];
        if (char.IsDigit(name[0])) return Number(text[start..at].Replace(" ", "", StringComparison.Ordinal));
        object? value = Named(name);
        return isNegative ? -(double)value! : value;
    }

    private bool IsPartOfWord(int from) =>
        char.IsLetterOrDigit(text[at]) || text[at] is '_' or '.'
        || text[at] is '-' or '+' && at > from && text[at - 1] == 'e' && char.IsDigit(text[from]);

    private object? Named(string name)
    {
        Space();
        if (Takes('('))
        {
            var arguments = Sequence(')');
            Called.Add(name);
            return name switch
            {
                "enter" => Enter((string)arguments[0]!),
                "leave" => Leave(),
                _ => Operations.Of(name)(new Arguments(name, arguments)),
            };
        }
        return name switch
        {
            "None" => null,
            "True" => true,
            "False" => false,
            "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            _ => variables[name],
        };
    }

    private object? Enter(string mode)
    {
        modes.Push(mode switch
        {
            "no_grad" => no_grad(),
            "enable_grad" => enable_grad(),
            _ => throw new FormatException($"mode {mode}"),
        });
        return null;
    }

    private object? Leave()
    {
        modes.Pop().Dispose();
        return null;
    }

    private List<object?> Sequence(char end)
    {
        List<object?> items = [];
        if (Takes(end)) return items;
        do items.Add(Expression());
        while (Takes(','));
        if (!Takes(end)) throw new FormatException($"'{text}': expected '{end}' at {at}");
        return items;
    }

    private bool Takes(char wanted)
    {
        Space();
        if (at >= text.Length || text[at] != wanted) return false;
        at++;
        Space();
        return true;
    }

    private void Space()
    {
        while (at < text.Length && text[at] == ' ') at++;
    }

    private object Number(string digits)
    {
        Space();
        return digits.Contains('.', StringComparison.Ordinal) || digits.Contains('e', StringComparison.Ordinal)
            ? double.Parse(digits, CultureInfo.InvariantCulture)
            : (object)long.Parse(digits, CultureInfo.InvariantCulture);
    }
}
