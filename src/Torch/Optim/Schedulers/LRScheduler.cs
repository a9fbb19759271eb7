// The base of learning-rate schedules: counts steps and sets the groups' rates.
using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>A schedule takes its first step when it is made: the rate of step 0.</summary>
            public abstract class LRScheduler
            {
                protected int _step_count;

                private readonly ILearningRateController[] groups;
                private readonly double[] initialRates;
                private readonly bool isVerbose;

                /// <param name="optimizer">Whose groups' rates change.</param>
                /// <param name="last_epoch">The last step taken; -1 at the start.</param>
                /// <param name="verbose">Whether to print each change.</param>
                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    groups = [.. optimizer.ParamGroups];
                    initialRates = [.. groups.Select(group => group.InitialLearningRate)];
                    LastStep = last_epoch;
                    isVerbose = verbose;
                }

                internal int LastStep { get; set; }

                /// <summary>The groups' rates before any schedule.</summary>
                internal IReadOnlyList<double> InitialRates => initialRates;

                /// <summary>The optimizer's groups.</summary>
                private protected IReadOnlyList<ILearningRateController> Groups => groups;

                /// <summary>The rates that are set now.</summary>
                internal IEnumerable<double> CurrentRates => groups.Select(group => group.LearningRate);

                public virtual void step() => step(null);

                /// <summary>Goes on by one, or to a given step.</summary>
                public virtual void step(int? epoch)
                {
                    _step_count++;
                    LastStep = epoch ?? LastStep + 1;
                    SetRates(epoch is null ? get_lr() : get_closed_form_lr());
                }

                private protected void SetRates(IEnumerable<double> wanted)
                {
                    double[] rates = [.. wanted];
                    for (int i = 0; i < groups.Length; i++)
                    {
                        if (isVerbose && groups[i].LearningRate != rates[i])
                            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Learning rate of group {i}: {rates[i]}"));
                        groups[i].LearningRate = rates[i];
                    }
                }

                /// <summary>Goes on by one, or to a given step; most schedules ignore the measured value.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The rate of every group now.</summary>
                public IEnumerable<double> get_last_lr() => CurrentRates;

                /// <summary>The rates of this step, from those of the step before.</summary>
                protected virtual IEnumerable<double> get_lr() => CurrentRates;

                /// <summary>The rates of this step, from the initial ones.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();
            }
        }
    }
}
