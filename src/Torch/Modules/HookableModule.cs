// A module that lets others listen before and after each call; forward alone does not tell them.
namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Keeps the hooks; modules with inputs and a result run them.</summary>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            // Arrays that are replaced, never changed, so that a hook may remove itself while it runs.
            private protected (string key, TPreHook hook)[] preHooks = [];
            private protected (string key, TPostHook hook)[] postHooks = [];
            private long lastKey;

            /// <summary>Somebody listens to its calls.</summary>
            internal bool IsHooked => preHooks.Length + postHooks.Length > 0;

            protected HookableModule(string name) : base(name)
            {
            }

            /// <summary>Runs after forward with its result; what the hook returns replaces the result, unless it is null.</summary>
            public HookRemover register_forward_hook(TPostHook hook) => Add(ref postHooks, hook);

            /// <summary>Runs before forward; what the hook returns replaces the input, unless it is null.</summary>
            public HookRemover register_forward_pre_hook(TPreHook hook) => Add(ref preHooks, hook);

            private HookRemover Add<T>(ref (string key, T hook)[] hooks, T hook)
            {
                string key = FormattableString.Invariant($"{++lastKey}");
                hooks = [.. hooks, (key, hook)];
                return new HookRemover(this, key);
            }

            private void Remove(string key)
            {
                preHooks = [.. preHooks.Where(entry => entry.key != key)];
                postHooks = [.. postHooks.Where(entry => entry.key != key)];
            }

            /// <summary>Takes one hook off its module.</summary>
            public class HookRemover(HookableModule<TPreHook, TPostHook> module, string key)
            {
                public void remove() => module.Remove(key);
            }
        }
    }
}
