// x[i] and x[i, j]: views of what stands there, and assignment to it.
namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Assign(select(0, i1), value);
        }

        public Tensor this[long i1, long i2]
        {
            get
            {
                using var temporaries = Temporaries.Open();
                return temporaries.Result(select(0, i1).select(0, i2));
            }
            set => Assign(this[i1, i2], value);
        }

        private static void Assign(Tensor view, Tensor value)
        {
            using (view) view.copy_(value);
        }
    }
}
