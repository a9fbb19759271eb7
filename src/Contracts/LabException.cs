// A refusal that a person can act on: which field, what came, what is allowed.
namespace AttentionLab.Contracts;

/// <summary>Why the lab refused.</summary>
public enum Refusal
{
    /// <summary>A value is not allowed (HTTP 400).</summary>
    Invalid,

    /// <summary>What was named does not exist (HTTP 404).</summary>
    NotFound,

    /// <summary>Not now: the state of the lab or run forbids it (HTTP 409).</summary>
    Conflict,

    /// <summary>Larger than allowed (HTTP 413).</summary>
    TooLarge,

    /// <summary>Something the lab needs cannot be had, such as a disk or a download (HTTP 503).</summary>
    Unavailable,
}

/// <summary>A refusal with a message for people. One entry of <see cref="Errors"/> per field, the key being the field's JSON name.</summary>
public sealed class LabException(Refusal refusal, string message, IReadOnlyDictionary<string, string>? errors = null) : Exception(message)
{
    public Refusal Refusal { get; } = refusal;

    public IReadOnlyDictionary<string, string> Errors { get; } = errors ?? new Dictionary<string, string>();

    /// <summary>Where a step's weights are not kept: the nearest steps below and above whose weights are, as far as there are any. Null in every other refusal.</summary>
    public IReadOnlyList<int>? Nearest { get; init; }

    /// <summary>The characters of a prompt that a run's text does not have, each once. Null in every other refusal.</summary>
    public IReadOnlyList<string>? Unknown { get; init; }

    /// <summary>A refusal of one field.</summary>
    public static LabException Field(string field, string message, Refusal refusal = Refusal.Invalid) =>
        new(refusal, message, new Dictionary<string, string> { [field] = message });
}
