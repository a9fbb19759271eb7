// The three averages of the past for the lesson's page: computed, compared and timed by the engine.
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Inference;

namespace AttentionLab.Server.Facts;

public sealed class AverageLesson(InferencePool pool) : IAverages
{
    private const int LargeTokens = 64, LargeChannels = 64;

    public async Task<Averages> Compute(AveragesRequest request, CancellationToken cancellation = default)
    {
        Check(request);
        await pool.Computing.WaitAsync(cancellation);
        try
        {
            return await InferencePool.Compute(() => Answer(request), cancellation);
        }
        finally
        {
            pool.Computing.Release();
        }
    }

    private static void Check(AveragesRequest request)
    {
        if (request.Example) return;
        var errors = new FieldErrors();
        Within("tokens", request.Tokens, IAverages.MostTokens, errors);
        Within("channels", request.Channels, IAverages.MostChannels, errors);
        errors.ThrowIfAny();
    }

    private static void Within(string field, int value, int most, FieldErrors errors)
    {
        if (value < 1 || value > most) errors.Add(field, RangeText.NotWhole(value, 1, most));
    }

    private Averages Answer(AveragesRequest request)
    {
        var averages = request.Example ? pool.Engine.AverageWorkedExample() : pool.Engine.Average(request.Tokens, request.Channels, request.Seed);
        int tokens = averages.Tokens, channels = averages.Channels;
        double[] here = pool.Engine.TimeAverages(tokens, channels), large = pool.Engine.TimeAverages(LargeTokens, LargeChannels);
        var forms = averages.Forms;
        return new(tokens, channels, Rows(averages.Input, channels)!,
            [.. forms.Select((form, i) => new AverageFormInfo(form.Name, Rows(form.Start, tokens), Rows(form.Weights, tokens), FromEven(form.Weights, tokens), Rows(form.Result, channels)!, here[i], large[i]))],
            [.. from a in Enumerable.Range(0, forms.Count) from b in Enumerable.Range(a + 1, forms.Count - a - 1) select new AverageDifference(forms[a].Name, forms[b].Name, ThreeAverages.Difference(forms[a], forms[b]))],
            LargeTokens, LargeChannels);
    }

    private static double? FromEven(float[]? weights, int tokens)
    {
        if (weights is null) return null;
        double largest = 0;
        for (int t = 0; t < tokens; t++)
            for (int key = 0; key < tokens; key++) largest = Math.Max(largest, Math.Abs(weights[t * tokens + key] - (key <= t ? 1f / (t + 1) : 0)));
        return largest;
    }

    private static float[][]? Rows(float[]? matrix, int columns) => matrix?.Chunk(columns).ToArray();
}
