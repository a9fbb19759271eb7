// Everything of an assembly that its users can see, member by member, and what of it a signature list lacks.
using System.Reflection;
using System.Runtime.CompilerServices;

namespace AttentionLab.Torch.Tests.Api;

internal static class ApiOf
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>One complaint for each visible type or member that is not in the list.</summary>
    public static IEnumerable<string> Missing(IEnumerable<Type> types, ApiList list) =>
        types.Where(IsVisible).SelectMany(type => Missing(type, list));

    private static IEnumerable<string> Missing(Type type, ApiList list)
    {
        string name = TypeNotation.Of(type);
        if (type.IsEnum)
        {
            foreach (var value in type.GetFields(BindingFlags.Public | BindingFlags.Static))
                if (Complaint(MemberNotation.Of(value), list) is { } missing)
                    yield return missing;
            yield break;
        }
        if (list.TypeOf(name) is not { } listed)
        {
            yield return $"type {name}: not in the list";
            yield break;
        }
        if (Kind(type) != listed.kind) yield return $"type {name}: {Kind(type)}, but the list says {listed.kind}";
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && TypeNotation.Of(parent) != listed.firstBase)
            yield return $"type {name}: its base is {TypeNotation.Of(parent)}, but the list says {listed.firstBase ?? "none"}";

        foreach (var member in Members(type).Where(member => !OverridesListed(member, list)))
            if (Complaint(MemberNotation.Of(member), list) is { } missing)
                yield return missing;
    }

    /// <summary>What users of the types can name: constructors, methods, properties and fields. Enumerations are taken whole.</summary>
    public static IEnumerable<MemberInfo> Members(IEnumerable<Type> types) => types.Where(type => IsVisible(type) && !type.IsEnum).SelectMany(Members);

    private static IEnumerable<MemberInfo> Members(Type type) =>
    [
        .. type.GetConstructors(Declared).Where(one => MemberNotation.IsVisible(one) && !one.IsStatic && !IsImplied(one)),
        .. type.GetMethods(Declared).Where(one => MemberNotation.IsVisible(one) && !IsAccessor(one)),
        .. type.GetProperties(Declared).Where(one => MemberNotation.IsVisible(one.GetMethod) || MemberNotation.IsVisible(one.SetMethod)),
        .. type.GetFields(Declared).Where(one => MemberNotation.IsVisible(one) && !one.IsSpecialName),
    ];

    private static string? Complaint(string canonical, ApiList list)
    {
        if (list.HasMember(canonical)) return null;
        string nearest = string.Concat(list.Nearest(canonical).Select(one => "\n      listed: " + one));
        return "  ours:   " + canonical + (nearest.Length == 0 ? "\n      nothing of that name is listed" : nearest);
    }

    private static bool IsVisible(Type type) =>
        !type.IsDefined(typeof(CompilerGeneratedAttribute), false)
        && (type.IsPublic || (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!));

    private static string Kind(Type type) =>
        type.IsInterface ? "interface"
        : type.IsValueType ? "struct"
        : type.IsAbstract && type.IsSealed ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class"
        : "class";

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    // A type's parameterless constructor need not be listed where it has no other and the compiler wrote it.
    private static bool IsImplied(ConstructorInfo constructor) => constructor.DeclaringType!.IsValueType && constructor.GetParameters().Length == 0;

    // An override adds nothing to what callers see, if what it overrides is listed or is not ours.
    private static bool OverridesListed(MemberInfo member, ApiList list) => member switch
    {
        MethodInfo method => OverridesListed(method, list),
        PropertyInfo property => OverridesListed(property, list),
        _ => false,
    };

    private static bool OverridesListed(MethodInfo method, ApiList list)
    {
        var origin = method.GetBaseDefinition();
        if (origin == method) return false;
        if (origin.DeclaringType!.Assembly != method.DeclaringType!.Assembly) return true;
        return list.HasMember(MemberNotation.Of(Open(origin)));
    }

    private static bool OverridesListed(PropertyInfo property, ApiList list)
    {
        var accessor = property.GetMethod ?? property.SetMethod!;
        var origin = Open(accessor.GetBaseDefinition());
        if (origin == accessor) return false;
        var originProperty = origin.DeclaringType!.GetProperties(Declared).Single(one => one.GetMethod == origin || one.SetMethod == origin);
        return list.HasMember(MemberNotation.Of(originProperty));
    }

    // The method of the open generic type: Module<T, TResult>.forward, not Module<Tensor, Tensor>.forward.
    private static MethodInfo Open(MethodInfo method) => (MethodInfo)method.Module.ResolveMethod(method.MetadataToken)!;
}
