// The signature list, in a form that reflection can be compared with: flags in front, no comments, constraints or "?" on references.
using System.Text.RegularExpressions;

namespace AttentionLab.Torch.Tests.Api;

internal sealed partial class ApiList
{
    private static readonly string[] Structs =
        ["bool", "byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal", "char", "Complex", "Half", "Range", "Index", "TimeSpan"];

    private readonly HashSet<string> valueTypes = [.. Structs];
    private readonly HashSet<string> members = [];
    private readonly Dictionary<string, (string kind, string? firstBase)> types = [];

    public ApiList(IReadOnlyCollection<string> lines)
    {
        // First what is a value type: only there a "?" changes the type.
        foreach (string line in lines)
        {
            if (EnumLine().Match(line) is { Success: true } member) valueTypes.Add(member.Groups["type"].Value);
            if (TypeLine().Match(line) is { Success: true } type && type.Groups["kind"].Value.EndsWith("struct", StringComparison.Ordinal))
                valueTypes.Add(type.Groups["name"].Value);
        }
        foreach (string line in lines)
        {
            if (TypeLine().Match(line) is { Success: true } type)
            {
                string bases = Plain(type.Groups["bases"].Value);
                types[type.Groups["name"].Value] = (type.Groups["kind"].Value, bases.Length == 0 ? null : FirstOf(bases));
            }
            else
            {
                members.Add(Canonical(line));
            }
        }
    }

    public static ApiList Read() => new(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Goldens", "torchsharp-api.txt")));

    public int Count => members.Count + types.Count;

    public bool HasMember(string canonical) => members.Contains(canonical);

    /// <summary>The listed kind ("sealed class") and the first base of a type, or null.</summary>
    public (string kind, string? firstBase)? TypeOf(string name) => types.TryGetValue(name, out var type) ? type : null;

    /// <summary>The listed signatures most like the given one.</summary>
    public IEnumerable<string> Nearest(string canonical, int count = 3)
    {
        string name = NameOf(canonical);
        var sameName = members.Where(member => NameOf(member) == name).ToList();
        var pool = sameName.Count > 0 ? sameName : members.Where(member => LastPart(NameOf(member)) == LastPart(name)).ToList();
        return pool.OrderBy(member => Distance(member, canonical)).Take(count);
    }

    /// <summary>One line of the list as reflection's notation has it.</summary>
    public string Canonical(string line)
    {
        if (EnumLine().Match(line) is { Success: true } member)
            return $"enum {member.Groups["kind"].Value} {member.Groups["type"].Value}.{member.Groups["name"].Value} = {member.Groups["value"].Value}";
        string flags = "";
        if (FlagsAtEnd().Match(line) is { Success: true } end)
        {
            string[] words = end.Groups["flags"].Value.Split(' ');
            string[] kept = ["protected", "static", "const", "readonly", "field"];
            flags = string.Concat(kept.Where(word => words.Contains(word) || word == "field" && words.Contains("const")).Select(word => word + " "));
            line = line[..end.Index];
        }
        return flags + Plain(line);
    }

    private string Plain(string text)
    {
        text = Comment().Replace(text, "");
        text = Constraint().Replace(text, "");
        text = ReferenceMark().Replace(text, match => valueTypes.Contains(match.Groups["type"].Value) ? match.Value : match.Groups["type"].Value);
        return GenericOrArrayMark().Replace(text, "$1").Trim();
    }

    // "A<B, C>, D" begins with "A<B, C>".
    private static string FirstOf(string bases)
    {
        int depth = 0;
        for (int i = 0; i < bases.Length; i++)
        {
            depth += bases[i] is '<' or '(' ? 1 : bases[i] is '>' or ')' ? -1 : 0;
            if (bases[i] == ',' && depth == 0) return bases[..i];
        }
        return bases;
    }

    private static string NameOf(string canonical)
    {
        string signature = canonical;
        foreach (string flag in (string[])["protected ", "static ", "const ", "readonly ", "field "])
            if (signature.StartsWith(flag, StringComparison.Ordinal))
                signature = signature[flag.Length..];
        int end = signature.IndexOfAny(['(', '{', ':', '[', '=']);
        return (end < 0 ? signature : signature[..end]).Trim();
    }

    private static string LastPart(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }

    [GeneratedRegex(@"^(?<name>\S.*?)  \[(?<kind>[a-z ]*(class|struct|interface)), namespace [\w.]+\](?: : (?<bases>.*))?")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^(?<type>[\w.]+)\.(?<name>\w+) = (?<value>-?\d+)  \[enum (?<kind>\w+)\]$")]
    private static partial Regex EnumLine();

    [GeneratedRegex(@"  \[(?<flags>[a-z ]*)\](?: = .*)?$")]
    private static partial Regex FlagsAtEnd();

    [GeneratedRegex(@" ?/\*.*?\*/")]
    private static partial Regex Comment();

    [GeneratedRegex(@" where \w+ : .*$")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"(?<type>[\w.]+)\?")]
    private static partial Regex ReferenceMark();

    [GeneratedRegex(@"([>\]])\?")]
    private static partial Regex GenericOrArrayMark();
}
