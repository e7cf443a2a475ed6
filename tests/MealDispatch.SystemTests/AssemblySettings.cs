// Starting a process is mostly one thread's work: two classes at a time keep two cores busy.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
