// Modules called one after the other, each with the result of the one before.
using TorchSharp.Modules;
using InputToOutput = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace TorchSharp.Modules
{
    /// <summary>Its parts have the names "0", "1", .. unless they are given others.</summary>
    public class Sequential : InputToOutput
    {
        private readonly List<torch.nn.IModule<torch.Tensor, torch.Tensor>> parts = [];

        protected internal Sequential(params (string name, InputToOutput submodule)[] modules) : base(nameof(Sequential))
        {
            foreach (var (name, submodule) in modules) append(name, submodule);
        }

        public int Count => parts.Count;

        /// <summary>The part at that place; negative places count from the end.</summary>
        public torch.nn.IModule<torch.Tensor, torch.Tensor> this[int index] => parts[index < 0 ? index + Count : index];

        public Sequential append(string name, torch.nn.IModule<torch.Tensor, torch.Tensor> module)
        {
            if (module is not torch.nn.Module part)
                throw new ArgumentException("Sequential: a part must be a module.", nameof(module));
            register_module(name, part);
            parts.Add(module);
            return this;
        }

        /// <summary>
        /// Disposes each intermediate result as soon as the next part has taken it up. A Linear and the ReLU or GELU after it
        /// are one product where nobody listens to either: what lies between is never written down.
        /// </summary>
        public override torch.Tensor forward(torch.Tensor tensor)
        {
            if (Count == 0) return tensor.alias();
            var result = tensor;
            for (int i = 0; i < Count; i++)
            {
                var before = result;
                var activation = parts[i] is Linear { IsHooked: false } && i + 1 < Count ? ActivationOf(parts[i + 1]) : ActivationAfter.None;
                if (activation == ActivationAfter.None) result = parts[i].call(before);
                else
                {
                    var linear = (Linear)parts[i++];
                    result = LinearOperation.Forward(before, linear.weight, linear.bias, activation);
                }
                if (!ReferenceEquals(before, result) && !ReferenceEquals(before, tensor)) before.Dispose();
            }
            return result;
        }

        private static ActivationAfter ActivationOf(torch.nn.IModule<torch.Tensor, torch.Tensor> part) => part switch
        {
            ReLU { IsHooked: false } => ActivationAfter.Relu,
            GELU { IsHooked: false, approximate: GELU.Approximate.none } => ActivationAfter.Gelu,
            _ => ActivationAfter.None,
        };
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Sequential Sequential(params (string name, InputToOutput submodule)[] modules) => new(modules);
        }
    }
}
