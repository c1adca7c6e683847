-- Where Orleans' ADO.NET providers look up the statements they run. The keys of the queries, the names of their parameters and the
-- columns of their results are the providers' contract (Orleans 10.4); the statements and tables are this project's own.
CREATE TABLE OrleansQuery
(
    QueryKey  TEXT NOT NULL PRIMARY KEY,
    QueryText TEXT NOT NULL
);
