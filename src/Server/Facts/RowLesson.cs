// The lesson's row as an inspection, so that it opens in the same view as the row of a run.
namespace AttentionLab.Server.Facts;

public static class RowLesson
{
    private static readonly string[] Names = ["A", "B", "C", "D"];

    /// <summary>Affinities 1, 1, 1, 8 of the third token and values 3, 6, 0, worked by the engine; a model of one head that is no run's.</summary>
    /// <param name="engine">That works it.</param>
    public static Inspection Compute(IEngine engine)
    {
        var head = engine.CaptureLessonRow();
        int tokens = Names.Length;
        float[][] weights = Visible(head.Weights, tokens), scaled = Visible(head.Scaled, tokens);
        return new()
        {
            Step = 0,
            Tokens = [.. Names.Select((name, id) => new Token(id, name))],
            Dropped = 0,
            Layers = 1,
            Heads = 1,
            Weights = [[weights]],
            Affinities = [[scaled]],
            Head = new(0, 0, Rows(head.Raw, tokens), Rows(head.Scaled, tokens), Rows(head.Query, 1), Rows(head.Key, 1), Rows(head.Value, 1), Rows(head.Output, 1),
                RowArithmetic.Divisor(LessonRow.Config), LessonRow.Config.Mask, [.. Names.Select(_ => Array.Empty<float>())], null, null),
            Row = null,
            Next = [],
        };
    }

    private static float[][] Visible(float[] cells, int tokens) => [.. Rows(cells, tokens).Select((row, t) => row[..(t + 1)])];

    private static float[][] Rows(float[] matrix, int columns) => [.. matrix.Chunk(columns)];
}
