// Limits on gradients before a step.
using TorchSharp.Kernels;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales all gradients by the same factor, so that their norm taken together is at most max_norm.</summary>
            /// <param name="tensors">Parameters; those without a gradient do not count.</param>
            /// <param name="max_norm">The largest norm that stays as it is.</param>
            /// <param name="norm_type">2 for the Euclidean norm, infinity for the largest magnitude, or any p.</param>
            /// <returns>The norm before scaling.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                // The list of the call before: training loops call this every step.
                var gradients = spare ?? [];
                spare = null;
                Collect(tensors, gradients);
                double norm = Norm(gradients, norm_type);
                double scale = max_norm / (norm + 1e-6);
                if (scale < 1)
                    foreach (var gradient in gradients)
                        gradient.ScaleInPlace((float)scale);
                gradients.Clear();
                spare = gradients;
                return norm;
            }

            [ThreadStatic]
            private static List<Tensor>? spare;

            private static void Collect(IEnumerable<Parameter> parameters, List<Tensor> gradients)
            {
                foreach (var parameter in parameters)
                    if (parameter.Gradient is { } gradient)
                        gradients.Add(gradient);
            }

            private static double Norm(List<Tensor> gradients, double type)
            {
                double total = 0;
                foreach (var gradient in gradients)
                    total = double.IsPositiveInfinity(type) ? Math.Max(total, LargestMagnitude(gradient)) : total + SumOfPowers(gradient, type);
                return double.IsPositiveInfinity(type) || type == 1 ? total : type == 2 ? Math.Sqrt(total) : Math.Pow(total, 1 / type);
            }

            private static unsafe double SumOfPowers(Tensor gradient, double power)
            {
                using var scope = new DenseFloats(gradient);
                if (power == 2) return Elementwise.SumOfSquares(scope.Values, scope.Count);
                double sum = 0;
                for (long i = 0; i < scope.Count; i++) sum += Math.Pow(Math.Abs((double)scope.Values[i]), power);
                return sum;
            }

            // NaN is larger than all: it must not vanish from the norm.
            private static unsafe double LargestMagnitude(Tensor gradient)
            {
                using var scope = new DenseFloats(gradient);
                double largest = 0;
                for (long i = 0; i < scope.Count; i++) largest = Math.Max(largest, Math.Abs(scope.Values[i]));
                return largest;
            }
        }
    }
}
