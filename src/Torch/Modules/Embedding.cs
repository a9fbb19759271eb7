// A table of vectors, looked up by index.
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp.Modules
{
    /// <summary>Maps Int64 indices (..) to vectors (.., embedding_dims).</summary>
    public sealed class Embedding : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private readonly long? paddingIndex;

        [ComponentName(Name = nameof(weight))]
        private Parameter ownWeight; // (num_embeddings, embedding_dims)

        internal Embedding(long num_embeddings, long embedding_dims, long? padding_idx, torch.Device? device, torch.ScalarType? dtype) : base(nameof(Embedding))
        {
            ownWeight = new Parameter(torch.empty(num_embeddings, embedding_dims, dtype, device));
            RegisterComponents();
            torch.nn.init.normal_(ownWeight);
            if (padding_idx is not { } index) return;
            paddingIndex = Row(index, num_embeddings);
            using var none = torch.no_grad();
            using var row = ownWeight.select(0, paddingIndex.Value);
            row.zero_();
        }

        /// <summary>(num_embeddings, embedding_dims). Assigning another module's parameter shares it; the old one is disposed.</summary>
        public Parameter? weight
        {
            get => ownWeight;
            set => ownWeight = Replace(nameof(weight), ownWeight, value ?? throw new ArgumentNullException(nameof(weight)))!;
        }

        public override torch.Tensor forward(torch.Tensor input) => EmbeddingOperation.Forward(ownWeight, input, paddingIndex);

        private static long Row(long index, long rows)
        {
            if (index < -rows || index >= rows)
                throw new ArgumentOutOfRangeException(nameof(index), index, $"Embedding: padding_idx must be in [{-rows}, {rows}).");
            return index < 0 ? index + rows : index;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A table with values from the normal distribution.</summary>
            /// <param name="num_embeddings">Rows.</param>
            /// <param name="embedding_dims">Length of a vector.</param>
            /// <param name="padding_idx">A row that starts at zero and gets no gradient.</param>
            /// <param name="max_norm">Not available in the managed engine: null.</param>
            /// <param name="norm_type">Used with max_norm only.</param>
            /// <param name="scale_grad_by_freq">Not available in the managed engine: false.</param>
            /// <param name="sparse">Not available in the managed engine: false.</param>
            /// <param name="device">The processor.</param>
            /// <param name="dtype">Float32 by default.</param>
            /// <exception cref="NotSupportedException">An option that is not available.</exception>
            public static Embedding Embedding(
                long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2,
                bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                if (max_norm is not null || scale_grad_by_freq || sparse)
                    throw new NotSupportedException(
                        "Embedding: max_norm, scale_grad_by_freq and sparse are not available in the managed engine; leave them at their defaults.");
                return new(num_embeddings, embedding_dims, padding_idx, device, dtype);
            }
        }
    }
}
