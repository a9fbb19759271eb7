// What to look for in a run, and what was measured of it: of every ingredient that was changed, or of the rung itself.
namespace AttentionLab.Client.Lessons;

/// <param name="Name">The ingredient or rung that it is about.</param>
/// <param name="Title">For people.</param>
/// <param name="Look">What to look for; without numbers, so that it can be said before anything is measured.</param>
/// <param name="Measured">What is so, in numbers of this run; null while one of them is missing.</param>
public sealed record Lesson(string Name, string Title, string Look, string? Measured)
{
    /// <param name="preset">That the run was started from; null where the lab does not know it.</param>
    /// <param name="facts">Null before they are measured.</param>
    public static IReadOnlyList<Lesson> Of(RunInfo run, PresetInfo? preset, Facts? facts)
    {
        var changed = preset is null ? [] : IngredientWords.Changed(preset.Model, run.Model);
        return changed.Count > 0 ? [.. changed.Select(name => SwitchLessons.Of(name, run.Model, facts))] : [RungLessons.Of(run, facts)];
    }
}
