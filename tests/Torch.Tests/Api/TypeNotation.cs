// Writes a type the way the signature list does: no namespace, C# keywords, tuples in parentheses.
namespace AttentionLab.Torch.Tests.Api;

internal static class TypeNotation
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(char)] = "char",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static string Of(Type type)
    {
        if (type.IsByRef) return Of(type.GetElementType()!);
        if (type.IsArray) return Of(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        if (type.IsPointer) return Of(type.GetElementType()!) + "*";
        if (type.IsGenericParameter) return type.Name;
        if (Keywords.TryGetValue(type, out string? keyword)) return keyword;
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Of(underlying) + "?";
        if (type.Namespace == "System" && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal))
            return "(" + string.Join(", ", type.GetGenericArguments().Select(Of)) + ")";
        return Nested(type, type.GetGenericArguments());
    }

    // A nested type carries the type arguments of the types around it, too: each level takes its share.
    private static string Nested(Type type, Type[] arguments)
    {
        string outer = "";
        int taken = 0;
        if (type.DeclaringType is { } declaring)
        {
            taken = declaring.GetGenericArguments().Length;
            outer = Nested(declaring, arguments[..taken]) + ".";
        }
        string name = type.Name.Split('`')[0];
        var own = arguments[taken..];
        return outer + name + (own.Length == 0 ? "" : "<" + string.Join(", ", own.Select(Of)) + ">");
    }
}
