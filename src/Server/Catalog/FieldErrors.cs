// Everything wrong with a request, field by field, thrown together as one refusal.
namespace AttentionLab.Server.Catalog;

public sealed class FieldErrors
{
    private readonly Dictionary<string, string> _errors = [];

    public bool Any => _errors.Count > 0;

    public IReadOnlyDictionary<string, string> All => _errors;

    /// <summary>Whether one of these fields, or a part of it, is wrong.</summary>
    public bool Blame(params IEnumerable<string> fields) => fields.Any(field => _errors.Keys.Any(key => key == field || key.StartsWith(field + ".", StringComparison.Ordinal)));

    /// <summary>Adds to a field; several messages of one field become one text.</summary>
    public void Add(string field, string message) => _errors[field] = _errors.TryGetValue(field, out var before) ? $"{before} {message}" : message;

    public void Add(IEnumerable<ConfigProblem> problems)
    {
        foreach (var problem in problems) Add(problem.Key, problem.Message);
    }

    public void Add(FieldErrors others)
    {
        foreach (var (field, message) in others._errors) Add(field, message);
    }

    /// <exception cref="LabException">There is an error.</exception>
    public void ThrowIfAny()
    {
        if (Any) throw new LabException(Refusal.Invalid, string.Join(" ", _errors.Select(error => $"{error.Key}: {error.Value}")), _errors);
    }
}
