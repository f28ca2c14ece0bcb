-- An index of the features of one release: made once, then only read.
CREATE TABLE feature (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, first_day TEXT NOT NULL, last_day TEXT NOT NULL,
    west REAL, south REAL, east REAL, north REAL, x INTEGER, y INTEGER, told TEXT NOT NULL
);
CREATE VIRTUAL TABLE box USING rtree (n, west, east, south, north);
