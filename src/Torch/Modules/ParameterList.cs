// A list of parameters that belong to the module that holds the list; their names are their places.
using System.Collections;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public class ParameterList : torch.nn.Module, IList<Parameter>
    {
        private readonly List<Parameter> items = [];

        public ParameterList(params Parameter[] parameters) : base(nameof(ParameterList)) => extend(parameters);

        public int Count => items.Count;

        public bool IsReadOnly => false;

        public Parameter this[int index]
        {
            get => items[index];
            set
            {
                items[index] = value;
                Renumber(Count);
            }
        }

        public void Add(Parameter item)
        {
            items.Add(item);
            Renumber(Count);
        }

        public void append(params Parameter[] parameters) => extend(parameters);

        public void extend(IEnumerable<Parameter> parameters)
        {
            foreach (var parameter in parameters) Add(parameter);
        }

        public void Insert(int index, Parameter item)
        {
            items.Insert(index, item);
            Renumber(Count);
        }

        public bool Remove(Parameter item)
        {
            int index = IndexOf(item);
            if (index >= 0) RemoveAt(index);
            return index >= 0;
        }

        public void RemoveAt(int index)
        {
            items.RemoveAt(index);
            Renumber(Count + 1);
        }

        public void Clear()
        {
            int before = Count;
            items.Clear();
            Renumber(before);
        }

        public bool Contains(Parameter item) => IndexOf(item) >= 0;

        /// <summary>The place of this very parameter (not of one with equal values), or -1.</summary>
        public int IndexOf(Parameter item) => items.FindIndex(one => ReferenceEquals(one, item));

        public void CopyTo(Parameter[] array, int arrayIndex) => items.CopyTo(array, arrayIndex);

        public IEnumerator<Parameter> GetEnumerator() => items.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>Nothing to look for: the list registers its items as they come.</summary>
        protected override void RegisterComponents()
        {
        }

        // Names beyond the end are taken away.
        private void Renumber(int names)
        {
            for (int i = 0; i < names; i++)
            {
                var parameter = i < Count ? items[i] : null;
                parameter?.DetachFromDisposeScope();
                ConditionallyRegisterParameter(FormattableString.Invariant($"{i}"), parameter);
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ParameterList ParameterList(params Parameter[] parameters) => new(parameters);
        }
    }
}
