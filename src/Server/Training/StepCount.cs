// How many steps a person may ask for at once.
namespace AttentionLab.Server.Training;

public static class StepCount
{
    /// <exception cref="LabException">It is none or too many.</exception>
    public static void Check(int count)
    {
        if (count is < 1 or > ModelLimits.Steps)
            throw LabException.Field("n", RangeText.NotWhole(count, 1, ModelLimits.Steps));
    }
}
