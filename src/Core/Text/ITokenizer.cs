// Text to numbers and back: what corpora, prompts and runs need of every tokenizer.
namespace AttentionLab.Core;

/// <summary>Immutable, so any thread may use it. Ids are 0 to <see cref="Vocabulary"/> - 1.</summary>
public interface ITokenizer
{
    /// <summary>How many different tokens there are.</summary>
    int Vocabulary { get; }

    /// <summary>Everything that is needed to make the same tokenizer again, to be kept with a run.</summary>
    TokenizerState State { get; }

    /// <exception cref="UnknownSymbolsException">The text has symbols that the vocabulary cannot write.</exception>
    int[] Encode(string text);

    /// <summary>The text that these tokens write together; what <see cref="Encode"/> took, when they came from there.</summary>
    /// <exception cref="ModelException">An id is not in the vocabulary.</exception>
    string Decode(IEnumerable<int> ids);

    /// <summary>One token as it is shown: its text, or its bytes in visible form when they are only part of a character.</summary>
    /// <exception cref="ModelException">The id is not in the vocabulary.</exception>
    string TextOf(int id);

    /// <summary>The text's symbols that the vocabulary cannot write, each once, in the order they occur.</summary>
    IReadOnlyList<string> Unknown(string text);
}
