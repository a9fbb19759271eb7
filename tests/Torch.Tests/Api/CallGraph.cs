// Which members of an assembly can be reached from given methods: calls, delegates, operators, and overrides of types that are made.
using System.Reflection;

namespace AttentionLab.Torch.Tests.Api;

internal sealed class CallGraph
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly Assembly assembly;
    // By token: a method of a structure has two faces that are not equal, and a generic one has many.
    private readonly HashSet<(Module, int)> reached = [];
    private readonly HashSet<Type> made = [];
    private readonly Queue<MethodBase> unread = [];

    /// <param name="assembly">Whose members are followed.</param>
    /// <param name="roots">Where to begin: methods of the assembly, or of another that calls it.</param>
    public CallGraph(Assembly assembly, IEnumerable<MethodBase> roots)
    {
        this.assembly = assembly;
        foreach (var root in roots)
        {
            reached.Add(Key(root));
            unread.Enqueue(root);
        }
        do
        {
            while (unread.TryDequeue(out var method))
                foreach (var member in Instructions.Named(method))
                    Reach(member);
            foreach (var type in made.ToList()) ReachOverrides(type);
        }
        while (unread.Count > 0);
    }

    /// <summary>Every method of an assembly, lambdas and all.</summary>
    public static IEnumerable<MethodBase> MethodsOf(Assembly assembly) => assembly.GetTypes().SelectMany(MethodsOf);

    /// <summary>For a property: one of its accessors.</summary>
    public bool Reaches(MemberInfo member) =>
        member is PropertyInfo property ? property.GetAccessors(nonPublic: true).Any(Reaches) : reached.Contains(Key(member));

    private static (Module, int) Key(MemberInfo member) => (member.Module, member.MetadataToken);

    private static IEnumerable<MethodBase> MethodsOf(Type type) => [.. type.GetMethods(Declared), .. type.GetConstructors(Declared)];

    private void Reach(MemberInfo member)
    {
        if (member is Type named)
        {
            ReachType(named);
            return;
        }
        if (member is MethodInfo { IsGenericMethod: true } generic)
            foreach (var argument in generic.GetGenericArguments())
                ReachType(argument);
        ReachType(member.DeclaringType!);
        if (member.Module.Assembly != assembly) return;
        if (member is ConstructorInfo { IsStatic: false } constructor) made.Add(Open(constructor.DeclaringType!));
        // Read as the method of the open generic type: Module<T, TResult>.call, not Module<Tensor, Tensor>.call.
        if (!reached.Add(Key(member)) || member is not MethodBase) return;
        var method = member.Module.ResolveMethod(member.MetadataToken)!;
        unread.Enqueue(method);
        if (method.IsSpecialName) ReachProperty(method);
    }

    // Both accessors: a signature has them together.
    private void ReachProperty(MethodBase accessor)
    {
        foreach (var property in accessor.DeclaringType!.GetProperties(Declared))
        {
            var accessors = property.GetAccessors(nonPublic: true);
            if (accessors.All(one => one.MetadataToken != accessor.MetadataToken)) continue;
            foreach (var one in accessors) Reach(one);
        }
    }

    // With what it is made of and derived from. Values need no constructor to exist.
    private void ReachType(Type type)
    {
        if (type.HasElementType) ReachType(type.GetElementType()!);
        if (type.IsGenericParameter || type.HasElementType) return;
        if (type.IsGenericType)
            foreach (var argument in type.GetGenericArguments())
                ReachType(argument);
        if (type.Assembly != assembly) return;
        var open = Open(type);
        if (open.IsValueType) made.Add(open);
        if (!reached.Add(Key(open))) return;
        if (open.TypeInitializer is { } initializer) Reach(initializer);
        if (open.BaseType is { } parent) ReachType(parent);
    }

    private static Type Open(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private void ReachOverrides(Type type)
    {
        foreach (var method in type.GetMethods(Declared).Where(method => method.IsVirtual || method.IsStatic))
            if (method.IsVirtual && Overrides(method) || type.GetInterfaces().Any(implemented => Implements(method, implemented)))
                Reach(method);
    }

    private bool Overrides(MethodInfo method)
    {
        var origin = method.GetBaseDefinition();
        return origin != method && (origin.Module.Assembly != assembly || Reaches(origin));
    }

    // By name: an overload too many is followed rather than an implementation missed.
    private bool Implements(MethodInfo method, Type implemented) =>
        implemented.GetMethods(Declared).Any(one => one.Name == method.Name[(method.Name.LastIndexOf('.') + 1)..]
            && (implemented.Assembly != assembly || Reaches(one)));
}
