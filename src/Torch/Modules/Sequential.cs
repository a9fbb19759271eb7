// Modules called one after the other, each with the result of the one before.
using TorchSharp.Modules;
using InputToOutput = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace TorchSharp.Modules
{
    /// <summary>Its parts have the names "0", "1", .. unless they are given others.</summary>
    public class Sequential : InputToOutput
    {
        private readonly List<torch.nn.IModule<torch.Tensor, torch.Tensor>> parts = [];
        private readonly List<string> names = [];

        protected internal Sequential(params (string name, InputToOutput submodule)[] modules) : base(nameof(Sequential))
        {
            foreach (var (name, submodule) in modules) append(name, submodule);
        }

        protected internal Sequential(params InputToOutput[] modules) : base(nameof(Sequential))
        {
            foreach (var submodule in modules) append(submodule);
        }

        public int Count => parts.Count;

        /// <summary>The part at that place; negative places count from the end.</summary>
        public torch.nn.IModule<torch.Tensor, torch.Tensor> this[int index] => parts[index < 0 ? index + Count : index];

        /// <summary>A new sequence of the same modules, those in the range.</summary>
        public Sequential this[Range index]
        {
            get
            {
                var (start, length) = index.GetOffsetAndLength(Count);
                var slice = new Sequential(Array.Empty<InputToOutput>());
                for (int i = start; i < start + length; i++) slice.append(names[i], parts[i]);
                return slice;
            }
        }

        /// <summary>Python's slice: a missing start is the beginning, a missing end is the end, negative places count from the end.</summary>
        public Sequential this[(int? start, int? end) index]
        {
            get
            {
                int start = Place(index.start ?? 0), end = Place(index.end ?? Count);
                return this[start..Math.Max(start, end)];
            }
        }

        public Sequential append(torch.nn.IModule<torch.Tensor, torch.Tensor> module) =>
            append(FormattableString.Invariant($"{Count}"), module);

        public Sequential append(string name, torch.nn.IModule<torch.Tensor, torch.Tensor> module)
        {
            if (module is not torch.nn.Module part)
                throw new ArgumentException("Sequential: a part must be a module.", nameof(module));
            register_module(name, part);
            parts.Add(module);
            names.Add(name);
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

        private int Place(int index) => Math.Clamp(index < 0 ? index + Count : index, 0, Count);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Sequential Sequential() => new(Array.Empty<InputToOutput>());

            public static Sequential Sequential(params InputToOutput[] modules) => new(modules);

            public static Sequential Sequential(params (string name, InputToOutput submodule)[] modules) => new(modules);

            public static Sequential Sequential(params Tuple<string, InputToOutput>[] modules) =>
                new(modules.Select(entry => (entry.Item1, entry.Item2)).ToArray());

            public static Sequential Sequential(IEnumerable<InputToOutput> modules) => new(modules.ToArray());

            public static Sequential Sequential(IEnumerable<(string name, InputToOutput submodule)> modules) => new(modules.ToArray());

            public static Sequential Sequential(IEnumerable<Tuple<string, InputToOutput>> modules) => Sequential(modules.ToArray());
        }
    }
}
