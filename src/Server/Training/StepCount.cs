// How many steps a person may ask for at once.
namespace AttentionLab.Server.Training;

public static class StepCount
{
    /// <exception cref="LabException">It is none or too many.</exception>
    public static void Check(int count)
    {
        if (count is < 1 or > ModelLimits.Steps)
            throw LabException.Field("n", $"{count} is not allowed; it must be a whole number from 1 to {ModelLimits.Steps}.");
    }
}
