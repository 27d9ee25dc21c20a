-- Ids, URLs and names compare by their bytes, also on a server whose default is another.
ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What a node was set up with and must not change unnoticed: its origin, its currency.
CREATE TABLE node_setting (
  name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);
