// What a pickle may hold here beside numbers, texts, lists and tuples: dictionaries, and tensors that lie elsewhere.
using System.Diagnostics.CodeAnalysis;

namespace AttentionLab.Core;

/// <summary>A dictionary; its keys are texts, whole numbers or truth values.</summary>
internal sealed class PickledDictionary
{
    private readonly Dictionary<object, object?> entries = [];

    public IReadOnlyDictionary<object, object?> Entries => entries;

    public object? this[string key] => entries.GetValueOrDefault(key);

    public void Set(object? key, object? value)
    {
        if (key is not (string or long or bool)) throw PickleReader.Refused($"a dictionary with a key of kind {key?.GetType().Name ?? "None"}");
        entries[key] = value;
    }

    public bool TryGet<T>(string key, [NotNullWhen(true)] out T? value)
        where T : notnull
    {
        value = entries.TryGetValue(key, out object? found) && found is T wanted ? wanted : default(T?);
        return found is T;
    }
}

/// <summary>Numbers in a file of their own beside the pickle.</summary>
/// <param name="Type">As safetensors names it.</param>
/// <param name="Key">Names the file.</param>
/// <param name="Count">How many numbers it holds.</param>
internal sealed record PickledStorage(string Type, string Key, long Count);

/// <param name="Offset">Where the tensor begins in the storage, in numbers.</param>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, long[] Shape, long[] Strides);
