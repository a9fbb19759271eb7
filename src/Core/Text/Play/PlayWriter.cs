// Writes scene after scene: speeches in verse and prose that greet, ask, answer, quote, echo, sing and bargain.
using System.Text;

namespace AttentionLab.Core;

internal sealed class PlayWriter(ulong seed)
{
    private const int ProseWidth = 56;

    private readonly DrawSequence draw = new(seed, RandomStream.Play);
    private readonly StringBuilder play = new();
    private string lastPhrase = "Alas";
    private string? asked;

    /// <summary>Whole scenes, at least <paramref name="characters"/> long.</summary>
    public string Write(int characters)
    {
        while (play.Length < characters) Scene(new PlayScene(draw));
        return play.ToString();
    }

    private void Scene(PlayScene scene)
    {
        asked = null;
        int speeches = 7 + draw.Below(12);
        for (int i = 0; i < speeches; i++)
        {
            string speech = i == 0 ? Greeting(scene) : i == speeches - 1 ? Parting(scene) : Speech(scene);
            play.Append(scene.Speaker.ToUpperInvariant()).Append(":\n").Append(speech).Append("\n\n");
            scene.NextSpeaker();
        }
    }

    private string Greeting(PlayScene scene) => Prose([scene.Sentence(draw.OneOf(PlayTemplates.Greetings)), Statement(scene), Question(scene)]);

    private string Parting(PlayScene scene) => scene.Sentence(draw.OneOf(PlayTemplates.Partings)) + "\n" + Couplet(scene);

    private string Speech(PlayScene scene)
    {
        string? answer = asked is null ? null : Answer(scene, asked);
        asked = null;
        string speech = draw.Below(20) switch
        {
            < 7 => Verse(scene),
            < 10 => Prose([.. Statements(scene, 1 + draw.Below(3))]),
            < 13 => Prose([.. Statements(scene, draw.Below(2)), Question(scene)]),
            < 15 => Prose([Quotation(scene), Retort(scene)]),
            < 17 => Prose([Echo(scene), Retort(scene)]),
            17 => Song(scene),
            18 => Prose([Want(scene)]),
            _ => draw.Chance(1, 4) ? Bill(scene) : Prose([scene.Sentence("{cry}!"), Statement(scene)]),
        };
        return answer is null ? speech : answer + "\n" + speech;
    }

    private IEnumerable<string> Statements(PlayScene scene, int count) => Enumerable.Range(0, count).Select(_ => Statement(scene));

    private string Statement(PlayScene scene)
    {
        string sentence = scene.Sentence(draw.OneOf(PlayTemplates.Statements));
        lastPhrase = sentence.Split([',', ';', ':', '.', '?', '!'])[0];
        return sentence;
    }

    /// <summary>The next speech answers with the words of the question.</summary>
    private string Question(PlayScene scene)
    {
        string question = scene.Sentence(draw.OneOf(PlayTemplates.Questions));
        asked = scene.Sentence("the {same}");
        return question;
    }

    private string Answer(PlayScene scene, string topic)
    {
        string rest = draw.Below(4) switch
        {
            0 => "{name} has it {place}.",
            1 => "I {verbed} it {place}, {you}.",
            2 => "It is {adj}, and it {acts} in {town}.",
            _ => "Ask {name}, or ask the {noun}.",
        };
        return topic + "? " + scene.Sentence(rest);
    }

    /// <summary>A quotation opens, runs for a sentence or more, and closes.</summary>
    private string Quotation(PlayScene scene)
    {
        string quoted = string.Join(" ", Statements(scene, 1 + draw.Below(3)));
        return scene.Sentence(draw.OneOf(PlayTemplates.QuoteOpenings)) + "'" + quoted[..^1] + "'.";
    }

    /// <summary>What was said last, said again.</summary>
    private string Echo(PlayScene scene) => $"'{lastPhrase}', say you, {scene.Listener}?";

    private string Retort(PlayScene scene) => scene.Sentence(draw.OneOf(PlayTemplates.Retorts));

    /// <summary>Three things in a row, and the same three once more.</summary>
    private string Want(PlayScene scene)
    {
        (string first, string second, string third) = (scene.Noun(), scene.Noun(), scene.Noun());
        return scene.Sentence($"I had {{a}} {{adj}} {first}, {{a}} {{adj}} {second} and {{a}} {{adj}} {third}; now the {first}, the {second} and the {third} are gone.");
    }

    private string Bill(PlayScene scene)
    {
        return $"Item, 3 {Several(scene)} & 3 {Several(scene)}, for $3; item, 3-and-3 {Several(scene)},\nand paid by {scene.Listener}.";
    }

    private static string Several(PlayScene scene) => Inflection.WithS(scene.Noun());

    private string Verse(PlayScene scene)
    {
        int lines = 2 + draw.Below(4);
        var verse = new StringBuilder();
        for (int i = 0; i < lines; i++)
        {
            string stop = i == lines - 1 ? draw.Chance(1, 6) ? "!" : "." : draw.Below(8) switch { 0 => ";", 1 => ":", 2 => "", _ => "," };
            string line = scene.Sentence(draw.OneOf(PlayTemplates.Lines));
            lastPhrase = line.Split(',')[0];
            verse.Append(line).Append(stop).Append('\n');
        }
        if (draw.Chance(1, 3)) return verse + Couplet(scene);
        return verse.ToString(0, verse.Length - 1);
    }

    private string Couplet(PlayScene scene)
    {
        string[] group = draw.OneOf(PlayWords.Rhymes);
        int first = draw.Below(group.Length);
        int second = (first + 1 + draw.Below(group.Length - 1)) % group.Length;
        return scene.Sentence(draw.OneOf(PlayTemplates.FirstOfCouplet), group[first]) + ",\n"
            + scene.Sentence(draw.OneOf(PlayTemplates.SecondOfCouplet), group[second]) + ".";
    }

    /// <summary>Couplets with the same line after each.</summary>
    private string Song(PlayScene scene)
    {
        string refrain = "\n" + scene.Sentence(draw.OneOf(PlayTemplates.Refrains)) + "!";
        return string.Join("\n", Enumerable.Range(0, 2 + draw.Below(2)).Select(_ => Couplet(scene) + refrain));
    }

    /// <summary>Sentences one after another, broken into lines between words.</summary>
    private static string Prose(IReadOnlyList<string> sentences)
    {
        var prose = new StringBuilder();
        int width = 0;
        foreach (string word in string.Join(" ", sentences).Split(' '))
        {
            if (width + word.Length > ProseWidth)
            {
                prose[^1] = '\n';
                width = 0;
            }
            prose.Append(word).Append(' ');
            width += word.Length + 1;
        }
        return prose.ToString(0, prose.Length - 1);
    }
}
