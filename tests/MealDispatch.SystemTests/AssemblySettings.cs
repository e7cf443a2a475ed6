// Each test starts processes and wants the machine for itself.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
