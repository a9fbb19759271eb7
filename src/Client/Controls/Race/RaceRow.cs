// The racers in the order of their places.
namespace AttentionLab.Client.Controls.Race;

/// <param name="Lane">0 for the first: gives the colour.</param>
/// <param name="Place">1 for the lowest validation loss; null before the first estimate of trained weights, for who is out, and for who reads the answer.</param>
public sealed record RaceRow(int Lane, int? Place, Racer Racer, RunInfo Run)
{
    /// <summary>A model without a mask sees the token it is to predict, so its loss measures something else.</summary>
    public bool ReadsAnswer => Run.Model.SeesFuture;

    public static IReadOnlyList<RaceRow> Of(RaceInfo race, Func<string, RunInfo?> find)
    {
        var rows = race.Runs.Select((racer, lane) => (Lane: lane, Racer: racer, Run: find(racer.Id))).Where(row => row.Run is not null).ToList();
        var placed = rows.Where(row => row is { Racer.OutAt: null, Run: { ValLoss: not null, Sample.Step: > 0, Model.SeesFuture: false } }).ToList();
        int? PlaceOf(Racer racer, double? loss) => placed.Exists(row => row.Racer == racer) ? 1 + placed.Count(row => row.Run!.ValLoss < loss) : null;
        return [.. rows.Select(row => new RaceRow(row.Lane, PlaceOf(row.Racer, row.Run!.ValLoss), row.Racer, row.Run!))
            .OrderBy(row => row.Place ?? int.MaxValue).ThenBy(row => row.Racer.OutAt is not null).ThenByDescending(row => row.Racer.OutAt).ThenBy(row => row.Lane)];
    }
}
