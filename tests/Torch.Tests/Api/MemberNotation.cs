// Writes a public or protected member the way the signature list does, in the form that ApiList brings both to.
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace AttentionLab.Torch.Tests.Api;

internal static class MemberNotation
{
    private static readonly Dictionary<string, string> Operators = new()
    {
        ["op_Addition"] = "+",
        ["op_Subtraction"] = "-",
        ["op_Multiply"] = "*",
        ["op_Division"] = "/",
        ["op_Modulus"] = "%",
        ["op_BitwiseAnd"] = "&",
        ["op_BitwiseOr"] = "|",
        ["op_ExclusiveOr"] = "^",
        ["op_LeftShift"] = "<<",
        ["op_RightShift"] = ">>",
        ["op_OnesComplement"] = "~",
        ["op_LogicalNot"] = "!",
        ["op_UnaryNegation"] = "unary-",
        ["op_UnaryPlus"] = "unary+",
        ["op_Equality"] = "==",
        ["op_Inequality"] = "!=",
        ["op_LessThan"] = "<",
        ["op_LessThanOrEqual"] = "<=",
        ["op_GreaterThan"] = ">",
        ["op_GreaterThanOrEqual"] = ">=",
    };

    public static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    public static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    public static string Of(MemberInfo member) => member switch
    {
        MethodBase method => Of(method),
        PropertyInfo property => Of(property),
        FieldInfo field => Of(field),
        _ => throw new ArgumentException($"{member} is not a constructor, method, property or field.", nameof(member)),
    };

    public static string Of(MethodBase method)
    {
        string type = TypeNotation.Of(method.DeclaringType!);
        string parameters = "(" + Parameters(method) + ")";
        if (method is not MethodInfo info) return Flags(method) + type + "..ctor" + parameters;
        string result = " : " + TypeNotation.Of(info.ReturnType);
        string name = info.Name switch
        {
            "op_Implicit" => "implicit operator",
            "op_Explicit" => "explicit operator",
            _ when Operators.TryGetValue(info.Name, out string? symbol) => "operator " + symbol,
            _ => info.Name,
        };
        string generic = info.IsGenericMethod ? "<" + string.Join(", ", info.GetGenericArguments().Select(TypeNotation.Of)) + ">" : "";
        return Flags(method) + type + "." + name + generic + parameters + result;
    }

    public static string Of(PropertyInfo property)
    {
        var accessors = new[] { property.GetMethod, property.SetMethod }.Where(IsVisible).ToList();
        string verbs = (IsVisible(property.GetMethod) ? "get; " : "") + (IsVisible(property.SetMethod) ? "set; " : "");
        bool isIndexer = property.GetIndexParameters().Length > 0;
        string name = isIndexer ? "this[" + string.Join(", ", property.GetIndexParameters().Select(Parameter)) + "]" : property.Name;
        return Flags(accessors[0]!) + TypeNotation.Of(property.DeclaringType!) + "." + name + " { " + verbs + "} : " + TypeNotation.Of(property.PropertyType);
    }

    public static string Of(FieldInfo field)
    {
        string signature = TypeNotation.Of(field.DeclaringType!) + "." + field.Name;
        if (field.DeclaringType!.IsEnum)
            return string.Create(CultureInfo.InvariantCulture,
                $"enum {TypeNotation.Of(Enum.GetUnderlyingType(field.DeclaringType))} {signature} = {field.GetRawConstantValue()}");
        string flags = (field.IsPublic ? "" : "protected ") + (field.IsLiteral ? "const " : field.IsStatic ? "static " : "")
            + (field.IsInitOnly ? "readonly " : "") + "field ";
        return flags + signature + " : " + TypeNotation.Of(field.FieldType);
    }

    private static string Flags(MethodBase method) => (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : "");

    private static string Parameters(MethodBase method)
    {
        bool isExtension = method.IsDefined(typeof(ExtensionAttribute), false);
        return (isExtension ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    private static string Parameter(ParameterInfo parameter)
    {
        string kind = parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params "
            : !parameter.ParameterType.IsByRef ? ""
            : parameter.IsOut ? "out "
            : parameter.IsIn ? "in "
            : "ref ";
        string value = parameter.HasDefaultValue ? " = " + Default(parameter) : "";
        return kind + TypeNotation.Of(parameter.ParameterType) + " " + parameter.Name + value;
    }

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null when parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null => "default",
        null => "null",
        bool truth => truth ? "true" : "false",
        string text => "\"" + text + "\"",
        float number => number.ToString(CultureInfo.InvariantCulture) + "f",
        Enum choice => TypeNotation.Of(choice.GetType()) + "." + choice,
        var number => Convert.ToString(number, CultureInfo.InvariantCulture)!,
    };
}
