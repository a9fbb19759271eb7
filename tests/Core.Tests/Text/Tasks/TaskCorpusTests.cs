// Task corpora: the answers are right, held-out examples are new, impossible sizes are refused.
namespace AttentionLab.Core.Tests;

public class TaskCorpusTests
{
    public static TheoryData<string> Ids => [.. TaskCorpus.Rules.Select(rule => rule.Id)];

    private static Corpus Write(string id, int? length = null, int? symbols = null, int context = 64)
    {
        var rule = TaskCorpus.Find(id)!;
        return TaskCorpus.Write(rule, TaskCorpus.Complete(rule, length, symbols, context));
    }

    private static string[] Examples(Corpus corpus, int[] part) =>
        [.. part.Chunk(corpus.Task!.Length).Select(tokens => corpus.Tokenizer.Decode(tokens))];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Write_AnyTask_HoldsOutATenthThatTrainingDoesNotHave(string id)
    {
        Corpus corpus = Write(id);
        string[] train = Examples(corpus, corpus.Train), held = Examples(corpus, corpus.Validation);
        Assert.Equal(9 * held.Length, train.Length);
        Assert.Equal(train.Length + held.Length, train.Concat(held).Select(example => example[..corpus.Task!.Question]).Distinct().Count());
        Assert.All(train.Concat(held), example => Assert.Equal('\n', example[^1]));
    }

    [Theory]
    [InlineData("task-copy")]
    [InlineData("task-reverse")]
    [InlineData("task-sort")]
    public void Write_Sequences_AnswersFollowFromTheQuestion(string id)
    {
        Corpus corpus = Write(id, length: 5, symbols: 7);
        foreach (string example in Examples(corpus, corpus.Validation))
        {
            string word = example[..5];
            var answer = id switch { "task-copy" => word, "task-reverse" => word.Reverse(), _ => word.Order() };
            Assert.Equal($"{word}>{string.Concat(answer)}\n", example);
        }
    }

    [Fact]
    public void Write_Addition_AnswersAreTheSums()
    {
        Corpus corpus = Write("task-add", length: 3);
        foreach (string example in Examples(corpus, corpus.Validation))
        {
            Assert.Matches(@"^\d{3}\+\d{3}=\d{4}\n$", example);
            Assert.Equal(int.Parse(example[..3]) + int.Parse(example[4..7]), int.Parse(example[8..12]));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(10)]
    public void Write_Brackets_QuestionAndAnswerCloseEverything(int length)
    {
        Corpus corpus = Write("task-brackets", length);
        foreach (string example in Examples(corpus, corpus.Validation))
        {
            string rest = example.TrimEnd('\n').Replace("|", "");
            for (int before = -1; before != rest.Length;)
            {
                before = rest.Length;
                rest = rest.Replace("()", "").Replace("[]", "").Replace("{}", "").Replace("<>", "");
            }
            Assert.Empty(rest);
        }
    }

    [Fact]
    public void Write_Induction_AnswerIsWhatFollowedTheFirstTime()
    {
        Corpus corpus = Write("task-induction", length: 9, symbols: 12);
        foreach (string example in Examples(corpus, corpus.Validation))
        {
            string word = example[..9];
            Assert.Equal(9, word.Distinct().Count());
            int start = word.IndexOf(example[10]);
            Assert.Equal(word.Substring(start + 1, 4), example[11..15]);
        }
    }

    [Theory]
    [InlineData("task-brackets", 5, 2)]
    [InlineData("task-induction", 4, 6)]
    [InlineData("task-copy", 3, 5)]
    [InlineData("task-add", 1, 10)]
    public void Possible_SmallSizes_IsWhatDrawingFinds(string id, int length, int symbols)
    {
        var rule = TaskCorpus.Find(id)!;
        var settings = new TaskSettings(length, symbols);
        var draw = new DrawSequence(5, 99);
        Assert.Equal(rule.Possible(settings), Enumerable.Range(0, 40_000).Select(_ => rule.Draw(settings, draw).Question).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Write_SameSettings_GivesTheSameText(string id) => Assert.Equal(Write(id).Sha256, Write(id).Sha256);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Complete_ContextOfTiny_GivesWholeExamples(string id)
    {
        Corpus corpus = Write(id, context: 8);
        corpus.RequireContext(8);
        Assert.Equal(corpus.Task!.Length - 1, corpus.DefaultProbe(8).Length);
    }

    [Theory]
    [InlineData("task-copy", 0, 10, "task.length", "from 1 to 200")]
    [InlineData("task-copy", 8, 60, "task.symbols", "from 2 to 52")]
    [InlineData("task-copy", 2, 3, "task.length", "only 9 different examples")]
    [InlineData("task-add", 2, 8, "task.symbols", "from 10 to 10")]
    [InlineData("task-brackets", 6, 5, "task.symbols", "from 1 to 4")]
    [InlineData("task-induction", 12, 8, "task.symbols", "at least 12 are needed")]
    public void Write_ImpossibleSize_NamesTheSettingAndWhatIsAllowed(string id, int length, int symbols, string key, string allowed)
    {
        var rule = TaskCorpus.Find(id)!;
        var error = Assert.Throws<ModelException>(() => TaskCorpus.Write(rule, new(length, symbols)));
        Assert.Equal(key, error.Key);
        Assert.Contains(allowed, error.Message);
    }

    [Fact]
    public void RequireContext_ExampleLongerThanTheContext_SaysBoth()
    {
        var error = Assert.Throws<ModelException>(() => Write("task-copy", length: 10).RequireContext(16));
        Assert.Equal("task.length", error.Key);
        Assert.Contains("21 characters", error.Message);
        Assert.Contains("takes 16", error.Message);
    }
}
