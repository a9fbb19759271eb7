// A test that needs Python 3; where none is found it is skipped and says so.
namespace AttentionLab.Client.Tests.Proof;

[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        if (Python is null) Skip = "No python3 found; the copied Python programs were not run.";
    }

    /// <summary>Path of the interpreter; null when there is none.</summary>
    public static string? Python { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { Path.Combine(folder, "python3"), Path.Combine(folder, "python3.exe") }).FirstOrDefault(File.Exists);
}
