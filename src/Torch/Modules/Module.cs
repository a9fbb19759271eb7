// The base of every part of a network: what it owns, whether it trains, and how it ends.
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Owns parameters, buffers and submodules under names, in the order in which they were registered.</summary>
        public partial class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Parameter> ownParameters = [];
            private readonly OrderedDictionary<string, Tensor> ownBuffers = [];
            private readonly OrderedDictionary<string, Module> submodules = [];
            private readonly string? name;
            private bool isTraining = true;

            /// <param name="name">For messages only; parameters have the names of fields.</param>
            protected Module(string name) => this.name = name;

            /// <summary>True after <see cref="train"/>, false after <see cref="eval"/>; dropout asks for it.</summary>
            public virtual bool training => isTraining;

            /// <summary>The name given to the constructor, or the type's.</summary>
            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            /// <summary>Sets the mode of this module and of all below it.</summary>
            public virtual void train(bool train = true)
            {
                isTraining = train;
                foreach (var submodule in submodules.Values) submodule.train(train);
            }

            public virtual void eval() => train(false);

            /// <summary>Forgets all gradients, or fills them with zeros where set_to_none is false.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in ownParameters.Values) parameter.ClearGradient(set_to_none);
                foreach (var submodule in submodules.Values) submodule.zero_grad(set_to_none);
            }

            /// <summary>Disposes parameters, buffers and submodules.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (var parameter in ownParameters.Values) parameter.Dispose();
                foreach (var buffer in ownBuffers.Values) buffer.Dispose();
                foreach (var submodule in submodules.Values) submodule.Dispose();
            }
        }
    }
}
