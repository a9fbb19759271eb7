// A list of modules that belong to the module that holds the list; their names are their places.
using System.Collections;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public class ModuleList<T> : torch.nn.Module, IList<T> where T : torch.nn.Module
    {
        private readonly List<T> items;

        public ModuleList(params T[] modules) : base(nameof(ModuleList<T>))
        {
            items = [.. modules];
            Renumber();
        }

        public int Count => items.Count;

        public bool IsReadOnly => false;

        public T this[int index]
        {
            get => items[index];
            set
            {
                items[index] = value;
                Renumber();
            }
        }

        public void Add(T item)
        {
            register_module(FormattableString.Invariant($"{Count}"), item);
            items.Add(item);
        }

        public void Insert(int index, T item)
        {
            items.Insert(index, item);
            Renumber();
        }

        public bool Remove(T item)
        {
            bool removed = items.Remove(item);
            Renumber();
            return removed;
        }

        public void RemoveAt(int index)
        {
            items.RemoveAt(index);
            Renumber();
        }

        public void Clear()
        {
            items.Clear();
            ClearModules();
        }

        public bool Contains(T item) => items.Contains(item);

        public int IndexOf(T item) => items.IndexOf(item);

        public void CopyTo(T[] array, int arrayIndex) => items.CopyTo(array, arrayIndex);

        public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>Nothing to look for: the list registers its items as they come.</summary>
        protected override void RegisterComponents()
        {
        }

        private void Renumber()
        {
            ClearModules();
            for (int i = 0; i < items.Count; i++) register_module(FormattableString.Invariant($"{i}"), items[i]);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
        }
    }
}
