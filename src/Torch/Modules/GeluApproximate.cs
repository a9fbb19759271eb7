// Which formula GELU uses.
namespace TorchSharp.Modules;

public sealed partial class GELU
{
    public enum Approximate
    {
        /// <summary>Exact, by the error function.</summary>
        none = 0,

        /// <summary>By the hyperbolic tangent, as GPT-2 does.</summary>
        tanh = 1,
    }
}
