// What the Generate script needs to know: the run in view, what is to be written, and how it starts.
namespace AttentionLab.Client.Controls.Generate;

/// <summary>The run in view. The script generates only while it has weights.</summary>
public sealed record GenerateTarget(string Run, string Name, bool HasWeights, int Vocabulary)
{
    public static GenerateTarget Of(RunInfo run) => new(run.Id, run.Name, run.HasWeights, run.Model.Vocabulary);
}

/// <summary>How tokens are drawn.</summary>
/// <param name="Step">The kept step; null for the newest weights.</param>
public sealed record GenerateDrawing(int? Step, double Temperature, int TopK, double TopP, int Seed);

/// <summary>Side B.</summary>
/// <param name="Run">Empty for the same run.</param>
/// <param name="Vocabulary">Null where that is not known, as of a run that was deleted.</param>
/// <param name="SameWeights">Written with the weights that side A is written with.</param>
public sealed record GenerateOther(string Run, string Name, int? Vocabulary, bool SameWeights, GenerateDrawing Drawing);

/// <summary>What is to be written.</summary>
/// <param name="Wrong">Whether a field says what is wrong with it; then there is no drawing.</param>
/// <param name="Query">The settings' part of the address.</param>
public sealed record GenerateAsked(bool Wrong, string Prompt, int Tokens, GenerateDrawing? Drawing, GenerateOther? Other, IReadOnlyDictionary<string, string> Query);

/// <summary>How the view starts.</summary>
/// <param name="Query">The address's query string: what is looked at, which the script reads because it writes it.</param>
public sealed record GenerateOptions(string Query, GenerateTold Told);

/// <summary>All that the script is told, at each change of it.</summary>
/// <param name="Pace">Tokens a second, or full.</param>
public sealed record GenerateTold(GenerateTarget Target, GenerateAsked Asked, string Pace);
