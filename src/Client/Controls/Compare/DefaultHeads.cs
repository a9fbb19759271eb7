// Which two heads are subtracted when the address does not say, and what becomes of an address that no run fits.
namespace AttentionLab.Client.Controls.Compare;

public static class DefaultHeads
{
    /// <summary>A and B as asked, as far as there are such runs and heads; else the first head of the first and of the second run.</summary>
    /// <param name="runs">Runs with attention and weights.</param>
    /// <returns>Nulls when there are none.</returns>
    public static (HeadAddress? A, HeadAddress? B) Of(IReadOnlyList<RunInfo> runs, HeadAddress? a, HeadAddress? b)
    {
        if (runs.Count == 0) return (null, null);
        return (Known(a) ?? new(runs[0].Id, null, 0, 0), Known(b) ?? Other());

        HeadAddress? Known(HeadAddress? asked) => asked is not null && runs.Any(run => run.Id == asked.Run) ? Within(asked, runs) : null;

        HeadAddress Other() => runs.Count > 1 ? new(runs[1].Id, null, 0, 0)
            : new(runs[0].Id, null, 0, Math.Min(1, runs[0].Model.Heads - 1));
    }

    /// <summary>With layer and head that its run has.</summary>
    public static HeadAddress Within(HeadAddress asked, IReadOnlyList<RunInfo> runs)
    {
        var model = runs.First(run => run.Id == asked.Run).Model;
        return asked with { Layer = Math.Min(asked.Layer, model.Layers - 1), Head = Math.Min(asked.Head, model.Heads - 1) };
    }
}
