using Clearinghouse.Silo.Hosting;

return await NodeHost.RunAsync(args);
