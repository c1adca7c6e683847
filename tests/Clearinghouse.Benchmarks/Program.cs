using Clearinghouse.Benchmarks;

return await BenchmarkCommand.RunAsync(args);
