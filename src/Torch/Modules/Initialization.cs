// Starting values of parameters.
namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Each fills a tensor in place, without recording gradients, and returns it.</summary>
        public static partial class init
        {
            public static Tensor constant_(Tensor tensor, Scalar val) => Fill(tensor, () => tensor.fill_(val));

            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Fill(tensor, () => tensor.normal_(mean, std, generator));

            private static Tensor Fill(Tensor tensor, Func<Tensor> fill)
            {
                using (no_grad()) fill();
                return tensor;
            }
        }
    }
}
