// Modules under names, in the order in which they came; they belong to the module that holds the dictionary.
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public class ModuleDict<T> : torch.nn.Module, IDictionary<string, T>, IList<(string, T)> where T : torch.nn.Module
    {
        private readonly OrderedDictionary<string, T> entries = [];

        public ModuleDict() : base(nameof(ModuleDict<T>))
        {
        }

        public int Count => entries.Count;

        public bool IsReadOnly => false;

        public ICollection<string> Keys => entries.Keys;

        public ICollection<T> Values => entries.Values;

        public T this[string key]
        {
            get => entries[key];
            set
            {
                entries[key] = value;
                Register();
            }
        }

        public (string, T) this[int index]
        {
            get => (entries.GetAt(index).Key, entries.GetAt(index).Value);
            set
            {
                entries.SetAt(index, value.Item1, value.Item2);
                Register();
            }
        }

        public void Add(string key, T value)
        {
            register_module(key, value);
            entries.Add(key, value);
        }

        public void Add((string, T) item) => Add(item.Item1, item.Item2);

        public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

        public void Insert(int index, (string, T) item)
        {
            entries.Insert(index, item.Item1, item.Item2);
            Register();
        }

        public bool Remove(string key)
        {
            bool removed = entries.Remove(key);
            Register();
            return removed;
        }

        public bool Remove((string, T) item) => Contains(item) && Remove(item.Item1);

        public bool Remove(KeyValuePair<string, T> item) => Contains(item) && Remove(item.Key);

        public void RemoveAt(int index)
        {
            entries.RemoveAt(index);
            Register();
        }

        public void Clear()
        {
            entries.Clear();
            ClearModules();
        }

        public void clear() => Clear();

        public bool Contains((string, T) item) => entries.TryGetValue(item.Item1, out var value) && ReferenceEquals(value, item.Item2);

        public bool Contains(KeyValuePair<string, T> item) => Contains((item.Key, item.Value));

        public bool ContainsKey(string key) => entries.ContainsKey(key);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => entries.TryGetValue(key, out value);

        public int IndexOf((string, T) item) => Contains(item) ? entries.IndexOf(item.Item1) : -1;

        public void CopyTo((string, T)[] array, int arrayIndex)
        {
            foreach (var (key, value) in entries) array[arrayIndex++] = (key, value);
        }

        public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) =>
            ((ICollection<KeyValuePair<string, T>>)entries).CopyTo(array, arrayIndex);

        public IEnumerator<(string, T)> GetEnumerator() => entries.Select(entry => (entry.Key, entry.Value)).GetEnumerator();

        IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() => entries.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public IEnumerator<(string, T)> items() => GetEnumerator();

        public IEnumerable<string> keys() => entries.Keys;

        public IEnumerable<T> values() => entries.Values;

        /// <summary>Nothing to look for: the dictionary registers its items as they come.</summary>
        protected override void RegisterComponents()
        {
        }

        private void Register()
        {
            ClearModules();
            foreach (var (key, value) in entries) register_module(key, value);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => ModuleDict<Module>(modules);

            public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module
            {
                var dictionary = new ModuleDict<T>();
                foreach (var module in modules) dictionary.Add(module);
                return dictionary;
            }
        }
    }
}
