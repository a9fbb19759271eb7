// A module that computes one result from one input.
namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Anything that can be called with one input.</summary>
        public interface IModule<T, TResult>
        {
            TResult call(T input1);
        }

        /// <summary>Derived classes write <see cref="forward"/>; users write <see cref="call"/>.</summary>
        public abstract class Module<T, TResult> :
            HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>, IModule<T, TResult>
        {
            protected Module(string name) : base(name)
            {
            }

            /// <summary>The computation, without hooks.</summary>
            public abstract TResult forward(T input);

            /// <summary>The computation and the hooks around it.</summary>
            public TResult call(T input)
            {
                foreach (var (_, hook) in preHooks)
                    if (hook(this, input) is { } changed)
                        input = changed;
                var result = forward(input);
                foreach (var (_, hook) in postHooks)
                    if (hook(this, input, result) is { } changed)
                        result = changed;
                return result;
            }
        }
    }
}
