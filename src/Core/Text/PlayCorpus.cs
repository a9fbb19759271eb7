// The embedded default corpus: an original play, written anew from a seed whenever it is first asked for.
namespace AttentionLab.Core;

public static class PlayCorpus
{
    public const string Id = "play";

    private const ulong Seed = 1337;
    private const int Characters = 1_000_000;

    private static readonly Lazy<Corpus> Embedded = new(() => Corpus.FromText(Id, "The embedded play", Id, Write(Seed, Characters)));

    /// <summary>Always the same text of at least a million characters, with the 65 symbols of Tiny Shakespeare.</summary>
    public static Corpus Load() => Embedded.Value;

    /// <summary>Whole scenes of at least that many characters; the same seed writes the same play.</summary>
    public static string Write(ulong seed, int characters) => new PlayWriter(seed).Write(characters);
}
