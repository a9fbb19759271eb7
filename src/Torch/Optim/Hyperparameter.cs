// The ranges of an optimizer's settings.
namespace TorchSharp.Modules;

internal static class Hyperparameter
{
    public static void RequireNotNegative(string optimizer, string name, double value)
    {
        if (!(value >= 0)) throw new ArgumentException(FormattableString.Invariant($"{optimizer}: {name} is {value}; it must be 0 or more."), name);
    }

    public static void RequireFraction(string optimizer, string name, double value)
    {
        if (!(value >= 0 && value < 1)) throw new ArgumentException(FormattableString.Invariant($"{optimizer}: {name} is {value}; it must be at least 0 and below 1."), name);
    }
}
