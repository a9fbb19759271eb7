// Who is on the stage, where, and what the slots of a sentence stand for at the moment.
using System.Text;

namespace AttentionLab.Core;

internal sealed class PlayScene
{
    private const char Article = '\u0001';
    private const string Vowels = "aeiouAEIOU";

    private readonly DrawSequence draw;
    private string lastNoun = "lantern";

    public PlayScene(DrawSequence draw)
    {
        this.draw = draw;
        Town = PlayNames.Invent(draw);
        var people = new List<string> { PlayNames.Invent(draw), PlayNames.Invent(draw) };
        int regulars = 1 + draw.Below(3);
        while (people.Count < 2 + regulars)
        {
            string regular = draw.OneOf(PlayWords.Cast);
            if (!people.Contains(regular)) people.Add(regular);
        }
        People = people;
        (Speaker, Listener) = (people[^1], people[0]);
    }

    public IReadOnlyList<string> People { get; }

    public string Town { get; }

    public string Speaker { get; private set; }

    public string Listener { get; private set; }

    /// <summary>The one spoken to answers, mostly to the one who spoke.</summary>
    public void NextSpeaker()
    {
        string spoke = Speaker;
        Speaker = Listener;
        Listener = spoke;
        if (!draw.Chance(1, 3)) return;
        do Listener = draw.OneOf(People); while (Listener == Speaker);
    }

    /// <summary>Fills the slots; the first letter becomes a capital.</summary>
    public string Sentence(string template, string? rhyme = null)
    {
        var text = new StringBuilder();
        int at = 0;
        while (at < template.Length)
        {
            int open = template.IndexOf('{', at);
            if (open < 0) open = template.Length;
            text.Append(template, at, open - at);
            if (open == template.Length) break;
            int close = template.IndexOf('}', open);
            text.Append(Fill(template[(open + 1)..close], rhyme));
            at = close + 1;
        }
        return Capital(Articles(text.ToString()));
    }

    public string Noun() => lastNoun = draw.OneOf(PlayWords.Nouns);

    private string Fill(string slot, string? rhyme) => slot switch
    {
        "noun" => Noun(),
        "same" => lastNoun,
        "adj" => draw.OneOf(PlayWords.Adjectives),
        "verb" => draw.OneOf(PlayWords.Transitive),
        "verbs" => Inflection.WithS(draw.OneOf(PlayWords.Transitive)),
        "verbed" => Inflection.Past(draw.OneOf(PlayWords.Transitive)),
        "act" => draw.OneOf(PlayWords.Intransitive),
        "acts" => Inflection.WithS(draw.OneOf(PlayWords.Intransitive)),
        "acted" => Inflection.Past(draw.OneOf(PlayWords.Intransitive)),
        "adverb" => draw.OneOf(PlayWords.Adverbs),
        "place" => draw.OneOf(PlayWords.Places),
        "cry" => draw.OneOf(PlayWords.Cries),
        "name" => SomeoneElse(),
        "you" => Listener,
        "town" => Town,
        "rhyme" => rhyme!,
        "a" => Article.ToString(),
        _ => throw new InvalidOperationException($"The play has no slot '{slot}'."),
    };

    /// <summary>Neither who speaks nor who is spoken to.</summary>
    private string SomeoneElse()
    {
        string[] others = [.. People.Where(person => person != Speaker && person != Listener)];
        return draw.OneOf(others);
    }

    /// <summary>Every mark of an article becomes a or an, as the next word wants it.</summary>
    private static string Articles(string text)
    {
        var result = new StringBuilder(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == Article) result.Append(Vowels.Contains(text[i + 2]) ? "an" : "a");
            else result.Append(text[i]);
        }
        return result.ToString();
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
