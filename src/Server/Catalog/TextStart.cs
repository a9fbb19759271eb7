// What a text begins with when nobody says: a line break where the vocabulary has one, else its first symbol.
namespace AttentionLab.Server.Catalog;

public static class TextStart
{
    public static int[] Of(ITokenizer tokenizer) => tokenizer.Unknown("\n").Count == 0 ? tokenizer.Encode("\n") : [0];
}
