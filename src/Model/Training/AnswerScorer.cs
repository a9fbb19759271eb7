// Has a model answer held-out examples of a task: the likeliest token each time, and its own answer read back.
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <summary>Always the same examples, so that the points of a curve can be compared.</summary>
internal sealed class AnswerScorer(Corpus corpus, TaskExamples task)
{
    private const int Shown = 6;
    private const int PieceTokens = 2048;

    /// <summary>Null after each piece of the work (a forward pass), the score at the end.</summary>
    /// <param name="most">Examples that are answered, the first of all.</param>
    public IEnumerable<AnswerScore?> Measure(Gpt model, int most = AnswerScore.MostExamples)
    {
        int count = Math.Min(most, corpus.Validation.Length / task.Length);
        var given = new int[count][]; // answers (A)
        int piece = Math.Max(1, PieceTokens / task.Length);
        for (int first = 0; first < count; first += piece)
        {
            int[][] texts = [.. Enumerable.Range(first, Math.Min(piece, count - first)).Select(Question)];
            for (int position = 0; position < task.Answer; position++)
            {
                int[] next = Likeliest(model, texts);
                for (int i = 0; i < texts.Length; i++) texts[i] = [.. texts[i], next[i]];
                yield return null;
            }
            for (int i = 0; i < texts.Length; i++) given[first + i] = texts[i][task.Question..];
        }
        yield return Score(given);
    }

    /// <summary>Compares answers with the right ones.</summary>
    /// <param name="given">One answer (A) for each of the first examples.</param>
    public AnswerScore Score(int[][] given)
    {
        int wholes = 0, tokens = 0;
        for (int i = 0; i < given.Length; i++)
        {
            int right = given[i].Zip(Right(i)).Count(pair => pair.First == pair.Second);
            tokens += right;
            if (right == task.Answer) wholes++;
        }
        return new(wholes / (double)given.Length, tokens / (double)(given.Length * task.Answer), [.. given.Take(Shown).Select(Describe)]);
    }

    private int[] Question(int example) => corpus.Validation.AsSpan(example * task.Length, task.Question).ToArray();

    private int[] Right(int example) => corpus.Validation.AsSpan(example * task.Length + task.Question, task.Answer).ToArray();

    private Completion Describe(int[] given, int example) =>
        new(corpus.Tokenizer.Decode(Question(example)), corpus.Tokenizer.Decode(given), corpus.Tokenizer.Decode(Right(example)));

    /// <summary>The likeliest token after each of some texts of equal length.</summary>
    private static int[] Likeliest(Gpt model, int[][] texts)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        long[] ids = [.. texts.SelectMany(text => text.Select(id => (long)id))];
        var x = tensor(ids, [texts.Length, texts[0].Length], device: Accelerator.Device); // (N, T)
        var logits = model.call(x).narrow(1, texts[0].Length - 1, 1); // (N, 1, V)
        return [.. logits.argmax(2).cpu().data<long>().ToArray().Select(id => (int)id)]; // (N)
    }
}
