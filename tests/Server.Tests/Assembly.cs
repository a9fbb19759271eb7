// One server trains at a time: the tests share two cores and the engine's threads.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
