"""The store of campaigns: a folder with Parquet files and an SQLite index, no server, nothing half written."""
