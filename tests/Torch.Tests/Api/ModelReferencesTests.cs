// What the model's source uses of the engine is TorchSharp's: every member its assembly refers to is in the signature list.
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace AttentionLab.Torch.Tests.Api;

public sealed class ModelReferencesTests
{
    [Fact]
    public void Members_TheModelRefersTo_AreListed()
    {
        var list = ApiList.Read();
        var used = Members().Where(member => member.DeclaringType!.Assembly == Assemblies.Engine).Select(Notation).Distinct().ToList();
        Assert.True(used.Count > 50, $"only {used.Count} members found");
        Assert.Empty(used.Where(notation => !list.HasMember(notation)).Order());
    }

    [Fact]
    public void Sources_OfTheModel_NameADeviceOnlyInOnePlace()
    {
        string source = Path.Combine(Root(), "src");
        var naming = Directory.EnumerateFiles(Path.Combine(source, "Model"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @"\b(cuda|CUDA|CPU|DeviceType)\b"))
            .Select(Path.GetFileName);
        Assert.Equal(["Accelerator.cs"], naming);
    }

    private static List<MemberInfo> Members()
    {
        using var reader = new PEReader(File.OpenRead(Assemblies.Model.Location));
        var metadata = reader.GetMetadataReader();
        return [.. metadata.MemberReferences.Select(handle => Resolved(MetadataTokens.GetToken(handle))).OfType<MemberInfo>()];
    }

    // Null for members of the model's own generic types, which don't resolve outside of their context.
    private static MemberInfo? Resolved(int token)
    {
        try
        {
            return Assemblies.Model.ManifestModule.ResolveMember(token);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // In the open generic type, and as the property where it is an accessor.
    private static string Notation(MemberInfo member)
    {
        if (member is FieldInfo field) return MemberNotation.Of(field);
        var method = (MethodBase)member.Module.ResolveMethod(member.MetadataToken)!;
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var property = method.DeclaringType!.GetProperties(all).FirstOrDefault(one => one.GetMethod == method || one.SetMethod == method);
        return property is null ? MemberNotation.Of(method) : MemberNotation.Of(property);
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AttentionLab.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
