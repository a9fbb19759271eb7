// A token that a request names by its id or by its text.
using AttentionLab.Server.Catalog;

namespace AttentionLab.Server.Circuits;

public static class NextTokenChoice
{
    /// <summary>Its id; null where none is named, or it is not one.</summary>
    public static int? Read(int? id, string? text, string idField, string textField, ITokenizer tokenizer, FieldErrors errors)
    {
        if (id is { } given)
        {
            if (text is not null) errors.Add(textField, "Give the token by text or by id, not by both.");
            else if (given < 0 || given >= tokenizer.Vocabulary) errors.Add(idField, $"{given} is no token of this run; tokens are 0 to {tokenizer.Vocabulary - 1}.");
            else return given;
            return null;
        }
        if (text is null) return null;
        if (text.Length is 0 or > LabLimits.TokenCharacters) errors.Add(textField, $"It has {text.Length} characters; it must have 1 to {LabLimits.TokenCharacters}.");
        else if (Symbols.Unknown(tokenizer, text) is { } unknown) errors.Add(textField, unknown);
        else if (tokenizer.Encode(text) is [var one]) return one;
        else errors.Add(textField, $"“{text}” is {tokenizer.Encode(text).Length} tokens for this run; give a text that is one.");
        return null;
    }
}
