// Tokenizers of runs, each read and opened once: a thousand runs on one text have the same.
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AttentionLab.Server.Storage;

/// <summary>Thread-safe, as tokenizers are. One that no run has any more is let go.</summary>
public static class KnownTokenizers
{
    private static readonly ConditionalWeakTable<TokenizerState, ITokenizer> Opened = [];

    /// <exception cref="ModelException">The state is malformed.</exception>
    public static ITokenizer Of(TokenizerState state) => Opened.GetValue(state, known => known.Open());
}

/// <summary>Reads the same bytes as the same object, and looks into them only the first time.</summary>
internal sealed class KnownTokenizerJson : JsonConverter<TokenizerState>
{
    private static readonly ConcurrentDictionary<int, (byte[] Json, WeakReference<TokenizerState> State)> Known = new();

    public override TokenizerState? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        var bytes = JsonMarshal.GetRawUtf8Value(json.RootElement);
        var hash = new HashCode();
        hash.AddBytes(bytes);
        int key = hash.ToHashCode();
        if (Known.TryGetValue(key, out var before) && bytes.SequenceEqual(before.Json) && before.State.TryGetTarget(out var known)) return known;
        var state = json.RootElement.Deserialize<TokenizerState>(options);
        if (state is not null) Known[key] = (bytes.ToArray(), new(state));
        return state;
    }

    public override void Write(Utf8JsonWriter writer, TokenizerState state, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, state, options);
}
