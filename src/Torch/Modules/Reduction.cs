// How a loss turns the losses of its elements into its result.
namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public enum Reduction : long
        {
            /// <summary>One loss an element.</summary>
            None = 0,
            Mean = 1,
            Sum = 2,
        }
    }
}
