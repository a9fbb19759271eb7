// Everything that a person can mend: the message says what came, what is allowed and what to do.
namespace AttentionLab.Core;

public class ModelException : Exception
{
    public ModelException(string message, string? key = null, Exception? inner = null)
        : base(message, inner) => Key = key;

    /// <summary>The setting to change, such as <c>model.context</c>; null when there is no single one.</summary>
    public string? Key { get; }

    /// <summary>Throws when there are problems, all of them in one message.</summary>
    internal static void ThrowIfAny(IReadOnlyList<ConfigProblem> problems)
    {
        if (problems.Count == 0) return;
        string message = string.Join(" ", problems.Select(p => $"{p.Key}: {p.Message}"));
        throw new ModelException(message, problems[0].Key);
    }
}
